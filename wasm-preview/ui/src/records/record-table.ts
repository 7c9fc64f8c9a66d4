/** The table of records: the chosen fields, whose each record is, and when it was made. */

import type { Field, StoredRecord } from '@gangway/engine';
import { css, html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';

import { base } from '../look/base.js';
import { tables } from '../look/tables.js';
import { LocalizedElement } from '../strings/localized.js';

export class RecordTable extends LocalizedElement {
  static override styles = [
    base,
    tables,
    css`
      tbody tr:hover > * {
        background: var(--g-sunken);
      }
    `,
  ];

  @property({ attribute: false }) records: StoredRecord[] = [];
  @property({ attribute: false }) fields: Field[] = [];
  /** People by their id. */
  @property({ attribute: false }) names: ReadonlyMap<string, string> = new Map();

  protected override render(): TemplateResult {
    const words = this.strings.records;
    return html`<table>
      <thead>
        <tr>
          ${this.fields.map((it) => html`<th scope="col">${it.label}</th>`)}
          <th scope="col">${words.owner}</th>
          <th scope="col">${words.created}</th>
        </tr>
      </thead>
      <tbody>
        ${repeat(
          this.records,
          (it) => it.id,
          (it) => this.renderRecord(it),
        )}
      </tbody>
    </table>`;
  }

  private renderRecord(record: StoredRecord): TemplateResult {
    return html`<tr>
      ${this.fields.map((it, at) => html`<td><div class="cell ${at === 0 ? 'strong' : ''}">${this.format.value(record.values[it.id], it, this.strings)}</div></td>`)}
      <td><div class="cell">${this.names.get(record.owner) ?? record.owner}</div></td>
      <td class="quiet" title=${this.format.moment(record.created_at)}>
        <div class="cell">${this.format.since(record.created_at, Date.now(), this.strings)}</div>
      </td>
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-record-table': RecordTable;
  }
}
