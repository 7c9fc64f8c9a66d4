/** Puts a filter together: conditions by field, what is asked of it, and a value of the field's kind. */

import type { Field, Module, User } from '@gangway/engine';
import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { base } from '../look/base.js';
import type { Choice } from '../look/choices.js';
import * as icons from '../look/icons.js';
import { LocalizedElement } from '../strings/localized.js';
import {
  conditionOn,
  filterable,
  filterOf,
  kindOf,
  operatorsOf,
  type Condition,
  type Join,
  type Operator,
} from './conditions.js';
import { styles } from './filter-bar.styles.js';

/** @event filter - Another filter holds, or none. */
export class FilterBar extends LocalizedElement {
  static override styles = [base, styles];

  @property({ attribute: false }) module!: Module;
  @property({ attribute: false }) users: User[] = [];

  @state() private conditions: Condition[] = [];
  @state() private join: Join = 'all';

  private get words() {
    return this.strings.filtering;
  }

  /** Takes all conditions away. */
  clear(): void {
    this.change([]);
  }

  protected override render(): TemplateResult {
    const { conditions } = this;
    return html`<div class="bar" role="group" aria-label=${this.words.heading}>
      ${conditions.length > 1 ? this.renderJoin() : nothing}
      <ul>
        ${conditions.map((it, at) => this.renderCondition(it, at))}
      </ul>
      <div class="row">
        <button class="button little" id="add" @click=${this.handleAdd}>
          ${icons.plus()} ${conditions.length === 0 ? this.words.begin : this.words.add}
        </button>
        ${conditions.length > 0 ? html`<button class="link small" @click=${() => this.clear()}>${this.words.clear}</button>` : nothing}
      </div>
    </div>`;
  }

  private renderJoin(): TemplateResult {
    const handle = (event: Event) => {
      this.join = (event.target as HTMLSelectElement).value as Join;
      this.change(this.conditions);
    };
    return html`<label class="row small"
      >${this.words.join}
      <select class="field" @change=${handle}>
        <option value="all" .selected=${this.join === 'all'}>${this.words.joins.all}</option>
        <option value="any" .selected=${this.join === 'any'}>${this.words.joins.any}</option>
      </select>
    </label>`;
  }

  private renderCondition(condition: Condition, at: number): TemplateResult {
    const field = this.module.fields.find((it) => it.id === condition.field);
    if (!field) return html``;
    const handle = (event: Event) => {
      const operator = (event.target as HTMLSelectElement).value as Operator;
      this.put(at, { ...condition, operator });
    };
    return html`<li>
      <gangway-combobox
        label=${this.words.field}
        shown=${field.label}
        .value=${field.id}
        .choices=${() => this.choices()}
        @choose=${(event: CustomEvent<string>) => this.handleField(at, event.detail)}
      ></gangway-combobox>
      <select class="field" aria-label=${this.words.operator(field.label)} @change=${handle}>
        ${operatorsOf(field).map(
          (it) =>
            html`<option value=${it} .selected=${it === condition.operator}>
              ${this.operatorName(it, field)}
            </option>`,
        )}
      </select>
      <div class="values">${this.renderValues(condition, field, at)}</div>
      <button
        class="button bare"
        aria-label=${this.words.remove(field.label)}
        @click=${() => this.change(this.conditions.filter((_, place) => place !== at))}
      >
        ${icons.cross()}
      </button>
    </li>`;
  }

  private renderValues(condition: Condition, field: Field, at: number): TemplateResult | typeof nothing {
    const { operator, values } = condition;
    if (operator === 'is_empty') return nothing;
    const put = (place: number, text: string) => {
      const next = [...values];
      next[place] = text;
      this.put(at, { ...condition, values: next });
    };
    if (operator === 'any_of') return this.renderChoices(condition, field, at);
    if (kindOf(field) === 'boolean') return this.renderBoolean(values[0] ?? '', field, (it) => put(0, it));
    const label = this.words.value(field.label);
    if (operator !== 'between') return this.renderInput(field, label, values[0] ?? '', (it) => put(0, it));
    return html`${this.renderInput(field, this.words.from(field.label), values[0] ?? '', (it) => put(0, it))}
      <span class="quiet small">${this.words.to}</span>
      ${this.renderInput(field, this.words.until(field.label), values[1] ?? '', (it) => put(1, it))}`;
  }

  private renderInput(
    field: Field,
    label: string,
    value: string,
    put: (text: string) => void,
  ): TemplateResult {
    const type =
      { date: 'date', datetime: 'datetime-local', number: 'number' }[kindOf(field) as string] ?? 'text';
    return html`<input
      class="field"
      type=${type}
      step="any"
      aria-label=${label}
      .value=${value}
      @change=${(event: Event) => put((event.target as HTMLInputElement).value)}
    />`;
  }

  private renderBoolean(value: string, field: Field, put: (text: string) => void): TemplateResult {
    return html`<select
      class="field"
      aria-label=${this.words.value(field.label)}
      @change=${(event: Event) => put((event.target as HTMLSelectElement).value)}
    >
      <option value="" disabled .selected=${value === ''}>${this.words.choose}</option>
      <option value="true" .selected=${value === 'true'}>${this.strings.yes}</option>
      <option value="false" .selected=${value === 'false'}>${this.strings.no}</option>
    </select>`;
  }

  private renderChoices(condition: Condition, field: Field, at: number): TemplateResult {
    const options =
      field.type === 'user'
        ? this.users.map((it) => ({ id: it.id, label: it.name }))
        : (field.options ?? []).map((it) => ({ id: it, label: it }));
    const toggle = (id: string, on: boolean) => {
      const values = options
        .map((it) => it.id)
        .filter((it) => (it === id ? on : condition.values.includes(it)));
      this.put(at, { ...condition, values });
    };
    return html`<div class="options" role="group" aria-label=${this.words.value(field.label)}>
      ${options.map(
        (it) =>
          html`<label class="option"
            ><input
              type="checkbox"
              .checked=${condition.values.includes(it.id)}
              @change=${(event: Event) => toggle(it.id, (event.target as HTMLInputElement).checked)}
            />
            ${it.label}</label
          >`,
      )}
    </div>`;
  }

  private operatorName(operator: Operator, field: Field): string {
    const { names, dates } = this.words;
    const kind = kindOf(field);
    return (kind === 'date' || kind === 'datetime' ? dates[operator] : undefined) ?? names[operator];
  }

  private choices(): Choice[] {
    return filterable(this.module).map(({ id, label, aliases }) => ({ id, label, words: aliases ?? [] }));
  }

  private handleField(at: number, id: string): void {
    const field = this.module.fields.find((it) => it.id === id);
    if (field) this.put(at, conditionOn(field));
  }

  private readonly handleAdd = (): void => {
    const first = filterable(this.module)[0];
    if (!first) return;
    this.change([...this.conditions, conditionOn(first)]);
    // Whoever adds a condition goes on with its field.
    void this.updateComplete.then(() => {
      const boxes = this.renderRoot.querySelectorAll('gangway-combobox');
      void boxes[boxes.length - 1]?.updateComplete.then(() => boxes[boxes.length - 1]?.focus());
    });
  };

  private put(at: number, condition: Condition): void {
    this.change(this.conditions.map((it, place) => (place === at ? condition : it)));
  }

  private change(conditions: Condition[]): void {
    this.conditions = conditions;
    const detail = filterOf(conditions, this.join, this.module);
    this.dispatchEvent(new CustomEvent('filter', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-filter-bar': FilterBar;
  }
}
