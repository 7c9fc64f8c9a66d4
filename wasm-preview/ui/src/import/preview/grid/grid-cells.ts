/** What the cells of the preview's grid are: which column fills them, and the correction that gives one a text. Pure. */

import type { CellEdit, PlanColumn, PreviewRow } from '@gangway/engine';

/** The core cuts what it shows of a cell: what is longer cannot be corrected here. */
const SHOWN = 200;

/** A place in the grid, from 0. */
export interface Place {
  row: number;
  column: number;
}

/** The rows of the grid by their places; those that were not read are none. */
type RowAt = (index: number) => PreviewRow | undefined;
type Columns = readonly { source?: PlanColumn | undefined }[];

export class GridCells {
  private readonly rowAt: RowAt;
  private readonly columns: Columns;

  constructor(rowAt: RowAt, columns: Columns) {
    this.rowAt = rowAt;
    this.columns = columns;
  }

  /** What the file says in a cell, if that can be corrected. */
  textAt(place: Place): string | undefined {
    const [row, column] = this.at(place);
    return row && column ? (row.cells[column.index] ?? '') : undefined;
  }

  /** The correction that gives a cell a text; none if it has that already or cannot be corrected. */
  change(place: Place, text: string): CellEdit | undefined {
    const [row, column] = this.at(place);
    const before = this.textAt(place);
    if (!row || !column || before === undefined || before === text) return undefined;
    return { row: row.row, column: column.index, before, text };
  }

  /** The corrections that lay a block over the cells from a place on. */
  paste({ row, column }: Place, lines: readonly (readonly string[])[]): CellEdit[] {
    return lines.flatMap((line, down) =>
      line.flatMap((text, right) => this.change({ row: row + down, column: column + right }, text) ?? []),
    );
  }

  private at(place: Place): [PreviewRow, PlanColumn] | [undefined, undefined] {
    const row = this.rowAt(place.row);
    const column = this.columns[place.column]?.source;
    const isWhole = row && column && [...(row.cells[column.index] ?? '')].length < SHOWN;
    return isWhole ? [row, column] : [undefined, undefined];
  }
}
