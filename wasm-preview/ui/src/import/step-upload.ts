/** The first step: a place to drop a file, and how the file was understood. */

import type { Choices, HeaderChoice, ImportPlan } from '@gangway/engine';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';

import * as icons from '../look/icons.js';
import { size } from '../look/format.js';
import { strings } from '../strings.js';
import { columnName } from './mapping.js';
import './manage-templates.js';
import type { ManageTemplates } from './manage-templates.js';
import { StepElement } from './step.js';
import { styles } from './step-upload.styles.js';

const words = strings.upload;

/** Offered beside the detected one. */
const ENCODINGS = [
  'UTF-8',
  'UTF-16LE',
  'UTF-16BE',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'ISO-8859-2',
  'Shift_JIS',
  'EUC-JP',
  'GB18030',
  'Big5',
  'EUC-KR',
];

@customElement('gangway-step-upload')
export class StepUpload extends StepElement {
  static override styles = [...StepElement.styles, styles];

  @state() private over = false;
  @query('input[type=file]') private picker!: HTMLInputElement;
  @query('gangway-manage-templates') private manager!: ManageTemplates;

  protected override render(): TemplateResult {
    const { reading } = this.wizard;
    return html`
      <div class="stack">
        <div class="head">
          <h2 tabindex="-1">${words.heading}</h2>
          <p class="quiet">${words.promise}</p>
        </div>
        ${reading.trouble ? this.renderTrouble(reading.trouble.message) : nothing}
        ${reading.file && !reading.trouble ? this.renderFile(reading.file) : this.renderDrop()}
        ${reading.plan ? this.renderSamples(reading.plan) : nothing}
        <input type="file" hidden aria-label=${words.pick} @change=${this.handlePick} />
      </div>
    `;
  }

  private renderTrouble(message: string): TemplateResult {
    return html`<div class="notice bad" role="alert">
      ${icons.alert()}
      <div class="body">
        <p class="strong">${words.refused}</p>
        <p>${message}</p>
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
      <p class="big">${this.over ? words.dropNow : words.drop}</p>
      <p class="quiet">${words.or}</p>
      <button class="button primary" @click=${() => this.picker.click()}>${words.pick}</button>
      <p class="quiet small">${words.limits}</p>
    </div>`;
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
            ${size(file.size)}${plan ? html` · ${words.columnsFound(plan.columns.length)}` : nothing}${
              plan?.product ? html` · ${words.writtenBy(plan.product)}` : nothing
            }
          </p>
        </div>
        <button class="button little" @click=${() => this.picker.click()}>${words.replace}</button>
      </div>
      ${plan?.notes?.map((it) => html`<p class="quiet small">${it}</p>`)}
      ${plan ? this.renderFacts(plan) : html`<p class="quiet" role="status">${opening ? words.reading : nothing}</p>`}
    </div>`;
  }

  private renderFacts(plan: ImportPlan): TemplateResult {
    return html`<div class="facts">
      <div>
        <span class="quiet small">${words.format}</span>
        <div style="padding:6px 0">${strings.formats[plan.format]}</div>
      </div>
      ${plan.format === 'csv' ? html`${this.renderEncoding(plan)}${this.renderDelimiter(plan)}` : this.renderSheet(plan)}
      ${this.renderHeader(plan)} ${this.renderTemplate(plan)}
    </div>`;
  }

  private renderEncoding(plan: ImportPlan): TemplateResult {
    const offered = ENCODINGS.some((it) => it.toLowerCase() === plan.encoding.toLowerCase())
      ? ENCODINGS
      : [plan.encoding, ...ENCODINGS];
    return html`<label>
      <span class="quiet small">${words.encoding}</span>
      <select
        class="field"
        @change=${(event: Event) => this.reread({ encoding: (event.target as HTMLSelectElement).value })}
      >
        ${offered.map((it) => html`<option value=${it} .selected=${it.toLowerCase() === plan.encoding.toLowerCase()}>${it}</option>`)}
      </select>
    </label>`;
  }

  private renderDelimiter(plan: ImportPlan): TemplateResult {
    const present = plan.dialect?.delimiter ?? '';
    const offered = {
      ...words.delimiters,
      ...(present && !words.delimiters[present] ? { [present]: present } : {}),
    };
    return html`<label>
      <span class="quiet small">${words.delimiter}</span>
      <select class="field" @change=${this.handleDelimiter}>
        ${Object.entries(offered).map(([it, name]) => html`<option value=${it} .selected=${it === present}>${name}</option>`)}
        <option value="" .selected=${present === ''}>${words.oneColumn}</option>
      </select>
    </label>`;
  }

  private renderSheet(plan: ImportPlan): TemplateResult {
    return html`<label>
      <span class="quiet small">${words.sheet}</span>
      <select
        class="field"
        @change=${(event: Event) => this.reread({ sheet: (event.target as HTMLSelectElement).value })}
      >
        ${plan.sheets.map(
          (it) =>
            html`<option value=${it.name} .selected=${it.name === plan.sheet}>
              ${words.sheetRows(it.name, it.rows, it.hidden)}
            </option>`,
        )}
      </select>
    </label>`;
  }

  private renderHeader(plan: ImportPlan): TemplateResult {
    const row = plan.header_row;
    return html`<div>
      <label>
        <span class="quiet small">${words.header}</span>
        <span class="pair">
          <select class="field" @change=${this.handleHeaderKind}>
            <option value="row" .selected=${row !== null}>${words.headerRow(row ?? 1)}</option>
            <option value="none" .selected=${row === null}>${words.headerNone}</option>
          </select>
          ${
            row === null
              ? nothing
              : html`<input
                  class="field number"
                  type="number"
                  min="1"
                  max="1000"
                  aria-label=${words.headerHint}
                  .value=${String(row)}
                  @change=${this.handleHeaderRow}
                />`
          }
        </span>
      </label>
    </div>`;
  }

  /** Which template is used: the one that the header row found, or another one by hand. */
  private renderTemplate(plan: ImportPlan): TemplateResult | typeof nothing {
    const { templates } = this.wizard;
    if (templates.list.length === 0) return nothing;
    const present = plan.template ?? '';
    const handle = (event: Event) => {
      const slug = (event.target as HTMLSelectElement).value;
      this.reread({ template: slug ? { slug } : 'none' });
    };
    return html`<div>
      <label>
        <span class="quiet small">${strings.templates.template}</span>
        <select class="field" @change=${handle}>
          <option value="" .selected=${present === ''}>${strings.templates.noneUsed}</option>
          ${templates.list.map(
            (it) => html`<option value=${it.slug} .selected=${it.slug === present}>${it.name}</option>`,
          )}
        </select>
      </label>
      ${
        this.wizard.can('edit_templates')
          ? html`<button class="link small" @click=${() => this.manager.show()}>
                ${strings.templates.manage}
              </button>
              <gangway-manage-templates .wizard=${this.wizard}></gangway-manage-templates>`
          : nothing
      }
    </div>`;
  }

  private renderSamples(plan: ImportPlan): TemplateResult {
    const depth = Math.max(0, ...plan.columns.map((it) => it.samples.length));
    // A table of 16,384 columns helps nobody; the next step finds any of them.
    const shown = plan.columns.slice(0, 60);
    return html`<section class="stack" style="gap:8px">
      <h3>${words.first}</h3>
      <div class="scroll" tabindex="0" role="region" aria-label=${words.first}>
        <table>
          <thead>
            <tr>
              ${shown.map((it) => html`<th scope="col"><span class="cell">${columnName(it)}</span></th>`)}
            </tr>
          </thead>
          <tbody>
            ${Array.from(
              { length: depth },
              (_, at) =>
                html`<tr>
                  ${shown.map((it) => html`<td><div class="cell">${it.samples[at] ?? ''}</div></td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  private reread(choices: Choices): void {
    void this.wizard.reading.reread({ ...this.wizard.reading.choices, ...choices });
  }

  private handleDelimiter(event: Event): void {
    const delimiter = (event.target as HTMLSelectElement).value || null;
    const present = this.wizard.reading.plan?.dialect;
    this.reread({
      dialect: {
        quote: present?.quote ?? '"',
        escape: present?.escape ?? null,
        comment: present?.comment ?? null,
        delimiter,
      },
    });
  }

  private handleHeaderKind(event: Event): void {
    const header: HeaderChoice = (event.target as HTMLSelectElement).value === 'none' ? 'none' : { row: 1 };
    this.reread({ header });
  }

  private handleHeaderRow(event: Event): void {
    const row = Math.floor(Number((event.target as HTMLInputElement).value));
    if (row >= 1) this.reread({ header: { row } });
  }

  private handlePick(event: Event): void {
    const picker = event.target as HTMLInputElement;
    void this.wizard.choose([...(picker.files ?? [])]);
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
    if (items.some((it) => it.webkitGetAsEntry?.()?.isDirectory)) return this.wizard.refuseDrop(words.folder);
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return this.wizard.refuseDrop(words.notAFile);
    void this.wizard.choose(files);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-step-upload': StepUpload;
  }
}
