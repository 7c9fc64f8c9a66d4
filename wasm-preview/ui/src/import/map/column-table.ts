/** A page of the file's columns, each with the field it goes to, how sure that is, and whether its values fit. */

import type { ImportPlan, PlanColumn } from '@gangway/engine';
import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';

import { cards } from '../../look/tables.js';
import {
  chooseDateOrder,
  conflicts,
  isPart,
  mapColumn,
  needsDateOrder,
  separate,
  skipColumn,
} from '../mapping.js';
import { StepElement } from '../step.js';
import { styles } from './column-table.styles.js';
import { fieldChoices, LEAVE_OUT } from './field-choices.js';

const TONES = {
  auto: 'accent',
  template: 'accent',
  manual: 'good',
  unmapped: 'warn',
  skipped: '',
  added: '',
};

export class ColumnTable extends StepElement {
  static override styles = [...StepElement.styles, cards, styles];

  @property({ attribute: false }) columns: PlanColumn[] = [];

  private get words() {
    return this.strings.map;
  }

  protected override render(): TemplateResult {
    const { reading, setting } = this.wizard;
    const twice = new Set(
      reading.plan ? conflicts(reading.plan, setting.module).map((it) => it.field.id) : [],
    );
    const found = new Map(reading.report?.columns.map((it) => [it.index, it]));
    const labels = new Map(setting.module.fields.map((it) => [it.id, it.label]));
    return html`<table>
      <thead>
        <tr>
          <th scope="col">${this.words.fileColumn}</th>
          <th scope="col">${this.words.samples}</th>
          <th scope="col">${this.words.field}</th>
          <th scope="col">${this.words.status}</th>
          <th scope="col">${this.words.problems}</th>
        </tr>
      </thead>
      <tbody>
        ${repeat(
          this.columns,
          (it) => it.index,
          (it) => {
            const field = it.field ?? '';
            return html`<tr
              class=${classMap({
                out: it.status === 'skipped' || it.status === 'added',
                open: it.status === 'unmapped',
              })}
            >
              <th scope="row" class="column">${this.columnName(it)}</th>
              <td class="samples">${this.renderSamples(it.samples)}</td>
              <td>
                <div class="target">
                  ${it.status === 'added' ? nothing : this.renderField(it, labels.get(field), twice.has(field))}
                  ${this.renderJoin(it)} ${this.renderDateOrder(it)}
                </div>
              </td>
              <td>${this.renderStatus(it)}</td>
              <td>
                <gangway-column-check
                  .wizard=${this.wizard}
                  .column=${it}
                  .found=${found.get(it.index)}
                ></gangway-column-check>
              </td>
            </tr>`;
          },
        )}
      </tbody>
    </table>`;
  }

  private renderSamples(samples: string[]): TemplateResult {
    const parts = samples.map((it, at) => (at === 0 ? html`${it}` : html`<i aria-hidden="true">·</i>${it}`));
    return html`<div class="cell" title=${samples.join('\n')}>${parts}</div>`;
  }

  private renderField(column: PlanColumn, label: string | undefined, clashes: boolean): TemplateResult {
    const { reading, setting } = this.wizard;
    const skipped = column.status === 'skipped';
    const choices = () =>
      reading.plan ? fieldChoices(reading.plan, setting.module, column, this.strings) : [];
    return html`<gangway-combobox
      label=${this.words.fieldOf(this.columnName(column))}
      placeholder=${this.words.choose}
      shown=${skipped ? this.words.leaveOut : (label ?? '')}
      .value=${skipped ? LEAVE_OUT : (column.field ?? undefined)}
      .choices=${choices}
      ?invalid=${clashes}
      @choose=${(event: CustomEvent<string>) => this.handleField(column, event.detail)}
    ></gangway-combobox>`;
  }

  /** What stands before the column's text where it is joined to another one. */
  private renderJoin(column: PlanColumn): TemplateResult | typeof nothing {
    const { plan } = this.wizard.reading;
    const present = column.join;
    if (!plan || typeof present !== 'string' || !isPart(plan, column)) return nothing;
    const offered = { ...this.words.separators };
    if (!(present in offered)) offered[present] = present;
    const handle = (event: Event) =>
      this.change((it) => separate(it, column.index, (event.target as HTMLSelectElement).value));
    return html`<label class="near">
      <span class="quiet small">${this.words.joined}</span>
      <select class="field" aria-label=${this.words.separatorOf(this.columnName(column))} @change=${handle}>
        ${Object.entries(offered).map(
          ([it, name]) => html`<option value=${it} .selected=${it === present}>${name}</option>`,
        )}
      </select>
    </label>`;
  }

  private renderDateOrder(column: PlanColumn): TemplateResult | typeof nothing {
    const { checking } = this.wizard.reading;
    const unknown = checking.state === 'stopped' && checking.trouble.code === 'date_order_unknown';
    const { plan } = this.wizard.reading;
    if (plan && isPart(plan, column)) return nothing;
    if (!unknown && !needsDateOrder(column, this.wizard.setting.module)) return nothing;
    const present = column.date_order ?? '';
    const handle = (event: Event) => {
      const order = (event.target as HTMLSelectElement).value as 'day_first' | 'month_first';
      this.change((plan) => chooseDateOrder(plan, column.index, order));
    };
    return html`<select
        class="field"
        aria-label=${this.words.dateOrder(this.columnName(column))}
        @change=${handle}
      >
        <option value="" disabled .selected=${present === ''}>${this.words.dateOrders.none}</option>
        <option value="day_first" .selected=${present === 'day_first'}>
          ${this.words.dateOrders.day_first}
        </option>
        <option value="month_first" .selected=${present === 'month_first'}>
          ${this.words.dateOrders.month_first}
        </option>
      </select>
      ${present === '' ? html`<span class="ask">${this.words.dateHint}</span>` : nothing}`;
  }

  private renderStatus(column: PlanColumn): TemplateResult {
    return html`<span class="badge ${TONES[column.status]}">${this.strings.columnStatus[column.status]}</span>
      ${column.status === 'auto' ? html`<span class="sure number">${this.words.sure(column.confidence)}</span>` : nothing}`;
  }

  private handleField(column: PlanColumn, chosen: string): void {
    this.change((plan) =>
      chosen === LEAVE_OUT ? skipColumn(plan, column.index) : mapColumn(plan, column.index, chosen),
    );
  }

  private change(by: (plan: ImportPlan) => ImportPlan): void {
    const { plan } = this.wizard.reading;
    if (plan) this.wizard.decisions.remap(by(plan));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-column-table': ColumnTable;
  }
}
