/** What a person may do with a job: stop it, run what it left, go on after a test, take it back. */

import type { Job } from '@gangway/engine';
import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import type { Api } from '../api/client.js';
import { jobsChanged } from '../api/wake.js';
import { tell } from '../events.js';
import { base } from '../look/base.js';
import { LocalizedElement } from '../strings/localized.js';
import { canCancel, canUndo, leftRows, waitingRows } from './status.js';

/** @event gangway-job - What the action has made of the job. */
export class JobActions extends LocalizedElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
      }
      p {
        flex-basis: 100%;
      }
      .bad {
        color: var(--g-bad);
      }
    `,
  ];

  @property({ attribute: false }) api!: Api;
  @property({ attribute: false }) job!: Job;
  @property({ type: Boolean, attribute: 'may-undo' }) mayUndo = false;

  @state() private trouble: string | undefined;
  @state() private busy = false;
  @state() private undoing: Job | undefined;

  protected override render(): TemplateResult {
    const { job } = this;
    const words = this.strings.jobs;
    const left = leftRows(job, Date.now());
    const waiting = waitingRows(job, Date.now());
    return html`${waiting > 0 ? this.renderButton(words.goOn(waiting), () => this.goOn(), 'primary') : nothing}
    ${canCancel(job) ? this.renderButton(words.cancel, () => this.cancel(), 'danger') : nothing}
    ${left > 0 ? this.renderButton(words.resume(left), () => this.resume()) : nothing}
    ${this.mayUndo && canUndo(job, Date.now()) ? this.renderButton(words.undo, () => this.undo()) : nothing}
    ${this.undoing ? html`<p class="quiet small" role="status">${words.undoing}</p>` : nothing}
    ${this.trouble ? html`<p class="bad small" role="alert">${this.trouble}</p>` : nothing}`;
  }

  private renderButton(label: string, act: () => Promise<unknown>, kind = ''): TemplateResult {
    return html`<button
      class="button little ${kind}"
      ?disabled=${this.busy}
      @click=${() => void this.run(act)}
    >
      ${label}
    </button>`;
  }

  private async cancel(): Promise<void> {
    await this.become(`/jobs/${this.job.id}/cancel`);
  }

  private async resume(): Promise<void> {
    await this.become(`/jobs/${this.job.id}/resume`);
  }

  private async goOn(): Promise<void> {
    await this.become(`/imports/${this.job.id}/continue`);
  }

  private async undo(): Promise<void> {
    if (!confirm(this.strings.jobs.undoAsk(this.job.file.name))) return;
    this.undoing = await this.api.post<Job>(`/imports/${this.job.id}/undo`, {}, crypto.randomUUID());
  }

  private async become(path: string): Promise<void> {
    const detail = await this.api.post<Job>(path, {}, crypto.randomUUID());
    this.dispatchEvent(new CustomEvent('gangway-job', { detail }));
  }

  /** One at a time, and what went wrong is said where it was asked. */
  private async run(act: () => Promise<unknown>): Promise<void> {
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
    'gangway-job-actions': JobActions;
  }
}
