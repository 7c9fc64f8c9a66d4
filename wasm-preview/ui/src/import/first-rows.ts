/** The first rows of a file as they stand in it, as soon as they are read: what a person looks at to see that it is the right one. */

import type { PlanColumn, PreviewRow } from '@gangway/engine';
import { html, nothing, type TemplateResult } from 'lit';

import { StepElement } from './step.js';

/** A table of 16,384 columns helps nobody; the next step finds any of them. */
const MOST_COLUMNS = 60;

export class FirstRows extends StepElement {
  protected override render(): TemplateResult | typeof nothing {
    const { plan, report } = this.wizard.reading;
    const rows = report?.preview ?? [];
    if (!plan || rows.length === 0) return nothing;
    const shown = plan.columns.slice(0, MOST_COLUMNS);
    const says = this.strings.upload.firstRows(rows.length);
    return html`<section class="stack near">
      <h3>${says}</h3>
      <div class="scroll" tabindex="0" role="region" aria-label=${says}>
        <table>
          <thead>
            <tr>
              <th scope="col" class="number">${this.strings.preview.row}</th>
              ${shown.map((it) => html`<th scope="col"><span class="cell">${this.columnName(it)}</span></th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map((it) => this.renderRow(it, shown))}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  private renderRow(row: PreviewRow, shown: PlanColumn[]): TemplateResult {
    return html`<tr>
      <th scope="row" class="number">${row.row}</th>
      ${shown.map((it) => html`<td><div class="cell">${row.cells[it.index] ?? ''}</div></td>`)}
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-first-rows': FirstRows;
  }
}
