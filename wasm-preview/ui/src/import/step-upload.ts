/** The first step: a place to drop a file, and how the file was understood. */

import type { FileNote } from '@gangway/engine';
import { html, nothing, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';

import { percent } from '../strings/format.js';
import * as icons from '../look/icons.js';
import { StepElement } from './step.js';
import { styles } from './step-upload.styles.js';

export class StepUpload extends StepElement {
  static override styles = [...StepElement.styles, styles];

  @state() private over = false;
  @query('input[type=file]') private picker!: HTMLInputElement;

  private get words() {
    return this.strings.upload;
  }

  protected override render(): TemplateResult {
    const { reading } = this.wizard;
    return html`
      <div class="stack">
        <div class="head">
          <h2 tabindex="-1">${this.words.heading}</h2>
          <p class="quiet">${this.words.promises[this.wizard.setting.upload]}</p>
        </div>
        ${reading.trouble ? this.renderTrouble(reading.trouble.say(this.texts)) : nothing}
        <gangway-waiting-draft
          ?hidden=${!this.wizard.drafting.waiting}
          .wizard=${this.wizard}
          @pick=${() => this.picker.click()}
        ></gangway-waiting-draft>
        ${reading.file && !reading.trouble ? this.renderFile(reading.file) : this.renderDrop()}
        <gangway-first-rows .wizard=${this.wizard}></gangway-first-rows>
        <input type="file" hidden multiple aria-label=${this.words.pick} @change=${this.handlePick} />
      </div>
    `;
  }

  private renderTrouble(message: string): TemplateResult {
    const next = this.wizard.intake.queue?.next;
    return html`<div class="notice bad" role="alert">
      ${icons.alert()}
      <div class="body">
        <p class="strong">${this.words.refused}</p>
        <p>${message}</p>
        ${next ? html`<button class="button little above" @click=${() => void this.wizard.intake.next()}>${this.strings.queue.next(next.name)}</button>` : nothing}
      </div>
    </div>`;
  }

  private renderDrop(): TemplateResult {
    return html`<div
      class=${classMap({ drop: true, over: this.over })}
      @dragover=${this.handleDragOver}
      @dragleave=${() => (this.over = false)}
      @drop=${this.handleDrop}
    >
      ${icons.upload()}
      <p class="big">${this.over ? this.words.dropNow : this.words.drop}</p>
      <p class="quiet">${this.words.or}</p>
      <button class="button primary" @click=${() => this.picker.click()}>${this.words.pick}</button>
      <p class="quiet small">${this.words.limits}</p>
    </div>`;
  }

  /** What is worth knowing of the whole file, or of its head while the rest is still being read. */
  private notes(): FileNote[] {
    const { checking, plan } = this.wizard.reading;
    return (checking.state === 'done' ? checking.report.file_notes : plan?.file_notes) ?? [];
  }

  private renderFile(file: File): TemplateResult {
    const { plan, opening } = this.wizard.reading;
    return html`<div
      class=${classMap({ card: true, drop: false })}
      @dragover=${this.handleDragOver}
      @drop=${this.handleDrop}
    >
      <div class="file">
        ${icons.file()}
        <div class="name">
          <p class="strong">${file.name}</p>
          <p class="quiet small">
            ${this.format.size(file.size)}${plan ? html` · ${this.words.columnsFound(plan.columns.length)}` : nothing}${
              plan?.product ? html` · ${this.words.writtenBy(plan.product)}` : nothing
            }
          </p>
        </div>
        <button class="button little" @click=${() => this.picker.click()}>${this.words.replace}</button>
      </div>
      ${this.renderSending()} ${this.renderOrigin()}
      ${this.notes().map((it) => html`<p class="quiet small">${this.words.fileNote(it)}</p>`)}
      ${plan ? html`<gangway-file-facts .wizard=${this.wizard}></gangway-file-facts>` : html`<p class="quiet" role="status">${opening ? this.words.reading : nothing}</p>`}
    </div>`;
  }

  /** Which import left the rows of this file. */
  private renderOrigin(): TemplateResult | typeof nothing {
    const { job, unknown } = this.wizard.intake.origin;
    if (!job && !unknown) return nothing;
    const says = job
      ? this.words.leftBy(job.file.name, this.format.moment(job.created_at))
      : this.words.leftByUnknown;
    return html`<p class="small" id="origin" role="status">${says}</p>`;
  }

  /** How far an upload in the background is. */
  private renderSending(): TemplateResult | typeof nothing {
    const { intake, setting } = this.wizard;
    const { sending } = intake;
    if (!sending || setting.upload !== 'background') return nothing;
    const at = percent(sending.sent, sending.file.size);
    const says = sending.offline
      ? this.words.offline
      : this.words.sent(sending.done ? 100 : Math.min(99, at));
    return html`<p class="quiet small" id="sending" role="status">${says}</p>`;
  }

  private handlePick(event: Event): void {
    const picker = event.target as HTMLInputElement;
    void this.wizard.intake.choose([...(picker.files ?? [])]);
    // The same file may be chosen again after it was corrected.
    picker.value = '';
  }

  private handleDragOver(event: DragEvent): void {
    event.preventDefault();
    this.over = true;
  }

  private handleDrop(event: DragEvent): void {
    event.preventDefault();
    this.over = false;
    const items = [...(event.dataTransfer?.items ?? [])];
    if (items.some((it) => it.webkitGetAsEntry?.()?.isDirectory))
      return this.wizard.intake.refuse((it) => it.strings.upload.folder);
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return this.wizard.intake.refuse((it) => it.strings.upload.notAFile);
    void this.wizard.intake.choose(files);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-step-upload': StepUpload;
  }
}
