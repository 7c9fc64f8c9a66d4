/** What the cells of the preview's grid are: which column fills them, and the correction that gives one a text. Pure. */

import type { CellEdit, Field, ImportPlan, PlanColumn, PreviewRow } from '@gangway/engine';

/** The core cuts what it shows of a cell: what is longer cannot be corrected here. */
const SHOWN = 200;

/** A place in the grid that is shown, from 0. */
export interface Place {
  row: number;
  field: number;
}

/** The column that fills a field; first and last name may come from another one, and defaults from none. */
export function columnOf(field: Field | undefined, plan: ImportPlan | undefined): PlanColumn | undefined {
  return plan?.columns.find((it) => it.field === field?.id && it.status !== 'skipped');
}

export class GridCells {
  private readonly rows: readonly PreviewRow[];
  private readonly fields: readonly Field[];
  private readonly plan: ImportPlan | undefined;

  constructor(rows: readonly PreviewRow[], fields: readonly Field[], plan: ImportPlan | undefined) {
    this.rows = rows;
    this.fields = fields;
    this.plan = plan;
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
  paste({ row, field }: Place, lines: readonly (readonly string[])[]): CellEdit[] {
    return lines.flatMap((line, down) =>
      line.flatMap((text, right) => this.change({ row: row + down, field: field + right }, text) ?? []),
    );
  }

  /** A place as near as there is one. */
  nearest({ row, field }: Place): Place {
    const clamp = (it: number, count: number) => Math.max(0, Math.min(count - 1, it));
    return { row: clamp(row, this.rows.length), field: clamp(field, this.fields.length) };
  }

  private at(place: Place): [PreviewRow, PlanColumn] | [undefined, undefined] {
    const row = this.rows[place.row];
    const column = columnOf(this.fields[place.field], this.plan);
    const isWhole = row && column && [...(row.cells[column.index] ?? '')].length < SHOWN;
    return isWhole ? [row, column] : [undefined, undefined];
  }
}
