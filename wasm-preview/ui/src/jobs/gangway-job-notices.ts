/** <gangway-job-notices>: says that a job of the person's own has ended while they are elsewhere on the page. */

import type { Actor, Job, Page } from '@gangway/engine';
import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';

import type { Api } from '../api/client.js';
import { poll } from '../api/poll.js';
import { ConnectedElement } from '../connected.js';
import { Ended } from './ended.js';
import { styles } from './gangway-job-notices.styles.js';
import { isEnded, tone } from './status.js';

/** How often the list is asked for while a job of the person's own is on its way, and else. */
const [SOON_MS, LATER_MS] = [3000, 10_000];

/**
 * Says that a job of the person's own has ended while they are elsewhere on the page: once, and politely.
 *
 * @tag gangway-job-notices
 * @summary Says that a job of the person's own has ended while they are elsewhere on the page.
 * @csspart notice - One notice.
 */
export class GangwayJobNotices extends ConnectedElement {
  static override styles = [...ConnectedElement.styles, styles];

  /** Where the host shows its `<gangway-jobs>`: notices have a link to it. */
  @property({ attribute: 'jobs-url' }) jobsUrl: string | undefined;

  @state() private notices: Job[] = [];
  private ended = new Ended();

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('gangway-complete', this.handleComplete);
    // What was taken off a page and put back looks again.
    if (this.hasUpdated) void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('gangway-complete', this.handleComplete);
  }

  protected override async load(): Promise<void> {
    const api = this.connect();
    if (!api) return;
    const { signal } = this.leaving;
    this.notices = [];
    this.ended = new Ended();
    const person = await this.learnPerson(api, signal);
    if (person === undefined) return;
    await poll<Page<Job>>(api, {
      path: '/jobs?limit=25',
      signal,
      onChange: ({ items }) => {
        this.notices = [...this.notices, ...this.ended.take(items, person)];
        return items.some((it) => it.actor.user === person && !isEnded(it.status)) ? SOON_MS : LATER_MS;
      },
    });
  }

  /** Whose jobs are told of; none where the API says no, of which the rest of the page tells. */
  private async learnPerson(api: Api, signal: AbortSignal): Promise<string | undefined> {
    let person: string | undefined;
    const onChange = (me: Actor): 'stop' => {
      person = me.user;
      return 'stop';
    };
    await poll<Actor>(api, { path: '/me', signal, onChange });
    return person;
  }

  private get words() {
    return this.strings.jobs.notices;
  }

  // The region is there before what it tells: else nobody would hear that.
  protected override render(): TemplateResult {
    return html`<div role="status" aria-live="polite" aria-label=${this.words.label}>
      ${repeat(
        this.notices,
        (it) => it.id,
        (it) => this.renderNotice(it),
      )}
    </div>`;
  }

  private renderNotice(job: Job): TemplateResult {
    const kind = this.strings.jobs.kinds[job.kind];
    return html`<div class="notice ${tone(job.status)}" part="notice">
      <div class="body">
        <p class="strong">${job.file.name ? this.words.of(kind, job.file.name) : kind}</p>
        <p>${this.strings.status[job.status]}</p>
        ${this.jobsUrl ? html`<p><a href=${this.jobsUrl} @click=${() => this.close(job.id)}>${this.words.results}</a></p>` : nothing}
      </div>
      <button class="button little" @click=${() => this.close(job.id)}>${this.strings.close}</button>
    </div>`;
  }

  private close(job: string): void {
    this.notices = this.notices.filter((it) => it.id !== job);
  }

  /** A wizard that shows a job's end has told of it. */
  private readonly handleComplete = ({ detail }: CustomEvent<{ job: string }>): void => {
    this.ended.tell(detail.job);
    this.close(detail.job);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-job-notices': GangwayJobNotices;
  }
}
