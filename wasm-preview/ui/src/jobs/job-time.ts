/** The time that an import waits for: chosen anew, or taken away, so that it writes at once. */

import type { Job, ScheduleImport } from '@gangway/engine';
import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import type { Api } from '../api/client.js';
import { jobsChanged } from '../api/wake.js';
import { tell } from '../events.js';
import { base } from '../look/base.js';
import { bounds, instantOf, localText } from '../look/instants.js';
import { LocalizedElement } from '../strings/localized.js';

/** @event gangway-job - The job with its new time. */
export class JobTime extends LocalizedElement {
  static override styles = [
    base,
    css`
      form,
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        margin-top: 6px;
      }
      .bad {
        color: var(--g-bad);
      }
    `,
  ];

  @property({ attribute: false }) api!: Api;
  @property({ attribute: false }) job!: Job;

  @state() private choosing = false;
  @state() private busy = false;
  @state() private trouble: string | undefined;

  private get words() {
    return this.strings.jobs.time;
  }

  protected override render(): TemplateResult {
    const { at } = this.job;
    return html`${at ? html`<p class="small quiet">${this.words.writesAt(this.format.moment(at))}</p>` : nothing}
    ${this.choosing ? this.renderForm(at) : this.renderButtons()}
    ${this.trouble ? html`<p class="bad small" role="alert">${this.trouble}</p>` : nothing}`;
  }

  private renderButtons(): TemplateResult {
    return html`<div class="buttons">
      <button class="button little" ?disabled=${this.busy} @click=${() => this.choose(true)}>
        ${this.words.change}
      </button>
      <button class="button little" ?disabled=${this.busy} @click=${() => void this.run(this.takeAway)}>
        ${this.words.now}
      </button>
    </div>`;
  }

  private renderForm(at: string | undefined): TemplateResult {
    const { min, max } = bounds(new Date());
    return html`<form @submit=${this.handleSubmit}>
      <input
        class="field"
        name="at"
        type="datetime-local"
        aria-label=${this.words.label}
        .value=${at ? localText(new Date(at)) : ''}
        min=${min}
        max=${max}
        required
      />
      <button class="button little primary" ?disabled=${this.busy}>${this.words.save}</button>
      <button class="button little" type="button" @click=${() => this.choose(false)}>
        ${this.words.leave}
      </button>
    </form>`;
  }

  private choose(open: boolean): void {
    this.choosing = open;
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(open ? 'input' : 'button')?.focus(),
    );
  }

  private readonly handleSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const at = instantOf(String(new FormData(event.target as HTMLFormElement).get('at')));
    if (at) void this.run(() => this.move({ at }));
  };

  private async move(to: ScheduleImport): Promise<void> {
    this.become(await this.api.put<Job>(`/imports/${this.job.id}/schedule`, to));
    this.choose(false);
  }

  private readonly takeAway = async (): Promise<void> => {
    await this.api.delete(`/imports/${this.job.id}/schedule`);
    this.become(await this.api.get<Job>(`/jobs/${this.job.id}`));
  };

  private become(detail: Job): void {
    this.dispatchEvent(new CustomEvent('gangway-job', { detail }));
  }

  private async run(act: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.trouble = undefined;
    try {
      await act();
      jobsChanged();
    } catch (error) {
      this.trouble = this.texts.failure(error);
      tell(this, 'gangway-error', { message: this.trouble });
    }
    this.busy = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-job-time': JobTime;
  }
}
