/** For an update: which fields take the file's value, which only fill blanks, which add to a list. */

import type { Field, FieldId, UpdatePolicy } from '@gangway/engine';
import { css, html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { base } from '../look/base.js';
import { storedFields } from './mapping.js';
import type { Wizard } from './wizard.js';
import { LocalizedElement } from '../strings/localized.js';

export class Policies extends LocalizedElement {
  static override styles = [
    base,
    css`
      ul {
        max-height: 300px;
        overflow: auto;
        margin-top: 8px;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 320px) minmax(0, 320px);
        gap: 4px 14px;
        align-items: center;
        padding: 4px 0;
      }
      .field {
        width: 100%;
      }
    `,
  ];

  @property({ attribute: false }) wizard!: Wizard;
  /** Handed over, so that a change draws anew. */
  @property({ attribute: false }) policies: Record<FieldId, UpdatePolicy> = {};

  private get words() {
    return this.strings.configure.policies;
  }

  protected override render(): TemplateResult {
    const { reading, setting } = this.wizard;
    const fields = reading.plan ? storedFields(reading.plan, setting.module) : [];
    return html`<details ?open=${Object.keys(this.policies).length > 0}>
      <summary>${this.words.heading}</summary>
      <ul>
        ${fields.map((it) => this.renderField(it))}
      </ul>
    </details>`;
  }

  private renderField(field: Field): TemplateResult {
    const present = this.policies[field.id] ?? 'overwrite';
    const offered: UpdatePolicy[] = ['overwrite', 'fill_blanks'];
    if (field.type === 'multi_picklist') offered.push('append');
    const handle = (event: Event) =>
      this.change(field.id, (event.target as HTMLSelectElement).value as UpdatePolicy);
    return html`<li>
      <label for=${field.id}>${field.label}</label>
      <select class="field" id=${field.id} @change=${handle}>
        ${offered.map((it) => html`<option value=${it} .selected=${it === present}>${this.words.names[it]}</option>`)}
      </select>
    </li>`;
  }

  private change(id: FieldId, policy: UpdatePolicy): void {
    const { [id]: _before, ...others } = this.policies;
    const update_policies = policy === 'overwrite' ? others : { ...others, [id]: policy };
    this.wizard.decisions.configure({ update_policies });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-policies': Policies;
  }
}
