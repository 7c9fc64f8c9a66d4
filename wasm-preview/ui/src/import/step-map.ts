/** The second step: a table of the file's columns, each with the field it goes to. */

import type { Field, PlanColumn } from '@gangway/engine';
import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';

import * as icons from '../look/icons.js';
import {
  chooseDateOrder,
  conflicts,
  keepOnly,
  mapColumn,
  mappable,
  missing,
  skipColumn,
  skipUnmapped,
  type Conflict,
  needsDateOrder,
} from './mapping.js';
import { StepElement } from './step.js';
import { styles } from './step-map.styles.js';

const LEAVE_OUT = '\u0000skip';

export class StepMap extends StepElement {
  static override styles = [...StepElement.styles, styles];

  @state() private sought = '';
  @state() private onlyOpen = false;

  private get words() {
    return this.strings.map;
  }

  protected override render(): TemplateResult {
    const { reading, setting } = this.wizard;
    const plan = reading.plan;
    if (!plan) return html``;
    const mapped = plan.columns.filter((it) => it.field).length;
    const all = plan.columns.filter((it) => it.status !== 'added').length;
    const twice = conflicts(plan, setting.module);
    const shown = plan.columns.filter((it) => this.isShown(it));
    return html`<div class="stack">
      <div class="head">
        <h2 tabindex="-1">${this.words.heading}</h2>
        <p class="quiet">${mapped === all ? this.words.allMapped(all) : this.words.hint(mapped, all)}</p>
      </div>
      ${twice.map((it) => this.renderConflict(it))} ${this.renderMissing()}
      ${twice.length === 0 ? this.renderStopped() : nothing} ${this.renderTools()}
      <div class="scroll">
        <table>
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
              shown,
              (it) => it.index,
              (it) => this.renderColumn(it, twice),
            )}
          </tbody>
        </table>
        ${shown.length === 0 ? html`<p class="quiet none-here">${this.words.none}</p>` : nothing}
      </div>
    </div>`;
  }

  private renderConflict(conflict: Conflict): TemplateResult {
    return html`<div class="notice bad" role="alert">
      ${icons.alert()}
      <div class="body">
        <p>${this.words.twice(conflict)}</p>
        <div class="row above">
          ${conflict.columns.map(
            (it) =>
              html`<button
                class="button little"
                @click=${() => this.change((plan) => keepOnly(plan, it.index))}
              >
                ${this.words.keep(this.columnName(it))}
              </button>`,
          )}
        </div>
      </div>
    </div>`;
  }

  private renderMissing(): TemplateResult | typeof nothing {
    const { reading, setting } = this.wizard;
    const absent = reading.plan ? missing(reading.plan, setting.module) : [];
    if (absent.length === 0) return nothing;
    return html`<div class="notice warn">
      ${icons.alert()}
      <p class="body">${this.words.missing(absent.map((it) => it.label))}</p>
    </div>`;
  }

  /** What the whole file has against this mapping: dates that can be read in two ways, for one. */
  private renderStopped(): TemplateResult | typeof nothing {
    const { checking } = this.wizard.reading;
    if (checking.state !== 'stopped') return nothing;
    return html`<div class="notice warn" role="alert">
      ${icons.alert()}
      <p class="body">${checking.trouble.say(this.texts)}</p>
    </div>`;
  }

  private renderTools(): TemplateResult {
    const open = this.wizard.reading.plan?.columns.some((it) => it.status === 'unmapped');
    return html`<div class="row">
      <div class="search">
        ${icons.search()}
        <input
          class="field"
          type="search"
          placeholder=${this.words.search}
          aria-label=${this.words.search}
          @input=${(event: Event) => (this.sought = (event.target as HTMLInputElement).value.toLowerCase())}
        />
      </div>
      <label class="row near">
        <input
          type="checkbox"
          .checked=${this.onlyOpen}
          @change=${(event: Event) => (this.onlyOpen = (event.target as HTMLInputElement).checked)}
        />
        ${this.words.only}
      </label>
      ${open ? html`<button class="button little" @click=${() => this.change(skipUnmapped)}>${this.words.skipRest}</button>` : nothing}
    </div>`;
  }

  private renderColumn(column: PlanColumn, twice: Conflict[]): TemplateResult {
    const clashes = twice.some((it) => it.field.id === column.field);
    const out = column.status === 'skipped' || column.status === 'added';
    return html`<tr class=${classMap({ out, open: column.status === 'unmapped' })}>
      <th scope="row" class="column">${this.columnName(column)}</th>
      <td class="samples">${this.renderSamples(column.samples)}</td>
      <td>
        <div class="target">
          ${column.status === 'added' ? nothing : this.renderField(column, clashes)}${this.renderDateOrder(column)}
        </div>
      </td>
      <td>${this.renderStatus(column)}</td>
      <td>${column.field ? this.renderCheck(column) : nothing}</td>
    </tr>`;
  }

  private renderSamples(samples: string[]): TemplateResult {
    const parts = samples.map((it, at) => (at === 0 ? html`${it}` : html`<i aria-hidden="true">·</i>${it}`));
    return html`<div class="cell" title=${samples.join('\n')}>${parts}</div>`;
  }

  private renderField(column: PlanColumn, clashes: boolean): TemplateResult {
    const plan = this.wizard.reading.plan;
    const holders = new Map(
      plan?.columns.filter((it) => it.index !== column.index).map((it) => [it.field, this.columnName(it)]),
    );
    const option = (field: Field) => {
      const holder = holders.get(field.id);
      const label = field.required ? `${field.label} *` : field.label;
      return html`<option value=${field.id} .selected=${column.field === field.id}>
        ${holder ? this.words.used(label, holder) : label}
      </option>`;
    };
    return html`<select
      class="field"
      aria-label=${this.words.fieldOf(this.columnName(column))}
      aria-invalid=${clashes ? 'true' : 'false'}
      @change=${(event: Event) => this.handleField(column, (event.target as HTMLSelectElement).value)}
    >
      <option value="" disabled .selected=${!column.field && column.status !== 'skipped'}>
        ${this.words.choose}
      </option>
      <option value=${LEAVE_OUT} .selected=${column.status === 'skipped'}>${this.words.leaveOut}</option>
      ${mappable(this.wizard.setting.module).map(option)}
    </select>`;
  }

  private renderDateOrder(column: PlanColumn): TemplateResult | typeof nothing {
    const { reading, setting } = this.wizard;
    const unknown =
      reading.checking.state === 'stopped' && reading.checking.trouble.code === 'date_order_unknown';
    if (!unknown && !needsDateOrder(column, setting.module)) return nothing;
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
    const tone = {
      auto: 'accent',
      template: 'accent',
      manual: 'good',
      unmapped: 'warn',
      skipped: '',
      added: '',
    }[column.status];
    return html`<span class="badge ${tone}">${this.strings.columnStatus[column.status]}</span>
      ${column.status === 'auto' ? html`<span class="sure number">${this.words.sure(column.confidence)}</span>` : nothing}`;
  }

  private renderCheck(column: PlanColumn): TemplateResult | typeof nothing {
    const found = this.wizard.reading.report?.columns.find((it) => it.index === column.index);
    if (!found) return nothing;
    const greyed = this.wizard.reading.checking.state !== 'done';
    if (found.bad > 0)
      return html`<span class=${classMap({ 'bad-count': !greyed, quiet: greyed, small: true })}
        >${this.words.bad(found.bad, found.filled)}</span
      >`;
    return html`<span class="quiet small">${this.words.fine(found.filled)}</span>`;
  }

  private isShown(column: PlanColumn): boolean {
    if (this.onlyOpen && column.field) return false;
    const field = this.wizard.setting.module.fields.find((it) => it.id === column.field);
    return `${this.columnName(column)} ${field?.label ?? ''}`.toLowerCase().includes(this.sought);
  }

  private handleField(column: PlanColumn, chosen: string): void {
    this.change((plan) =>
      chosen === LEAVE_OUT ? skipColumn(plan, column.index) : mapColumn(plan, column.index, chosen),
    );
  }

  private change(
    by: (plan: NonNullable<typeof this.wizard.reading.plan>) => NonNullable<typeof this.wizard.reading.plan>,
  ): void {
    const plan = this.wizard.reading.plan;
    if (plan) this.wizard.decisions.remap(by(plan));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-step-map': StepMap;
  }
}
