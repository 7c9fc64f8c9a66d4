/** The rows of the file as they will be imported: every one of them, in pages, and every one with a problem. */

import type { DuplicateMode, PreviewRow } from '@gangway/engine';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';

import { StepElement } from '../step.js';
import { tabsOf, type Tab } from './outcomes.js';
import { RowPages } from './row-pages.js';

const MODES: readonly DuplicateMode[] = ['skip', 'update', 'create'];

export class PreviewRows extends StepElement {
  static override styles = [
    ...StepElement.styles,
    css`
      .scroll {
        max-height: 60vh;
      }
    `,
  ];

  private pages!: RowPages;

  private get words() {
    return this.strings.preview;
  }

  private get rows(): PreviewRow[] {
    return this.pages.rows(this.wizard.comparison.known);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.pages ??= new RowPages(this.wizard.reading, () => this.requestUpdate());
    // Another mode has other tabs.
    if (!tabsOf(this.wizard.options?.mode).includes(this.pages.tab)) this.pages.show('all');
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { comparison, options } = this.wizard;
    void this.pages.load(comparison.known, options?.match_rule);
    if (!options || options.mode === 'create') return;
    void comparison.matching
      .see(this.rows, options.match_rule)
      .then(() => comparison.askAll(options.match_rule));
  }

  protected override render(): TemplateResult {
    const { rows, pages } = this;
    const [first, last] = [rows[0], rows.at(-1)];
    return html`<section>
      <div class="row spread below">
        <h3>${this.words.rowsHeading}</h3>
        <gangway-preview-tabs
          .wizard=${this.wizard}
          .tab=${pages.tab}
          @show=${(event: CustomEvent<Tab>) => pages.show(event.detail)}
        ></gangway-preview-tabs>
        ${this.renderMode()}
      </div>
      <gangway-correction-tools class="below" .wizard=${this.wizard}></gangway-correction-tools>
      <div class="scroll">
        <gangway-preview-grid
          .wizard=${this.wizard}
          .rows=${rows}
          .page=${pages.name}
          .loading=${pages.loading}
          @turn=${(event: CustomEvent<'first' | 'previous' | 'next' | 'last'>) => pages[event.detail]()}
        ></gangway-preview-grid>
        ${rows.length === 0 && !pages.loading ? html`<p class="quiet none-here">${this.words.noneUnder[pages.tab]}</p>` : nothing}
      </div>
      <gangway-preview-pager
        .wizard=${this.wizard}
        .pages=${pages}
        .range=${first && last ? [first.row, last.row] : undefined}
        .more=${pages.more}
      ></gangway-preview-pager>
      <gangway-compared .wizard=${this.wizard}></gangway-compared>
    </section>`;
  }

  private renderMode(): TemplateResult {
    const present = this.wizard.options?.mode ?? 'skip';
    const handle = (event: Event) =>
      this.wizard.decisions.configure({ mode: (event.target as HTMLSelectElement).value as DuplicateMode });
    const isOff = (it: DuplicateMode) => it === 'update' && !this.wizard.can('update');
    return html`<label class="row near">
      <span class="quiet small">${this.words.mode}</span>
      <select class="field" @change=${handle}>
        ${MODES.map(
          (it) =>
            html`<option value=${it} .selected=${it === present} ?disabled=${isOff(it)}>
              ${this.strings.modes[it].title}
            </option>`,
        )}
      </select>
    </label>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-preview-rows': PreviewRows;
  }
}
