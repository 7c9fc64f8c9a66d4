/** Values for fields that the file does not hold, and for its blank cells. */

import type { Field, FieldId } from '@gangway/engine';
import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';

import { base } from '../look/base.js';
import * as icons from '../look/icons.js';
import { strings } from '../strings.js';
import { mappable } from './mapping.js';
import type { Wizard } from './wizard.js';

const words = strings.configure.defaults;

@customElement('gangway-defaults')
export class Defaults extends LitElement {
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
  /** A row whose field is not chosen yet. */
  @state() private adding = false;

  protected override render(): TemplateResult {
    const entries = Object.entries(this.defaults);
    return html`<div role="group" aria-label=${words.heading}>
      <p>${words.heading}</p>
      <ul>
        ${entries.map(([id, value]) => this.renderDefault(id, value))} ${this.adding ? this.renderNew() : ''}
      </ul>
      ${
        this.adding
          ? ''
          : html`<button class="button little" @click=${() => (this.adding = true)}>
              ${icons.plus()} ${words.add}
            </button>`
      }
    </div>`;
  }

  private renderDefault(id: FieldId, value: string): TemplateResult {
    const field = this.fields().find((it) => it.id === id);
    return html`<li>
      <span>${field?.label ?? id}</span>
      ${field ? this.renderValue(field, value) : value}
      <button
        class="button bare"
        aria-label=${words.remove(field?.label ?? id)}
        @click=${() => this.change(id, undefined)}
      >
        ${icons.cross()}
      </button>
    </li>`;
  }

  private renderNew(): TemplateResult {
    const free = this.fields().filter((it) => !(it.id in this.defaults));
    const handle = (event: Event) => {
      this.adding = false;
      this.change((event.target as HTMLSelectElement).value, '');
    };
    return html`<li>
      <select class="field" aria-label=${words.field} @change=${handle}>
        <option value="" disabled selected>${words.field}</option>
        ${free.map((it) => html`<option value=${it.id}>${it.label}</option>`)}
      </select>
      <span></span>
      <button class="button bare" aria-label=${strings.close} @click=${() => (this.adding = false)}>
        ${icons.cross()}
      </button>
    </li>`;
  }

  private renderValue(field: Field, value: string): TemplateResult {
    const handle = (event: Event) => this.change(field.id, (event.target as HTMLInputElement).value);
    const label = words.valueOf(field.label);
    const options = field.options ?? [];
    if (field.type !== 'picklist' || options.length === 0)
      return html`<input class="field" aria-label=${label} .value=${value} @change=${handle} />`;
    return html`<select class="field" aria-label=${label} @change=${handle}>
      <option value="" disabled .selected=${value === ''}>${words.value}</option>
      ${options.map((it) => html`<option value=${it} .selected=${it === value}>${it}</option>`)}
    </select>`;
  }

  /** What a record stores; who owns it is decided elsewhere. */
  private fields(): Field[] {
    return mappable(this.wizard.setting.module).filter((it) => !it.virtual && it.type !== 'user');
  }

  private change(id: FieldId, value: string | undefined): void {
    const { [id]: _before, ...others } = this.defaults;
    this.wizard.configure({ defaults: value === undefined ? others : { ...others, [id]: value } });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-defaults': Defaults;
  }
}
