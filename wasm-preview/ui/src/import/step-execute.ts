/** The fifth step: the file on its way, and rows becoming records. */

import { html, nothing, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';

import { counts, done } from '../jobs/status.js';
import { percent } from '../strings/format.js';
import * as icons from '../look/icons.js';
import type { Texts } from '../strings/texts.js';
import type { Run } from './run.js';
import { StepElement } from './step.js';
import { styles } from './step-execute.styles.js';

/** One stage of the way. */
interface Stage {
  label: string;
  state: 'later' | 'now' | 'done';
  detail: string;
  percent: number | undefined;
}

export class StepExecute extends StepElement {
  static override styles = [...StepElement.styles, styles];

  private get words() {
    return this.strings.execute;
  }

  protected override render(): TemplateResult {
    const { run } = this.wizard;
    const heading =
      { failed: this.words.failed, cancelled: this.strings.status.cancelled }[run.phase as string] ??
      this.words.heading;
    return html`<div class="stack">
      <div class="head">
        <h2 tabindex="-1">${heading}</h2>
        <p class="quiet">
          ${run.order?.sending.file.name}${run.jobId ? html` · ${this.words.job(run.jobId)}` : nothing}
        </p>
      </div>
      ${this.renderMessage(run)}
      ${run.phase === 'failed' || run.phase === 'cancelled' ? nothing : this.renderStages(run)}
      ${this.renderActions(run)}
    </div>`;
  }

  private renderMessage(run: Run): TemplateResult | typeof nothing {
    if (run.phase === 'failed')
      return html`<div class="notice bad" role="alert">
        ${icons.alert()}
        <p class="body">${run.message?.(this.texts)}</p>
      </div>`;
    if (run.phase === 'cancelled')
      return html`<div class="notice" role="status">
        ${icons.info()}
        <p class="body">${this.words.cancelled}</p>
      </div>`;
    if (run.order?.sending.offline)
      return html`<div class="notice warn" role="status">
        ${icons.alert()}
        <p class="body">${this.strings.upload.offline}</p>
      </div>`;
    if (run.unreachable)
      return html`<div class="notice warn" role="status">
        ${icons.alert()}
        <p class="body">${this.words.unreachable}</p>
      </div>`;
    if (run.job?.status === 'scheduled' && run.job.at && !run.cancelling)
      return html`<p class="quiet" role="status">
        ${this.strings.jobs.time.writesAt(this.format.moment(run.job.at))} ${this.words.leave}
      </p>`;
    return html`<p class="quiet" role="status">
      ${run.cancelling ? this.words.cancelling : run.needsPage ? this.words.stay : this.words.leave}
    </p>`;
  }

  private renderStages(run: Run): TemplateResult {
    return html`<ol class="card stages">
      ${stages(run, this.texts).map(
        (it) =>
          html`<li
            class=${classMap({ [it.state]: true })}
            aria-current=${it.state === 'now' ? 'step' : nothing}
          >
            <span class="dot">${it.state === 'done' ? icons.check() : nothing}</span>
            <span class=${it.state === 'now' ? 'strong' : ''}>${it.label}</span>
            <span class="quiet number small">${it.detail}</span>
            ${it.state === 'now' && it.percent !== undefined ? this.renderBar(it.label, it.percent) : nothing}
          </li>`,
      )}
    </ol>`;
  }

  private renderBar(label: string, at: number): TemplateResult {
    return html`<gangway-bar class="bar" label=${label} percent=${at}></gangway-bar>`;
  }

  private renderActions(run: Run): TemplateResult {
    const next = this.wizard.intake.queue?.next;
    if (run.phase === 'failed' || run.phase === 'cancelled')
      return html`<div class="row">
        ${run.phase === 'failed' ? this.renderRetry(run) : nothing}
        <button class="button" @click=${() => this.wizard.reset()}>${this.words.again}</button>
      </div>`;
    return html`<div class="row">
      <button class="button danger" ?disabled=${run.cancelling} @click=${() => void run.cancel()}>
        ${this.words.cancel}
      </button>
      ${
        next && run.phase === 'watching'
          ? html`<button class="button" id="next-file" @click=${() => void this.wizard.intake.next()}>
              ${this.strings.queue.next(next.name)}
            </button>`
          : nothing
      }
    </div>`;
  }

  private renderRetry(run: Run): TemplateResult {
    return run.fileIsGone
      ? html`<button class="button primary" @click=${() => this.wizard.chooseAgain()}>
          ${this.strings.upload.chooseAgain}
        </button>`
      : html`<button class="button primary" @click=${() => void this.wizard.retry()}>
          ${this.strings.tryAgain}
        </button>`;
  }
}

function stages(run: Run, { format, strings }: Texts): Stage[] {
  const words = strings.execute;
  const { phase, job } = run;
  const sent = run.order?.sending.sent ?? 0;
  const total = run.order?.sending.file.size ?? 0;
  const found = job ? counts(job) : undefined;
  const writing = job?.status === 'running' || job?.status === 'cancelling';
  const watching = phase === 'watching' || phase === 'ended';
  const state = (is: boolean, was: boolean): Stage['state'] => (is ? 'now' : was ? 'done' : 'later');
  return [
    {
      label: words.uploading,
      state: state(phase === 'uploading' || phase === 'starting', watching),
      detail:
        phase === 'uploading' ? words.uploaded(format.size(sent), format.size(total)) : format.size(total),
      percent: percent(sent, total),
    },
    { label: words.planning, state: state(watching && !writing, writing), detail: '', percent: undefined },
    {
      label: words.writing,
      state: state(writing, false),
      detail: writing && found ? words.progress(done(found), found.rows) : '',
      percent: writing && found ? percent(done(found), found.rows) : undefined,
    },
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-step-execute': StepExecute;
  }
}
