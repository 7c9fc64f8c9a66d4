/**
 * The preview's grid: every row of a tab, drawn as far as it is in view. A cell is corrected where it stands: Enter or a
 * double click, arrow keys from cell to cell, a block pasted, steps taken back.
 */

import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';

import { block } from '../../edits.js';
import { storedFields } from '../../mapping.js';
import { StepElement } from '../../step.js';
import { columnsOf, numbersWidth, type GridColumn } from './columns.js';
import { drawHeads, drawRow, type Drawing } from './draw-row.js';
import { Faces } from './faces.js';
import { GridCells, type Place } from './grid-cells.js';
import { wishOf, type GridWish } from './grid-keys.js';
import { GridView } from './grid-view.js';
import { styles } from './preview-grid.styles.js';
import type { RowWindows } from './row-windows.js';

/** The heights of the heads and of a row, which has room for two lines, in widths of an em. */
const [HEAD, ROW] = [2.6, 3.5];
const START: Place = { row: 0, column: 0 };

export class PreviewGrid extends StepElement {
  static override styles = [...StepElement.styles, styles];

  @property({ attribute: false }) rows!: RowWindows;
  /** Another number when the rows are others. */
  @property({ attribute: false }) revision = 0;
  /** Names the list of rows; another one begins at its first cell. */
  @property({ attribute: false }) tab = '';

  @state() private at = START;
  @state() private editing: string | undefined;
  @query('.scroll') private scroller!: HTMLElement | null;
  private readonly view = new GridView(this, () => this.scroller);
  private columns: GridColumn[] = [];
  private widths: number[] = [];
  /** How wide the numbers of the rows are. */
  private numbers = 0;
  private madeOf: unknown[] = [];
  private em = 14;
  private isRtl = false;

  /** Stands in a row: in the column of this header, or where the person stood before. */
  goTo(row: number, header?: string | null): void {
    const column = header ? this.columns.findIndex((it) => it.source?.header === header) : -1;
    this.stand({ row, column: column < 0 ? this.at.column : column });
  }

  private get words() {
    return this.strings.preview;
  }

  private get cells(): GridCells {
    return new GridCells((it) => this.rows.row(it), this.columns);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('tab') && this.hasUpdated) {
      this.at = START;
      this.editing = undefined;
      this.view.rewind();
    }
    if (this.rows.total === 0 && this.shadowRoot?.activeElement) this.dispatchEvent(new Event('empty'));
    const { fontSize, direction } = getComputedStyle(this);
    const em = parseFloat(fontSize) || this.em;
    this.isRtl = direction === 'rtl';
    this.arrange(em);
    const { rows = 0 } = this.wizard.reading.report?.counts ?? {};
    this.numbers = Math.round(numbersWidth(this.format.count(rows + 1)) * em);
    this.at = this.nearest(this.at);
    this.view.fit({
      rows: this.rows.total,
      rowHeight: Math.round(ROW * em),
      head: Math.round(HEAD * em),
      numbers: this.numbers,
      widths: this.widths,
      isRtl: this.isRtl,
      kept: this.at,
    });
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const [first, last] = this.view.seen;
    if (last < first) return;
    this.rows.look(first, last);
    this.dispatchEvent(new CustomEvent('look', { detail: [first, last] }));
  }

  /** The columns stay the same ones while nothing that they are made of changes. */
  private arrange(em: number): void {
    const { reading, setting } = this.wizard;
    const madeOf = [reading.plan, reading.report?.preview, this.strings, em];
    if (madeOf.every((it, at) => it === this.madeOf[at])) return;
    this.madeOf = madeOf;
    this.em = em;
    const fields = reading.plan ? storedFields(reading.plan, setting.module) : [];
    this.columns = columnsOf(fields, reading.plan, reading.report?.preview ?? [], this.words);
    this.widths = this.columns.map((it) => Math.round(it.width * em));
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.rows.total === 0) return nothing;
    const { view, drawing } = this;
    const width = this.numbers + view.width;
    return html`<div
        class="scroll"
        role="grid"
        aria-label=${this.words.rowsHeading}
        aria-rowcount=${this.rows.isWhole ? this.rows.total + 1 : -1}
        aria-colcount=${this.columns.length + 1}
        .style=${`--numbers:${this.numbers}px`}
        @scroll=${view.handleScroll}
        @keydown=${this.handleKey}
        @paste=${this.handlePaste}
      >
        <div role="rowgroup" class="heads" .style=${`width:${width}px`}>${drawHeads(drawing)}</div>
        <div role="rowgroup" class="rows" .style=${`width:${width}px;height:${view.height}px`}>
          ${repeat(
            view.drawnRows,
            (it) => it.index,
            (it) => drawRow(drawing, it, this.rows.row(it.index)),
          )}
        </div>
      </div>
      <gangway-row-details
        .wizard=${this.wizard}
        .row=${this.rows.row(this.at.row)}
        .columns=${this.columns}
        .column=${this.at.column}
      ></gangway-row-details>`;
  }

  private get drawing(): Drawing {
    const { columns, cells, texts, at, numbers } = this;
    return {
      columns,
      cells,
      texts,
      at,
      boxes: this.view.drawnColumns.map(({ index, start, size }) => ({
        index,
        start: start + numbers,
        size,
      })),
      faces: new Faces(this.wizard, texts),
      input: this.editing === undefined ? undefined : this.renderInput(this.editing),
      stand: this.handleFocus,
      edit: (place) => this.edit(place),
    };
  }

  private renderInput(text: string): TemplateResult {
    return html`<input
      class="field"
      aria-label=${this.columns[this.at.column]?.label ?? ''}
      .value=${text}
      @keydown=${this.handleInputKey}
      @blur=${this.handleBlur}
    />`;
  }

  /** Opens a cell; with a text, as if that had been typed into it. */
  private edit(place: Place, typed?: string): void {
    const text = this.cells.textAt(place);
    if (text === undefined) return;
    this.at = place;
    this.view.reveal(place.row, place.column);
    this.editing = typed ?? text;
    void this.updateComplete.then(() => {
      const input = this.renderRoot.querySelector<HTMLInputElement>('input');
      input?.focus({ preventScroll: true });
      if (typed === undefined) input?.select();
    });
  }

  private close(keep: string | undefined): void {
    if (this.editing === undefined) return;
    this.editing = undefined;
    const cell = keep === undefined ? undefined : this.cells.change(this.at, keep);
    if (cell) this.wizard.decisions.correct([cell]);
  }

  private focusCell(): void {
    const { row, column } = this.at;
    void this.updateComplete.then(() =>
      this.renderRoot
        .querySelector<HTMLElement>(`[data-place="${row}:${column}"]`)
        ?.focus({ preventScroll: true }),
    );
  }

  /** The same place, if there is one. */
  private nearest(place: Place): Place {
    const row = Math.max(0, Math.min(this.rows.total - 1, place.row));
    const column = Math.max(0, Math.min(this.columns.length - 1, place.column));
    return row === place.row && column === place.column ? place : { row, column };
  }

  private stand(place: Place): void {
    this.at = this.nearest(place);
    this.view.reveal(this.at.row, this.at.column);
    this.focusCell();
  }

  /** Somebody comes with the tabulator, perhaps long after the cell was scrolled out of view. */
  private readonly handleFocus = (place: Place): void => {
    this.at = place;
    const [first, last] = this.view.seen;
    if (place.row < first || place.row > last) this.view.reveal(place.row, place.column);
  };

  private readonly handleKey = (event: KeyboardEvent): void => {
    if (this.editing !== undefined) return;
    const wish = wishOf(event, this.isRtl);
    if (!wish) return;
    event.preventDefault();
    this.follow(wish);
  };

  private follow(wish: GridWish): void {
    const { row, column } = this.at;
    if (wish.want === 'edit') return this.edit(this.at, wish.typed);
    if (wish.want === 'move') return this.stand({ row: row + wish.down, column: column + wish.right });
    if (wish.want === 'page') {
      const rows = wish.pages * this.view.pageful;
      this.view.turn(rows);
      return this.stand({ row: row + rows, column });
    }
    if (wish.want !== 'side' && wish.want !== 'corner') return this.wizard.decisions[wish.want]();
    const end = wish.end ? Infinity : 0;
    this.stand({ row: wish.want === 'corner' ? end : row, column: end });
  }

  private readonly handleInputKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.close(event.key === 'Enter' ? (event.target as HTMLInputElement).value : undefined);
    this.focusCell();
  };

  private readonly handleBlur = (event: Event): void => this.close((event.target as HTMLInputElement).value);

  /** A block from a spreadsheet goes where the person stands, also over rows that nobody looked at yet. */
  private readonly handlePaste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData('text/plain');
    if (this.editing !== undefined || !text) return;
    event.preventDefault();
    void this.paste(this.at, block(text));
  };

  private async paste(place: Place, lines: string[][]): Promise<void> {
    await this.rows.take(place.row, lines.length);
    const changed = this.cells.paste(place, lines);
    if (changed.length > 0) this.wizard.decisions.correct(changed);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-preview-grid': PreviewGrid;
  }
}
