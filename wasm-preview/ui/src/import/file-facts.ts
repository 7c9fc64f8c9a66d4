/** How the file was understood, each part of it to be changed: the file is read again at once. */

import type { Choices, Dialect, HeaderChoice, ImportPlan } from '@gangway/engine';
import { html, nothing, type TemplateResult } from 'lit';
import { query } from 'lit/decorators.js';

import { styles } from './file-facts.styles.js';
import type { ManageTemplates } from './manage-templates.js';
import { StepElement } from './step.js';

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

type Quoting = Pick<Dialect, 'quote' | 'escape'>;

/** Offered beside the detected one. */
const QUOTINGS: readonly Quoting[] = [
  { quote: '"', escape: null },
  { quote: '"', escape: '\\' },
  { quote: "'", escape: null },
  { quote: "'", escape: '\\' },
  { quote: null, escape: null },
];

export class FileFacts extends StepElement {
  static override styles = [...StepElement.styles, styles];

  @query('gangway-manage-templates') private manager!: ManageTemplates;

  private get words() {
    return this.strings.upload;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { plan } = this.wizard.reading;
    if (!plan) return nothing;
    return html`<div class="facts">
        <div>
          <span class="quiet small">${this.words.format}</span>
          <div class="told">${this.strings.formats[plan.format]}</div>
        </div>
        ${plan.format === 'csv' ? html`${this.renderEncoding(plan)}${this.renderDelimiter(plan)}${this.renderQuote(plan)}` : this.renderSheet(plan)}
        ${this.renderHeader(plan)} ${this.renderTemplate(plan)}
      </div>
      <gangway-manage-templates .wizard=${this.wizard}></gangway-manage-templates>`;
  }

  private renderEncoding(plan: ImportPlan): TemplateResult {
    const offered = ENCODINGS.some((it) => it.toLowerCase() === plan.encoding.toLowerCase())
      ? ENCODINGS
      : [plan.encoding, ...ENCODINGS];
    return html`<label>
      <span class="quiet small">${this.words.encoding}</span>
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
      ...this.words.delimiters,
      ...(present && !this.words.delimiters[present] ? { [present]: present } : {}),
    };
    return html`<label>
      <span class="quiet small">${this.words.delimiter}</span>
      <select
        class="field"
        @change=${(event: Event) => this.recut({ delimiter: (event.target as HTMLSelectElement).value || null })}
      >
        ${Object.entries(offered).map(([it, name]) => html`<option value=${it} .selected=${it === present}>${name}</option>`)}
        <option value="" .selected=${present === ''}>${this.words.oneColumn}</option>
      </select>
    </label>`;
  }

  /** What stands around cells, and how such a sign is written inside of one. */
  private renderQuote({ dialect }: ImportPlan): TemplateResult {
    const isPresent = (it: Quoting) =>
      it.quote === (dialect?.quote ?? null) && it.escape === (dialect?.escape ?? null);
    const found = { quote: dialect?.quote ?? null, escape: dialect?.escape ?? null };
    const offered = QUOTINGS.some(isPresent) ? QUOTINGS : [found, ...QUOTINGS];
    const handle = (event: Event) =>
      this.recut(offered[(event.target as HTMLSelectElement).selectedIndex] ?? {});
    return html`<label>
      <span class="quiet small">${this.words.quote}</span>
      <select class="field" id="quote" @change=${handle}>
        ${offered.map((it) => html`<option .selected=${isPresent(it)}>${it.quote ? this.words.quoting(it.quote, it.escape) : this.words.noQuote}</option>`)}
      </select>
    </label>`;
  }

  private renderSheet(plan: ImportPlan): TemplateResult {
    return html`<label>
      <span class="quiet small">${this.words.sheet}</span>
      <select
        class="field"
        @change=${(event: Event) => this.reread({ sheet: (event.target as HTMLSelectElement).value })}
      >
        ${plan.sheets.map(
          (it) =>
            html`<option value=${it.name} .selected=${it.name === plan.sheet}>
              ${this.words.sheetRows(it.name, it.rows, it.hidden)}
            </option>`,
        )}
      </select>
    </label>`;
  }

  private renderHeader(plan: ImportPlan): TemplateResult {
    const row = plan.header_row;
    return html`<div>
      <label>
        <span class="quiet small">${this.words.header}</span>
        <span class="pair">
          <select class="field" @change=${this.handleHeaderKind}>
            <option value="row" .selected=${row !== null}>${this.words.headerRow(row ?? 1)}</option>
            <option value="none" .selected=${row === null}>${this.words.headerNone}</option>
          </select>
          ${
            row === null
              ? nothing
              : html`<input
                  class="field number"
                  type="number"
                  min="1"
                  max="1000"
                  aria-label=${this.words.headerHint}
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
        <span class="quiet small">${this.strings.templates.template}</span>
        <select class="field" @change=${handle}>
          <option value="" .selected=${present === ''}>${this.strings.templates.noneUsed}</option>
          ${templates.list.map(
            (it) => html`<option value=${it.slug} .selected=${it.slug === present}>${it.name}</option>`,
          )}
        </select>
      </label>
      ${
        this.wizard.can('edit_templates')
          ? html`<button class="link small" @click=${() => this.manager.show()}>
              ${this.strings.templates.manage}
            </button>`
          : nothing
      }
    </div>`;
  }

  private reread(choices: Choices): void {
    void this.wizard.reading.reread({ ...this.wizard.reading.choices, ...choices });
  }

  /** Cuts the text otherwise; what is not said stays as it was found. */
  private recut(change: Partial<Dialect>): void {
    const present = this.wizard.reading.plan?.dialect;
    this.reread({ dialect: { delimiter: null, quote: '"', escape: null, ...present, ...change } });
  }

  private handleHeaderKind(event: Event): void {
    const header: HeaderChoice = (event.target as HTMLSelectElement).value === 'none' ? 'none' : { row: 1 };
    this.reread({ header });
  }

  private handleHeaderRow(event: Event): void {
    const row = Math.floor(Number((event.target as HTMLInputElement).value));
    if (row >= 1) this.reread({ header: { row } });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-file-facts': FileFacts;
  }
}
