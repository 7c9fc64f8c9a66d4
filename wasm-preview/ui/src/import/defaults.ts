/** Values for fields that the file does not hold, and for its blank cells. */

import type { Field, FieldId } from '@gangway/engine';
import { css, html, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { base } from '../look/base.js';
import * as icons from '../look/icons.js';
import { mappable } from './mapping.js';
import type { Wizard } from './wizard.js';
import { LocalizedElement } from '../strings/localized.js';

export class Defaults extends LocalizedElement {
  static override styles = [
    base,
    css`
      li {
        display: grid;
        grid-template-columns: minmax(0, 320px) minmax(0, 320px) auto;
        gap: 8px 14px;
        align-items: center;
        padding: 4px 0;
      }
      .field {
        width: 100%;
      }
      @media (max-width: 640px) {
        li {
          grid-template-columns: 1fr auto;
        }
      }
    `,
  ];

  @property({ attribute: false }) wizard!: Wizard;
  /** Handed over, so that a change draws anew. */
  @property({ attribute: false }) defaults: Record<FieldId, string> = {};
  /** A line that has no value yet, and maybe no field. */
  @state() private adding: { field: FieldId | undefined } | undefined;

  private get words() {
    return this.strings.configure.defaults;
  }

  protected override render(): TemplateResult {
    const entries = Object.entries(this.defaults);
    return html`<div role="group" aria-label=${this.words.heading}>
      <p>${this.words.heading}</p>
      <ul>
        ${entries.map(([id, value]) => this.renderDefault(id, value))} ${this.adding ? this.renderNew() : ''}
      </ul>
      ${
        this.adding
          ? ''
          : html`<button class="button little" id="add" @click=${this.handleAdd}>
              ${icons.plus()} ${this.words.add}
            </button>`
      }
    </div>`;
  }

  /** Focus goes on to what the person will do next, once it is drawn. */
  private async focusOn(selector: string): Promise<void> {
    await new Promise((drawn) => setTimeout(drawn));
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  private renderDefault(id: FieldId, value: string): TemplateResult {
    const field = this.fields().find((it) => it.id === id);
    return html`<li>
      <span>${field?.label ?? id}</span>
      ${field ? this.renderValue(field, value) : value}
      <button
        class="button bare"
        aria-label=${this.words.remove(field?.label ?? id)}
        @click=${() => this.drop(id)}
      >
        ${icons.cross()}
      </button>
    </li>`;
  }

  private renderNew(): TemplateResult {
    const free = this.fields().filter((it) => !(it.id in this.defaults));
    const chosen = free.find((it) => it.id === this.adding?.field);
    // Where a list is chosen from by keyboard, each letter and arrow is a choice: nothing is settled by it.
    const handle = (event: Event) => (this.adding = { field: (event.target as HTMLSelectElement).value });
    return html`<li>
      <select class="field" id="new" aria-label=${this.words.field} @change=${handle}>
        <option value="" disabled selected>${this.words.field}</option>
        ${free.map((it) => html`<option value=${it.id}>${it.label}</option>`)}
      </select>
      ${chosen ? this.renderValue(chosen, '') : html`<span></span>`}
      <button class="button bare" aria-label=${this.strings.close} @click=${this.handleGiveUp}>
        ${icons.cross()}
      </button>
    </li>`;
  }

  private renderValue(field: Field, value: string): TemplateResult {
    const handle = (event: Event) => this.give(field.id, (event.target as HTMLInputElement).value);
    const label = this.words.valueOf(field.label);
    const options = field.options ?? [];
    if (field.type !== 'picklist' || options.length === 0)
      return html`<input class="field" aria-label=${label} .value=${value} @change=${handle} />`;
    return html`<select class="field" aria-label=${label} @change=${handle}>
      <option value="" disabled .selected=${value === ''}>${this.words.value}</option>
      ${options.map((it) => html`<option value=${it} .selected=${it === value}>${it}</option>`)}
    </select>`;
  }

  private readonly handleAdd = (): void => {
    this.adding = { field: undefined };
    void this.focusOn('#new');
  };

  private readonly handleGiveUp = (): void => {
    this.adding = undefined;
    void this.focusOn('#add');
  };

  private give(id: FieldId, value: string): void {
    this.adding = undefined;
    this.change(id, value);
  }

  private drop(id: FieldId): void {
    this.change(id, undefined);
    void this.focusOn('#add');
  }

  /** What a record stores; who owns it is decided elsewhere. */
  private fields(): Field[] {
    return mappable(this.wizard.setting.module).filter((it) => !it.virtual && it.type !== 'user');
  }

  private change(id: FieldId, value: string | undefined): void {
    const { [id]: _before, ...others } = this.defaults;
    this.wizard.decisions.configure({ defaults: value === undefined ? others : { ...others, [id]: value } });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-defaults': Defaults;
  }
}
