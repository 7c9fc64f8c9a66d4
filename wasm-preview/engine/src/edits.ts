/** Cells as a person corrects them, and as the server takes them. */

import type { Corrections, CorrectionsRef, ImportPlan } from './types.js';

/** One cell that a person corrected. */
export interface CellEdit {
  /** Its row, as a spreadsheet counts. */
  row: number;
  /** Its column's place in the file, from 0. */
  column: number;
  /**
   * The text that it had when it was corrected, whole, and after the rules of its column: an edit of a cell that holds
   * another one is not applied.
   */
  before: string;
  /** The text that it has now. */
  text: string;
}

/** What is put to the server before Start, part by part, and what Start names of it. */
export interface Sealed {
  parts: Corrections[];
  named: CorrectionsRef;
}

/** What of the module tells cells and settings apart. */
export interface Digests {
  cellDigest(text: string): string;
  readingDigest(plan: ImportPlan): string;
  correctionsDigest(corrections: Corrections): string;
}

/** The most cells that the server takes at once. */
const PART_CELLS = 10_000;

/** The edits as corrections of a file that is read as the plan says. Of two edits of one cell, the later one holds. */
export function corrections(digests: Digests, plan: ImportPlan, edits: CellEdit[]): Corrections {
  const last = new Map(edits.map((it) => [`${it.row}:${it.column}`, it]));
  const sorted = [...last.values()].sort((one, other) => one.row - other.row || one.column - other.column);
  const cells = sorted.map(({ row, column, before, text }) => ({
    row,
    column,
    was: digests.cellDigest(before),
    text,
  }));
  return { reading: digests.readingDigest(plan), cells };
}

/** The same in parts, with the digest over all of them. */
export function seal(digests: Digests, plan: ImportPlan, edits: CellEdit[]): Sealed {
  const all = corrections(digests, plan, edits);
  const parts = [];
  for (let at = 0; at < all.cells.length; at += PART_CELLS)
    parts.push({ reading: all.reading, cells: all.cells.slice(at, at + PART_CELLS) });
  return { parts, named: { parts: parts.length, digest: digests.correctionsDigest(all) } };
}
