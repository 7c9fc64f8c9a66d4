/** What a file's words mean: for lists and owners, each text that no option has, with a choice beside it. */

import type { CheckReport, Field, ImportPlan, PlanColumn, User } from '@gangway/engine';
import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { base } from '../../look/base.js';
import type { Wizard } from '../wizard.js';
import { LocalizedElement } from '../../strings/localized.js';

/** A text of the file; its count is known as long as nothing was chosen for it. */
interface Text {
  value: string;
  count: number | undefined;
  meaning: string | undefined;
}

/** A column with texts that need a meaning, or have one. */
interface Subject {
  column: PlanColumn;
  field: Field;
  texts: Text[];
}

export class Meanings extends LocalizedElement {
  static override styles = [
    base,
    css`
      .texts {
        max-height: 320px;
        overflow: auto;
      }
      .subject {
        padding: 12px 16px;
        border-bottom: 1px solid var(--g-line);
      }
      .subject:last-child {
        border-bottom: 0;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 56px minmax(0, 1fr);
        gap: 12px;
        align-items: center;
        padding: 4px 0;
      }
      .value {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) wizard!: Wizard;
  /** Handed over, so that a new report draws anew. */
  @property({ attribute: false }) report!: CheckReport;

  private get words() {
    return this.strings.preview.meanings;
  }

  protected override render(): TemplateResult | typeof nothing {
    const plan = this.wizard.reading.plan;
    const subjects = plan ? this.subjects(plan) : [];
    if (subjects.length === 0) return nothing;
    return html`<section aria-label=${this.words.heading}>
      <h3 class="below">${this.words.heading}</h3>
      <div class="card">${subjects.map((it) => this.renderSubject(it))}</div>
    </section>`;
  }

  private subjects(plan: ImportPlan): Subject[] {
    const fields = new Map(this.wizard.setting.module.fields.map((it) => [it.id, it]));
    return plan.columns.flatMap((column) => {
      const field = column.field ? fields.get(column.field) : undefined;
      if (!field || column.status === 'skipped') return [];
      const texts = this.textsOf(column);
      return texts.length > 0 ? [{ column, field, texts }] : [];
    });
  }

  private textsOf(column: PlanColumn): Text[] {
    const meanings = column.value_mapping ?? {};
    const given = Object.entries(meanings).map(([value, meaning]) => ({ value, meaning, count: undefined }));
    const groups = this.report.groups.filter((it) => it.field === column.field);
    const unknown = groups.flatMap((it) => it.values ?? []).filter((it) => !(it.value in meanings));
    return [...unknown.map((it) => ({ ...it, meaning: undefined })), ...given];
  }

  private renderSubject({ column, field, texts }: Subject): TemplateResult {
    return html`<div class="subject">
      <p class="quiet small">${this.words.of(column.header, field.label)}</p>
      <ul class="texts">
        ${texts.map(
          (it) =>
            html`<li>
              <span class="value">${it.value}</span>
              <span class="quiet small number"
                >${it.count === undefined ? nothing : `× ${this.format.count(it.count)}`}</span
              >
              ${this.renderChoice(column, field, it)}
            </li>`,
        )}
      </ul>
    </div>`;
  }

  private renderChoice(column: PlanColumn, field: Field, text: Text): TemplateResult {
    const handle = (event: Event) => {
      const chosen = (event.target as HTMLSelectElement).value;
      this.wizard.decisions.give(
        column.index,
        text.value,
        chosen === UNDECIDED ? undefined : chosen.slice(1),
      );
    };
    const choices = this.choices(field);
    return html`<select class="field" aria-label=${this.words.choose(text.value)} @change=${handle}>
      <option value=${UNDECIDED} .selected=${text.meaning === undefined}>${this.words.undecided}</option>
      <option value="=" .selected=${text.meaning === ''}>${this.words.blank}</option>
      ${choices.map(
        ([value, label]) =>
          html`<option value=${`=${value}`} .selected=${text.meaning === value}>${label}</option>`,
      )}
    </select>`;
  }

  private choices(field: Field): [string, string][] {
    if (field.type !== 'user') return (field.options ?? []).map((it) => [it, it]);
    const active = this.wizard.setting.users.filter((it: User) => it.active);
    return active.map((it) => [it.email, it.name]);
  }
}

/** No meaning begins with this: what means something begins with `=`. */
const UNDECIDED = '?';

declare global {
  interface HTMLElementTagNameMap {
    'gangway-meanings': Meanings;
  }
}
