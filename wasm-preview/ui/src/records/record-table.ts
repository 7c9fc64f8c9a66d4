/** The table of records: the chosen fields, whose each record is, and when it was made. */

import type { Field, StoredRecord } from '@gangway/engine';
import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';

import { base } from '../look/base.js';
import * as icons from '../look/icons.js';
import { tables } from '../look/tables.js';
import { LocalizedElement } from '../strings/localized.js';
import { CREATED, OWNER, pressed, type Order } from './order.js';

export class RecordTable extends LocalizedElement {
  static override styles = [
    base,
    tables,
    css`
      tbody tr:hover > * {
        background: var(--g-sunken);
      }
      th button {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        min-height: 24px;
        padding: 0;
        border: 0;
        background: none;
        color: inherit;
        font: inherit;
        cursor: pointer;
      }
      th button:hover {
        color: var(--g-text);
      }
      .up svg {
        rotate: 180deg;
      }
    `,
  ];

  @property({ attribute: false }) records: StoredRecord[] = [];
  @property({ attribute: false }) fields: Field[] = [];
  /** People by their id. */
  @property({ attribute: false }) names: ReadonlyMap<string, string> = new Map();
  /** How the records are ordered; newest first, if not. */
  @property({ attribute: false }) order: Order | undefined;

  protected override render(): TemplateResult {
    const words = this.strings.records;
    return html`<table>
      <thead>
        <tr>
          ${this.fields.map((it) => this.renderHead(it.id, it.label))} ${this.renderHead(OWNER, words.owner)}
          ${this.renderHead(CREATED, words.created)}
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

  private renderHead(by: string, label: string): TemplateResult {
    const order = this.order?.by === by ? this.order : undefined;
    const way = order && (order.descending ? 'descending' : 'ascending');
    return html`<th scope="col" aria-sort=${way ?? nothing}>
      <button title=${this.strings.records.sortBy(label)} @click=${() => this.press(by)}>
        ${label}
        ${order ? html`<span class=${order.descending ? 'down' : 'up'}>${icons.down()}</span>` : nothing}
      </button>
    </th>`;
  }

  private press(by: string): void {
    this.dispatchEvent(new CustomEvent<Order | undefined>('order', { detail: pressed(this.order, by) }));
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
