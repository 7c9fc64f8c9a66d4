/** Below the grid: what the row says in which somebody stands, and the cell in full. Rows of the grid are cut to two lines. */

import type { PreviewRow } from '@gangway/engine';
import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { StepElement } from '../../step.js';
import type { GridColumn } from './columns.js';
import { Faces } from './faces.js';

export class RowDetails extends StepElement {
  static override styles = [
    ...StepElement.styles,
    css`
      section {
        display: grid;
        gap: 2px 20px;
        min-height: 5.4em;
        max-height: 12em;
        overflow: auto;
        align-content: start;
        padding: 8px 12px;
        border: 1px solid var(--g-line);
        border-block-start: 0;
        border-radius: 0 0 calc(var(--g-radius) * 1.5) calc(var(--g-radius) * 1.5);
        background: var(--g-surface);
      }
      p {
        overflow-wrap: anywhere;
        unicode-bidi: plaintext;
        white-space: pre-wrap;
      }
      section:focus-visible {
        outline-offset: -2px;
      }
    `,
  ];

  @property({ attribute: false }) row: PreviewRow | undefined;
  @property({ attribute: false }) columns: readonly GridColumn[] = [];
  /** The place of the column in which somebody stands. */
  @property({ attribute: false }) column = 0;

  protected override render(): TemplateResult {
    const words = this.strings.preview;
    const { row } = this;
    return html`<section tabindex="0" aria-label=${words.details}>
      ${row ? this.renderRow(row) : html`<p class="quiet">${words.reading}</p>`}
    </section>`;
  }

  private renderRow(row: PreviewRow): TemplateResult {
    const words = this.strings.preview;
    const faces = new Faces(this.wizard, this.texts);
    const fated = faces.fated(row);
    const head = [`${words.row} ${this.format.count(row.row)}`, words.fates[fated.what.kind], fated.why];
    const here = this.columns[this.column];
    const others = row.issues.filter((it) => typeof here?.shows === 'string' || it.field !== here?.shows.id);
    return html`<p class="strong">${head.filter(Boolean).join(' · ')}</p>
      ${here && typeof here.shows !== 'string' ? this.renderCell(row, here, faces) : nothing}
      ${others.map((it) => html`<p class=${it.note ? 'quiet' : 'bad-text'}>${this.texts.issue(it)}</p>`)}`;
  }

  private renderCell(row: PreviewRow, column: GridColumn, faces: Faces): TemplateResult | typeof nothing {
    if (typeof column.shows === 'string') return nothing;
    const words = this.strings.preview;
    const { text, before, isKept, issue } = faces.said(row, column.shows, column.source, faces.fated(row));
    const value = isKept ? words.kept(text) : before === undefined ? text : words.change(before, text);
    return html`<p><b>${column.label}:</b> ${value || words.empty}</p>
      ${issue ? html`<p class=${issue.note ? 'quiet' : 'bad-text'}>${this.texts.issue(issue)}</p>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-row-details': RowDetails;
  }
}
