/** The last step: what happened, why rows failed, and the files. */

import type { Job } from '@gangway/engine';
import { html, nothing, type TemplateResult } from 'lit';

import { counts, waitingRows } from '../jobs/status.js';
import * as icons from '../look/icons.js';
import { StepElement } from './step.js';

const TONES = {
  created: 'good',
  updated: 'accent',
  unchanged: '',
  skipped: 'warn',
  failed: 'bad',
  unprocessed: 'bad',
};

export class StepReview extends StepElement {
  private get words() {
    return this.strings.review;
  }

  protected override render(): TemplateResult {
    const { job } = this.wizard.run;
    if (!job) return html``;
    return html`<div class="stack">
      <div class="head">
        <h2 tabindex="-1">${this.heading(job)}</h2>
        <p class="quiet">
          ${job.file.name} ·
          ${this.strings.execute.job(job.id)}${
            job.repairs ? html` · ${this.strings.jobs.repairs(job.repairs)}` : nothing
          }
        </p>
      </div>
      ${
        job.refusal
          ? html`<div class="notice bad" role="alert">
              ${icons.alert()}
              <p class="body">${this.texts.refusal(job.refusal)}</p>
            </div>`
          : nothing
      }
      ${this.renderTest(job)} ${counts(job).rows > 0 ? this.renderCounts(job) : nothing}
      ${this.renderReasons(job)} ${this.renderFiles(job)}
      <gangway-job-actions
        .api=${this.wizard.setting.api}
        .job=${job}
        ?may-undo=${this.wizard.can('undo')}
        @gangway-job=${(event: CustomEvent<Job>) => void this.wizard.follow(event.detail)}
      ></gangway-job-actions>
    </div>`;
  }

  /** After a test the rest waits: nobody should take these rows for the file. */
  private renderTest(job: Job): TemplateResult | typeof nothing {
    if (!job.test) return nothing;
    const waiting = waitingRows(job, Date.now());
    return html`<div class="notice" id="tested">
      ${icons.info()}
      <p class="body">
        ${waiting > 0 ? this.words.tested(counts(job).rows, waiting) : this.words.testedAll(counts(job).rows)}
      </p>
    </div>`;
  }

  private heading(job: Job): string {
    // Something was written, and nobody can say how much: that is not "nothing".
    if (job.refusal?.code === 'counts_differ') return this.words.broken;
    if (job.test && waitingRows(job, Date.now()) > 0) return this.words.testHeading(counts(job).rows);
    return this.words.headings[job.status] ?? this.strings.status[job.status];
  }

  private renderCounts(job: Job): TemplateResult {
    const found = counts(job);
    const names = Object.keys(TONES) as (keyof typeof TONES)[];
    // What cannot happen in this import is not shown as 0; what can, is.
    const shown = names.filter((it) => found[it] > 0 || it === 'created' || it === 'failed');
    const parts = shown.map((it) => ({ tone: TONES[it], count: found[it], label: this.words.counts[it] }));
    const previewed = job.previewed ? this.words.previewed[job.previewed] : '';
    return html`<div>
      <gangway-tally .parts=${parts}></gangway-tally>
      <p class="quiet small above">
        ${shown.map((it) => `${this.format.count(found[it])} ${this.words.counts[it]}`).join(' + ')} =
        ${this.format.count(found.rows)}. ${previewed}
      </p>
    </div>`;
  }

  private renderReasons(job: Job): TemplateResult | typeof nothing {
    const groups = this.wizard.reading.report?.groups.filter((it) => !it.note) ?? [];
    // The preview's reasons are those of the whole file.
    if (job.test || job.continues) return nothing;
    if (groups.length === 0 || counts(job).failed === 0) return nothing;
    return html`<section aria-label=${this.words.reasons}>
      <h3 class="below">${this.words.reasons}</h3>
      <gangway-reasons brief .groups=${groups}></gangway-reasons>
    </section>`;
  }

  private renderFiles(job: Job): TemplateResult | typeof nothing {
    if (job.files.length === 0) return nothing;
    const hasFailed = job.files.some((it) => it.kind === 'failed');
    return html`<section aria-label=${this.words.files}>
      <h3 class="below">${this.words.files}</h3>
      <gangway-downloads .api=${this.wizard.setting.api} .job=${job}></gangway-downloads>
      ${hasFailed ? html`<p class="quiet small above">${this.words.fixHint}</p>` : nothing}
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-step-review': StepReview;
  }
}
