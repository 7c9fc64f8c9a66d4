/**
 * The rows of the file as they will be imported: every one of them, in pages, and every one with a problem. A cell is
 * corrected where it stands: Enter or a double click, arrow keys from cell to cell, a block pasted, steps taken back.
 */

import type { CellEdit, Field, Issue, PlanColumn, PreviewRow } from '@gangway/engine';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';

import * as icons from '../look/icons.js';
import { block } from './edits.js';
import { fate, type Fate, type Tab } from './outcomes.js';
import { storedFields } from './mapping.js';
import { RowPages } from './row-pages.js';
import { tabsOf } from './outcomes.js';
import { StepElement } from './step.js';
import { styles } from './preview-rows.styles.js';

/** The core cuts what it shows of a cell: what is longer cannot be corrected here. */
const SHOWN = 200;
const MOVES: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** A place in the grid that is shown, from 0. */
interface Place {
  row: number;
  field: number;
}

export class PreviewRows extends StepElement {
  static override styles = [...StepElement.styles, styles];

  @state() private at: Place = { row: 0, field: 0 };
  @state() private editing: string | undefined;
  private pages!: RowPages;

  private get words() {
    return this.strings.preview;
  }

  private get fields(): Field[] {
    const { reading, setting } = this.wizard;
    return reading.plan ? storedFields(reading.plan, setting.module) : [];
  }

  private get rows(): PreviewRow[] {
    return this.pages.rows(this.wizard.comparison.known);
  }

  protected override willUpdate(): void {
    super.willUpdate();
    this.pages ??= new RowPages(this.wizard.reading, () => this.requestUpdate());
    // Another mode has other tabs.
    if (!tabsOf(this.wizard.options?.mode).includes(this.pages.tab)) this.pages.show('all');
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    void this.pages.load();
    if (this.wizard.options?.mode === 'create') return;
    const { comparison, options } = this.wizard;
    if (options)
      void comparison.ask(
        options.match_rule,
        this.rows.flatMap((it) => (it.key ? [it.key] : [])),
      );
  }

  protected override render(): TemplateResult {
    const { rows, fields } = this;
    const name = this.words.rowsHeading;
    return html`<section>
      <div class="row spread below">
        <h3>${name}</h3>
        <gangway-preview-tabs
          .wizard=${this.wizard}
          .tab=${this.pages.tab}
          @show=${(event: CustomEvent<Tab>) => this.show(event.detail)}
        ></gangway-preview-tabs>
        ${this.renderMode()}
      </div>
      <div class="row spread below">${this.renderTools()}</div>
      <div class="scroll">
        <table
          role="grid"
          aria-label=${name}
          aria-busy=${this.pages.loading}
          @keydown=${this.handleKey}
          @paste=${this.handlePaste}
        >
          <thead>
            <tr>
              <th scope="col" class="at">${this.words.row}</th>
              <th scope="col">${this.words.fate}</th>
              ${fields.map((it) => html`<th scope="col">${it.label}</th>`)}
              <th scope="col">${this.words.owner}</th>
            </tr>
          </thead>
          <tbody>
            ${rows.map((it, at) => this.renderRow(it, at, fields))}
          </tbody>
        </table>
        ${rows.length === 0 ? html`<p class="quiet none-here">${this.words.noneUnder[this.pages.tab]}</p>` : nothing}
      </div>
      ${this.renderPager(rows)} ${this.renderKnown()}
    </section>`;
  }

  private renderMode(): TemplateResult {
    const present = this.wizard.options?.mode ?? 'skip';
    const handle = (event: Event) =>
      this.wizard.configure({ mode: (event.target as HTMLSelectElement).value as typeof present });
    return html`<label class="row near">
      <span class="quiet small">${this.words.mode}</span>
      <select class="field" @change=${handle}>
        ${(['skip', 'update', 'create'] as const).map(
          (it) =>
            html`<option
              value=${it}
              .selected=${it === present}
              ?disabled=${it === 'update' && !this.wizard.can('update')}
            >
              ${this.strings.modes[it].title}
            </option>`,
        )}
      </select>
    </label>`;
  }

  /** What was corrected, and the ways back. */
  private renderTools(): TemplateResult {
    const { edits, report } = this.wizard.reading;
    const { cells = 0, replaced = 0, unfit = 0 } = report?.corrections ?? {};
    return html`<p class="quiet small" role="status">
        ${this.words.editHint}
        ${cells + replaced > 0 ? html`<b>${this.words.corrected(cells + replaced)}</b>` : nothing}
        ${unfit > 0 ? html`<span class="bad-text">${this.words.unfit(unfit)}</span>` : nothing}
      </p>
      <div class="row near">
        <button class="button little" ?disabled=${!edits.canUndo} @click=${() => this.wizard.undo()}>
          ${this.words.undo}
        </button>
        <button class="button little" ?disabled=${!edits.canRedo} @click=${() => this.wizard.redo()}>
          ${this.words.redo}
        </button>
        <gangway-find-replace .wizard=${this.wizard}></gangway-find-replace>
      </div>`;
  }

  private renderRow(row: PreviewRow, at: number, fields: Field[]): TemplateResult {
    const options = this.wizard.options;
    const what = options ? fate(row, options, this.wizard.comparison.known) : { kind: 'create' as const };
    const elsewhere = row.issues.filter((it) => !fields.some((field) => it.field === field.id));
    return html`<tr class=${what.kind}>
      <td class="at number">${this.format.count(row.row)}</td>
      <td>
        ${this.renderFate(what, row)}
        ${elsewhere.map((it) => html`<span class="say">${this.texts.issue(it)}</span>`)}
      </td>
      ${fields.map((field, place) => this.renderCell(row, field, { row: at, field: place }))}
      <td><div class="cell">${this.ownerName(row)}</div></td>
    </tr>`;
  }

  private renderFate(what: Fate, row: PreviewRow): TemplateResult {
    const tone = { create: 'good', update: 'accent', skip: 'warn', fail: 'bad' }[what.kind];
    const leader = 'leader' in what ? what.leader : undefined;
    const inCrm = what.kind !== 'fail' && !!row.key && this.wizard.comparison.known.get(row.key) === true;
    return html`<span class="badge ${tone}">${this.words.fates[what.kind]}</span> ${
        leader !== undefined
          ? html`<span class="why">${this.words.repeatsRow(leader)}</span>`
          : inCrm
            ? html`<span class="why">${this.words.inCrm}</span>`
            : nothing
      }`;
  }

  private renderCell(row: PreviewRow, field: Field, place: Place): TemplateResult {
    const issue = row.issues.find((it) => it.field === field.id);
    const isHere = place.row === this.at.row && place.field === this.at.field;
    const column = this.columnOf(field);
    const corrected = column && this.wizard.reading.edits.at(row.row, column.index);
    const classes = { wrong: !!issue && !issue.note, noted: !!issue?.note, corrected: !!corrected };
    if (isHere && this.editing !== undefined)
      return html`<td class=${classMap(classes)}>${this.renderInput(field, this.editing)}</td>`;
    const shown = this.format.value(row.record[field.id], field, this.strings) || issue?.value || '';
    return html`<td
      role="gridcell"
      class=${classMap(classes)}
      tabindex=${isHere ? 0 : -1}
      data-place="${place.row}:${place.field}"
      aria-readonly=${this.editable(row, column) ? 'false' : 'true'}
      @click=${() => (this.at = place)}
      @dblclick=${() => this.edit(place)}
    >
      <div class="cell" title=${shown}>${shown}</div>
      ${issue ? this.renderIssue(issue) : nothing}
    </td>`;
  }

  private renderIssue(issue: Issue): TemplateResult {
    return html`<span class="say">${this.texts.issue(issue)}</span>`;
  }

  private renderInput(field: Field, text: string): TemplateResult {
    return html`<input
      class="field"
      aria-label=${field.label}
      .value=${text}
      @keydown=${this.handleInputKey}
      @blur=${this.handleBlur}
    />`;
  }

  private renderPager(rows: PreviewRow[]): TemplateResult | typeof nothing {
    const [first, last] = [rows[0], rows.at(-1)];
    if (!first || !last || (this.pages.isFirst && !this.pages.more)) return nothing;
    return html`<nav class="row spread above" aria-label=${this.words.pages}>
      <span class="row near">
        <button class="button little" ?disabled=${this.pages.isFirst} @click=${() => this.pages.previous()}>
          ${icons.back()} ${this.words.previous}
        </button>
        <span class="quiet small number">${this.words.fromTo(first.row, last.row)}</span>
        <button class="button little" ?disabled=${!this.pages.more} @click=${() => this.pages.next()}>
          ${this.words.next} ${icons.arrow()}
        </button>
      </span>
      <form class="row near" @submit=${this.handleGoTo}>
        <label class="row near small"
          ><span class="quiet">${this.words.goTo}</span>
          <input class="field goto" name="row" type="number" min="1" required
        /></label>
        <button class="button little">${this.words.go}</button>
      </form>
    </nav>`;
  }

  private renderKnown(): TemplateResult | typeof nothing {
    if (this.wizard.options?.mode === 'create') return nothing;
    const { asOf, failed } = this.wizard.comparison;
    if (failed) return html`<p class="quiet small above" role="status">${this.words.knownTrouble}</p>`;
    if (!asOf) return nothing;
    const isWhole = this.rows.length === this.wizard.reading.report?.counts.rows;
    return html`<p class="quiet small above known">
      ${this.words.knownAsOf(this.format.time(asOf))}. ${isWhole ? nothing : this.words.knownLater}
    </p>`;
  }

  private ownerName(row: PreviewRow): string {
    const user = this.wizard.setting.users.find((it) => it.id === row.owner);
    return user?.name ?? row.owner ?? '';
  }

  /** The column that fills a field; first and last name may come from another one, and defaults from none. */
  private columnOf(field: Field): PlanColumn | undefined {
    const columns = this.wizard.reading.plan?.columns ?? [];
    return columns.find((it) => it.field === field.id && it.status !== 'skipped');
  }

  private editable(row: PreviewRow, column: PlanColumn | undefined): column is PlanColumn {
    return !!column && [...(row.cells[column.index] ?? '')].length < SHOWN;
  }

  private show(tab: Tab): void {
    this.at = { row: 0, field: 0 };
    this.editing = undefined;
    this.pages.show(tab);
  }

  /** Opens a cell; with a text, as if that had been typed into it. */
  private edit(place: Place, typed?: string): void {
    const [row, field] = [this.rows[place.row], this.fields[place.field]];
    const column = field && this.columnOf(field);
    if (!row || !this.editable(row, column)) return;
    this.at = place;
    this.editing = typed ?? row.cells[column.index] ?? '';
    void this.updateComplete.then(() => {
      const input = this.renderRoot.querySelector<HTMLInputElement>('td input');
      input?.focus();
      if (typed === undefined) input?.select();
    });
  }

  private close(keep: string | undefined): void {
    if (this.editing === undefined) return;
    this.editing = undefined;
    const cell = keep === undefined ? undefined : this.change(this.at, keep);
    if (cell) this.wizard.correct([cell]);
    this.focusCell();
  }

  /** The correction that gives a shown cell a text; none if it has that already or cannot be corrected. */
  private change(place: Place, text: string): CellEdit | undefined {
    const [row, field] = [this.rows[place.row], this.fields[place.field]];
    const column = field && this.columnOf(field);
    if (!row || !this.editable(row, column)) return undefined;
    const before = row.cells[column.index] ?? '';
    return before === text ? undefined : { row: row.row, column: column.index, before, text };
  }

  private move([down, right]: [number, number]): void {
    const clamp = (it: number, most: number) => Math.max(0, Math.min(most, it));
    this.at = {
      row: clamp(this.at.row + down, this.rows.length - 1),
      field: clamp(this.at.field + right, this.fields.length - 1),
    };
    this.focusCell();
  }

  private focusCell(): void {
    const { row, field } = this.at;
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(`[data-place="${row}:${field}"]`)?.focus(),
    );
  }

  private readonly handleKey = (event: KeyboardEvent): void => {
    if (this.editing !== undefined) return;
    const withControl = event.ctrlKey || event.metaKey;
    const move = MOVES[event.key];
    if (move) this.move(getComputedStyle(this).direction === 'rtl' ? [move[0], -move[1]] : move);
    else if (withControl && event.key.toLowerCase() === 'z')
      event.shiftKey ? this.wizard.redo() : this.wizard.undo();
    else if (withControl && event.key.toLowerCase() === 'y') this.wizard.redo();
    else if (event.key === 'Enter' || event.key === 'F2') this.edit(this.at);
    else if (event.key.length === 1 && !withControl && !event.altKey) this.edit(this.at, event.key);
    else return;
    event.preventDefault();
  };

  private readonly handleInputKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.close(event.key === 'Enter' ? (event.target as HTMLInputElement).value : undefined);
  };

  private readonly handleBlur = (event: Event): void => this.close((event.target as HTMLInputElement).value);

  /** A block from a spreadsheet goes where the person stands, over the cells that are shown. */
  private readonly handlePaste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData('text/plain');
    if (this.editing !== undefined || !text) return;
    event.preventDefault();
    const { row, field } = this.at;
    const cells = block(text).flatMap((line, down) =>
      line.map((it, right) => this.change({ row: row + down, field: field + right }, it)),
    );
    const changed = cells.filter((it): it is CellEdit => it !== undefined);
    if (changed.length > 0) this.wizard.correct(changed);
  };

  private readonly handleGoTo = (event: SubmitEvent): void => {
    event.preventDefault();
    const row = Number(new FormData(event.target as HTMLFormElement).get('row'));
    this.at = { row: 0, field: 0 };
    if (row >= 1) this.pages.goTo(row);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-preview-rows': PreviewRows;
  }
}
