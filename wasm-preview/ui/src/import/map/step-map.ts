/** The second step: where each of the file's columns goes. */

import type { ImportPlan, PlanColumn } from '@gangway/engine';
import { css, html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';

import * as icons from '../../look/icons.js';
import {
  conflicts,
  joinColumns,
  keepOnly,
  missing,
  skipColumns,
  skipUnmapped,
  takesParts,
  type Conflict,
} from '../mapping.js';
import { StepElement } from '../step.js';
import { emptyColumns, PAGE, soughtColumns, type ColumnFilter } from './shown-columns.js';

const FILTERS: readonly ColumnFilter[] = ['all', 'open', 'problems'];

export class StepMap extends StepElement {
  static override styles = [
    ...StepElement.styles,
    css`
      .scroll {
        overflow: visible;
      }
      .search {
        position: relative;
        flex: 1 1 220px;
        max-width: 340px;
      }
      .search svg {
        position: absolute;
        inset-inline-start: 10px;
        top: 9px;
        color: var(--g-text-2);
        pointer-events: none;
      }
      .search input {
        width: 100%;
        padding-inline-start: 32px;
      }
    `,
  ];

  @state() private text = '';
  @state() private filter: ColumnFilter = 'all';
  /** The first column of the page, among those that are sought. */
  @state() private from = 0;

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
    const name = (it: PlanColumn) => this.columnName(it);
    const { filter, text } = this;
    const sought = soughtColumns(plan, setting.module, reading.report, { filter, text }, name);
    const from = this.from < sought.length ? this.from : 0;
    return html`<div class="stack">
      <div class="head">
        <h2 tabindex="-1">${this.words.heading}</h2>
        <p class="quiet">${mapped === all ? this.words.allMapped(all) : this.words.hint(mapped, all)}</p>
      </div>
      ${twice.map((it) => this.renderConflict(it))} ${this.renderMissing(plan)}
      ${twice.length === 0 ? this.renderStopped() : nothing} ${this.renderTools(plan)}
      <div class="scroll">
        <gangway-column-table
          .wizard=${this.wizard}
          .columns=${sought.slice(from, from + PAGE)}
        ></gangway-column-table>
        ${sought.length === 0 ? html`<p class="quiet none-here">${this.words.none}</p>` : nothing}
      </div>
      ${sought.length > PAGE ? this.renderPager(from, sought.length) : nothing}
    </div>`;
  }

  private renderConflict(conflict: Conflict): TemplateResult {
    return html`<div class="notice bad" role="alert">
      ${icons.alert()}
      <div class="body">
        <p>${this.words.twice(conflict)}</p>
        <div class="row above">
          ${takesParts(conflict.field) ? this.renderJoin(conflict) : nothing}
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

  private renderJoin({ field, columns }: Conflict): TemplateResult {
    return html`<button
      class="button little"
      data-join=${field.id}
      @click=${() => this.change((plan) => joinColumns(plan, field.id))}
    >
      ${this.words.join(columns.length)}
    </button>`;
  }

  private renderMissing(plan: ImportPlan): TemplateResult | typeof nothing {
    const absent = missing(plan, this.wizard.setting.module);
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

  private renderTools(plan: ImportPlan): TemplateResult {
    const open = plan.columns.some((it) => it.status === 'unmapped');
    const { checking } = this.wizard.reading;
    const empty = checking.state === 'done' ? emptyColumns(plan, checking.report) : [];
    return html`<div class="row">
      <div class="search">
        ${icons.search()}
        <input
          class="field"
          type="search"
          placeholder=${this.words.search}
          aria-label=${this.words.search}
          @input=${this.handleSearch}
        />
      </div>
      <select class="field" aria-label=${this.words.show} @change=${this.handleFilter}>
        ${FILTERS.map(
          (it) =>
            html`<option value=${it} .selected=${it === this.filter}>${this.words.filters[it]}</option>`,
        )}
      </select>
      ${empty.length > 0 ? html`<button class="button little" id="skip-empty" @click=${() => this.change((it) => skipColumns(it, empty))}>${this.words.skipEmpty(empty.length)}</button>` : nothing}
      ${open ? html`<button class="button little" @click=${() => this.change(skipUnmapped)}>${this.words.skipRest}</button>` : nothing}
    </div>`;
  }

  private renderPager(from: number, of: number): TemplateResult {
    const to = Math.min(of, from + PAGE);
    return html`<nav class="row near" aria-label=${this.words.pages}>
      <button class="button little" ?disabled=${from === 0} @click=${() => this.turn(from - PAGE)}>
        ${icons.back()} ${this.words.previous}
      </button>
      <span class="quiet small number" role="status">${this.words.fromTo(from + 1, to, of)}</span>
      <button class="button little" ?disabled=${to >= of} @click=${() => this.turn(to)}>
        ${this.words.next} ${icons.arrow()}
      </button>
    </nav>`;
  }

  private turn(from: number): void {
    this.from = Math.max(0, from);
    void this.updateComplete.then(() => this.renderRoot.querySelector('.scroll')?.scrollIntoView());
  }

  private readonly handleSearch = (event: Event): void => {
    this.text = (event.target as HTMLInputElement).value;
    this.from = 0;
  };

  private readonly handleFilter = (event: Event): void => {
    this.filter = (event.target as HTMLSelectElement).value as ColumnFilter;
    this.from = 0;
  };

  private change(by: (plan: ImportPlan) => ImportPlan): void {
    const { plan } = this.wizard.reading;
    if (plan) this.wizard.decisions.remap(by(plan));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-step-map': StepMap;
  }
}
