/** The cells that a person corrected, with the way back and forth. Pure: it draws nothing and reads no file. */

import type { CellEdit } from '@gangway/engine';

/** The most cells that are corrected one by one; the core refuses more. */
export const MOST_EDITS = 100_000;

export class Edits {
  /** What is corrected now, each cell once. */
  readonly list: readonly CellEdit[];
  private readonly past: readonly (readonly CellEdit[])[];
  private readonly future: readonly (readonly CellEdit[])[];
  private places: ReadonlyMap<string, CellEdit> | undefined;

  constructor(
    list: readonly CellEdit[] = [],
    past: readonly (readonly CellEdit[])[] = [],
    future: readonly (readonly CellEdit[])[] = [],
  ) {
    this.list = list;
    this.past = past;
    this.future = future;
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** The correction of a cell, if there is one. */
  at(row: number, column: number): CellEdit | undefined {
    this.places ??= new Map(this.list.map((it) => [key(it), it]));
    return this.places.get(key({ row, column }));
  }

  /**
   * With these cells corrected too, as one step back. A cell that was corrected before keeps the text that it had in the
   * file; one that gets that text back is corrected no more.
   */
  with(cells: readonly CellEdit[]): Edits {
    const all = new Map(this.list.map((it) => [key(it), it]));
    for (const cell of cells) {
      const before = all.get(key(cell))?.before ?? cell.before;
      if (before === cell.text) all.delete(key(cell));
      else all.set(key(cell), { ...cell, before });
    }
    if (all.size > MOST_EDITS) return this;
    return new Edits([...all.values()], [...this.past, this.list], []);
  }

  undone(): Edits {
    const last = this.past.at(-1);
    return last ? new Edits(last, this.past.slice(0, -1), [this.list, ...this.future]) : this;
  }

  redone(): Edits {
    const [next, ...rest] = this.future;
    return next ? new Edits(next, [...this.past, this.list], rest) : this;
  }
}

/** A block of cells as spreadsheets put it on the clipboard: rows by line breaks, cells by tabs. */
export function block(text: string): string[][] {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  return lines.split('\n').map((it) => it.split('\t'));
}

function key({ row, column }: Pick<CellEdit, 'row' | 'column'>): string {
  return `${row}:${column}`;
}
