/** <gangway-jobs>: the Batch Jobs page, live. */

import type { Actor, Job, Module, Page, User } from '@gangway/engine';
import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';

import type { Api } from '../api/client.js';
import { poll } from '../api/poll.js';
import { ConnectedElement } from '../connected.js';
import { tell } from '../events.js';
import { percent } from '../strings/format.js';
import * as icons from '../look/icons.js';
import { cards } from '../look/tables.js';
import { counts, done, isEnded, isPutOff, tone } from './status.js';
import { styles } from './gangway-jobs.styles.js';

const PAGE = 25;

/**
 * Lists the imports, exports and undos that the person may see, live.
 *
 * @tag gangway-jobs
 * @summary Lists the imports, exports and undos that the person may see, live.
 * @event {CustomEvent<{ message: string }>} gangway-error - Something failed that the person was told about.
 * @csspart heading - The heading.
 * @csspart list - The table of jobs.
 */
export class GangwayJobs extends ConnectedElement {
  static override styles = [...ConnectedElement.styles, cards, styles];

  @state() private jobs: Job[] | undefined;
  @state() private older: Job[] = [];
  @state() private next: string | null = null;
  @state() private trouble: string | undefined;
  @state() private offline = false;

  @state() private mayUndo = false;

  private api: Api | undefined;
  private modules = new Map<string, string>();
  private names = new Map<string, string>();

  protected override async load(): Promise<void> {
    const api = this.connect();
    if (!api) return;
    this.api = api;
    this.jobs = undefined;
    this.older = [];
    this.trouble = undefined;
    const { signal } = this.leaving;
    void this.learnNames(api, signal);
    await poll<Page<Job>>(api, {
      path: `/jobs?limit=${PAGE}`,
      signal,
      onChange: (page) => {
        this.trouble = undefined;
        if (this.older.length === 0) this.next = page.next;
        this.jobs = page.items;
        return page.items.every((it) => isEnded(it.status)) ? 5000 : 1000;
      },
      onTrouble: (error) => {
        this.offline = !!error?.passing;
        if (error && !error.passing) this.trouble = this.texts.failure(error);
      },
    });
  }

  /** Ids do until the names are there. */
  private async learnNames(api: Api, signal: AbortSignal): Promise<void> {
    try {
      const [actor, users, modules] = await Promise.all([
        api.get<Actor>('/me', signal),
        api.get<User[]>('/users', signal),
        api.get<Module[]>('/modules', signal),
      ]);
      this.mayUndo = actor.rights.includes('undo');
      this.names = new Map(users.map((it) => [it.id, it.name]));
      this.modules = new Map(modules.map((it) => [it.id, it.label]));
      this.requestUpdate();
    } catch (error) {
      if (!signal.aborted) tell(this, 'gangway-error', { message: this.texts.failure(error) });
    }
  }

  private get words() {
    return this.strings.jobs;
  }

  protected override render(): TemplateResult {
    return html`<div class="stack">
      <h2 part="heading">${this.words.heading}</h2>
      ${
        this.offline
          ? html`<div class="notice warn" role="status">
              ${icons.alert()}
              <p class="body">${this.words.offline}</p>
            </div>`
          : nothing
      }
      ${this.trouble ? this.renderTrouble(this.trouble) : this.renderList()}
    </div>`;
  }

  private renderTrouble(message: string): TemplateResult {
    return html`<div class="notice bad" role="alert">
      ${icons.alert()}
      <div class="body">
        <p class="strong">${this.words.trouble}</p>
        <p>${message}</p>
        <button class="button little above" @click=${() => void this.load()}>${this.strings.tryAgain}</button>
      </div>
    </div>`;
  }

  private renderList(): TemplateResult {
    if (!this.jobs) return html`<p class="quiet" role="status">${this.strings.loading}</p>`;
    const all = [...this.jobs, ...this.older.filter((old) => !this.jobs?.some((it) => it.id === old.id))];
    if (all.length === 0)
      return html`<div class="card empty">
        <p class="strong">${this.words.empty}</p>
        <p class="quiet">${this.words.emptyHint}</p>
      </div>`;
    return html`<div class="scroll" part="list">
        <table>
          <thead>
            <tr>
              <th scope="col">${this.words.job}</th>
              <th scope="col">${this.words.module}</th>
              <th scope="col">${this.words.status}</th>
              <th scope="col">${this.words.result}</th>
              <th scope="col">${this.words.started}</th>
              <th scope="col">${this.strings.review.files}</th>
            </tr>
          </thead>
          <tbody>
            ${repeat(
              all,
              (it) => it.id,
              (it) => this.renderJob(it),
            )}
          </tbody>
        </table>
      </div>
      ${this.next ? html`<div><button class="button" @click=${() => void this.more()}>${this.words.more}</button></div>` : nothing}`;
  }

  private renderJob(job: Job): TemplateResult {
    return html`<tr>
      <th scope="row" class="file">
        ${job.file.name || this.words.kinds[job.kind]}
        <div class="quiet small light">${this.words.kinds[job.kind]} · ${job.id}</div>
        ${job.test ? html`<div class="quiet small light">${this.words.test(job.test.first)}</div>` : nothing}
        ${job.continues ? html`<div class="quiet small light">${this.words.continues(job.continues)}</div>` : nothing}
        ${job.repairs ? html`<div class="quiet small light">${this.words.repairs(job.repairs)}</div>` : nothing}
      </th>
      <td>${this.modules.get(job.module) ?? job.module}</td>
      <td class="state">${this.renderStatus(job)}</td>
      <td>${this.renderNumbers(job)}</td>
      <td>
        <span title=${this.format.moment(job.created_at)}
          >${this.format.since(job.created_at, Date.now(), this.strings)}</span
        >
        <div class="quiet small">${this.names.get(job.actor.user) ?? job.actor.user}</div>
      </td>
      <td>${this.renderActions(job)}</td>
    </tr>`;
  }

  private renderStatus(job: Job): TemplateResult {
    const found = counts(job);
    const exports = job.kind === 'export' && job.status === 'running';
    const moving = job.status === 'running' && found.rows > 0;
    const at = percent(done(found), found.rows);
    return html`<span class="badge ${tone(job.status)}"
        >${exports ? this.words.exporting : this.strings.status[job.status]}</span
      >
      ${
        moving
          ? html`<gangway-bar class="bar" label=${this.strings.status.running} percent=${at}></gangway-bar>`
          : nothing
      }
      ${
        isPutOff(job) && this.api
          ? html`<gangway-job-time
              .api=${this.api}
              .job=${job}
              @gangway-job=${(event: CustomEvent<Job>) => this.take(event.detail)}
            ></gangway-job-time>`
          : nothing
      }
      ${job.refusal ? html`<p class="small quiet why">${this.texts.refusal(job.refusal)}</p>` : nothing}`;
  }

  private renderNumbers(job: Job): TemplateResult {
    const found = counts(job);
    if (found.rows === 0 && !found.exported)
      return html`<span class="quiet small">${this.words.nothing}</span>`;
    const names = Object.keys(this.strings.review.counts) as (keyof typeof this.strings.review.counts)[];
    return html`<div class="numbers number">
      ${names
        .filter((it) => found[it] > 0)
        .map(
          (it) =>
            html`<span
              ><b>${this.format.count(found[it])}</b>
              <span class="quiet small">${this.strings.review.counts[it]}</span></span
            >`,
        )}
    </div>`;
  }

  private renderActions(job: Job): TemplateResult {
    return html`${
      job.files.length > 0 && this.api
        ? html`<gangway-downloads brief .api=${this.api} .job=${job}></gangway-downloads>`
        : nothing
    }
    ${
      this.api
        ? html`<gangway-job-actions
            .api=${this.api}
            .job=${job}
            ?may-undo=${this.mayUndo}
            @gangway-job=${(event: CustomEvent<Job>) => this.take(event.detail)}
          ></gangway-job-actions>`
        : nothing
    }`;
  }

  /** What an action has made of a job, before the next look at the list. */
  private take(job: Job): void {
    this.jobs = this.jobs?.map((it) => (it.id === job.id ? job : it));
  }

  private async more(): Promise<void> {
    if (!this.next || !this.api) return;
    try {
      const page = await this.api.get<Page<Job>>(
        `/jobs?limit=${PAGE}&cursor=${encodeURIComponent(this.next)}`,
      );
      this.older = [...this.older, ...page.items];
      this.next = page.next;
    } catch (error) {
      this.trouble = this.texts.failure(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-jobs': GangwayJobs;
  }
}
