/**
 * The preview's grid: rows as they will be imported. A cell is corrected where it stands: Enter or a double click, arrow
 * keys from cell to cell, a block pasted, steps taken back.
 */

import type { Field, FieldChange, Issue, PreviewRow, StoredRecord, UserId, Value } from '@gangway/engine';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';

import * as icons from '../../look/icons.js';
import { block } from '../edits.js';
import { storedFields } from '../mapping.js';
import { StepElement } from '../step.js';
import { columnOf, GridCells, type Place } from './grid-cells.js';
import { wishOf } from './grid-keys.js';
import { fate } from './outcomes.js';
import { reasonOf, renderFate } from './row-fate.js';
import { styles } from './preview-grid.styles.js';

const START: Place = { row: 0, field: 0 };

export class PreviewGrid extends StepElement {
  static override styles = [...StepElement.styles, styles];

  @property({ attribute: false }) rows: PreviewRow[] = [];
  /** Names the page of rows; another page begins at its first cell. */
  @property({ attribute: false }) page = '';
  @property({ attribute: false }) loading = false;

  @state() private at = START;
  @state() private editing: string | undefined;
  /** Where the person wants to stand in the page that is being read. */
  private landing: Place | undefined;

  private get words() {
    return this.strings.preview;
  }

  private get fields(): Field[] {
    const { reading, setting } = this.wizard;
    return reading.plan ? storedFields(reading.plan, setting.module) : [];
  }

  private get cells(): GridCells {
    return new GridCells(this.rows, this.fields, this.wizard.reading.plan);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (!changed.has('page')) return;
    this.at = START;
    this.editing = undefined;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (!this.landing || this.loading || !changed.has('rows') || this.rows.length === 0) return;
    this.goTo(this.landing);
    this.landing = undefined;
  }

  protected override render(): TemplateResult {
    const { cells, fields } = this;
    return html`<table
      role="grid"
      aria-label=${this.words.rowsHeading}
      aria-busy=${this.loading}
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
        ${this.rows.map((it, at) => this.renderRow(it, at, fields, cells))}
      </tbody>
    </table>`;
  }

  private renderRow(row: PreviewRow, at: number, fields: Field[], cells: GridCells): TemplateResult {
    const { options, comparison, setting } = this.wizard;
    const { known, matching } = comparison;
    const match = matching.of(row);
    const what = fate(row, options ?? {}, known, matching.fateOf(row));
    const why = reasonOf(what, match, !!row.key && known.get(row.key) === true, setting.module, this.strings);
    const elsewhere = row.issues.filter((it) => !fields.some((field) => it.field === field.id));
    const target = what.kind === 'update' && match?.match === 'found' ? match.record : undefined;
    return html`<tr class=${what.kind}>
      <td class="at number">${this.format.count(row.row)}</td>
      <td>
        ${renderFate(what, why, this.strings)}
        ${elsewhere.map((it) => html`<span class="say">${this.texts.issue(it)}</span>`)}
      </td>
      ${fields.map((field, place) => {
        const shown =
          'changes' in what ? this.renderChange(field, what.changes ?? [], target, row) : undefined;
        return this.renderCell(row, field, { row: at, field: place }, cells, shown);
      })}
      <td><div class="cell">${this.ownerName(target?.owner ?? row.owner)}</div></td>
    </tr>`;
  }

  /** Old and new side by side where an update changes a field; else what the record keeps. */
  private renderChange(
    field: Field,
    changes: FieldChange[],
    target: StoredRecord | undefined,
    row: PreviewRow,
  ): TemplateResult | undefined {
    const change = changes.find((it) => it.field === field.id);
    if (!change && !target) return undefined;
    const say = (value: Value | null | undefined) =>
      this.format.value(value ?? undefined, field, this.strings);
    if (!change) {
      const kept = say(target?.values[field.id]);
      const isOwn = kept === say(row.record[field.id]);
      return html`<div class="cell ${isOwn ? '' : 'kept'}" title=${isOwn ? kept : this.words.kept(kept)}>
        ${kept}
      </div>`;
    }
    const [before, after] = [say(change.before), say(change.after)];
    return html`<div class="change" title=${this.words.change(before, after)}>
      <span class="hidden-text">${this.words.change(before, after)}</span>
      <del aria-hidden="true">${before || this.words.empty}</del>
      ${icons.arrow()} <ins aria-hidden="true">${after || this.words.empty}</ins>
    </div>`;
  }

  private renderCell(
    row: PreviewRow,
    field: Field,
    place: Place,
    cells: GridCells,
    change: TemplateResult | undefined,
  ): TemplateResult {
    const { reading } = this.wizard;
    const issue = row.issues.find((it) => it.field === field.id);
    const isHere = place.row === this.at.row && place.field === this.at.field;
    const column = columnOf(field, reading.plan);
    const corrected = column && reading.edits.at(row.row, column.index);
    const classes = { wrong: !!issue && !issue.note, noted: !!issue?.note, corrected: !!corrected };
    if (isHere && this.editing !== undefined)
      return html`<td class=${classMap(classes)}>${this.renderInput(field, this.editing)}</td>`;
    const shown = this.format.value(row.record[field.id], field, this.strings) || issue?.value || '';
    const title = issue?.note ? this.texts.issue(issue) : shown;
    return html`<td
      role="gridcell"
      class=${classMap(classes)}
      tabindex=${isHere ? 0 : -1}
      data-place="${place.row}:${place.field}"
      aria-readonly=${cells.textAt(place) === undefined ? 'true' : 'false'}
      @click=${() => (this.at = place)}
      @dblclick=${() => this.edit(place)}
    >
      ${change ?? html`<div class="cell" title=${title}>${shown}</div>`}
      ${issue ? this.renderIssue(issue, isHere) : nothing}
    </td>`;
  }

  /** What is wrong is always read; what is only remarked, in half of all rows maybe, where somebody stands. */
  private renderIssue(issue: Issue, isHere: boolean): TemplateResult {
    const said = this.texts.issue(issue);
    if (issue.note && !isHere) return html`<span class="hidden-text">${said}</span>`;
    return html`<span class="say">${said}</span>`;
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

  private ownerName(id: UserId | null): string {
    const user = this.wizard.setting.users.find((it) => it.id === id);
    return user?.name ?? id ?? '';
  }

  /** Opens a cell; with a text, as if that had been typed into it. */
  private edit(place: Place, typed?: string): void {
    const text = this.cells.textAt(place);
    if (text === undefined) return;
    this.at = place;
    this.editing = typed ?? text;
    void this.updateComplete.then(() => {
      const input = this.renderRoot.querySelector<HTMLInputElement>('td input');
      input?.focus();
      if (typed === undefined) input?.select();
    });
  }

  private close(keep: string | undefined): void {
    if (this.editing === undefined) return;
    this.editing = undefined;
    const cell = keep === undefined ? undefined : this.cells.change(this.at, keep);
    if (cell) this.wizard.decisions.correct([cell]);
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
    const wish = wishOf(event, getComputedStyle(this).direction === 'rtl');
    if (!wish) return;
    event.preventDefault();
    if (wish.want === 'edit') return this.edit(this.at, wish.typed);
    if (wish.want === 'page') return this.turn(wish.to);
    if (wish.want === 'side')
      return this.goTo({ row: this.at.row, field: wish.end ? this.fields.length : 0 });
    if (wish.want !== 'move') return this.wizard.decisions[wish.want]();
    this.goTo({ row: this.at.row + wish.down, field: this.at.field + wish.right });
  };

  private goTo(place: Place): void {
    this.at = this.cells.nearest(place);
    this.focusCell();
  }

  /** Asks for another page, and stands in the same column of it once it is there. */
  private turn(to: 'first' | 'previous' | 'next' | 'last'): void {
    this.landing = { row: to === 'last' || to === 'previous' ? Infinity : 0, field: this.at.field };
    this.dispatchEvent(new CustomEvent('turn', { detail: to }));
  }

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
    const changed = this.cells.paste(this.at, block(text));
    if (changed.length > 0) this.wizard.decisions.correct(changed);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-preview-grid': PreviewGrid;
  }
}
