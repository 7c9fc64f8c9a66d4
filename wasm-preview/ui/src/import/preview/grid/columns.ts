/** The columns of the preview's grid: what happens to a row, its fields, its owner; each as wide as its words. Pure. */

import type { Field, ImportPlan, PlanColumn, PreviewRow } from '@gangway/engine';

import type { Strings } from '../../../strings/texts.js';

/** A column; the row's number stands before the first of them. */
export interface GridColumn {
  label: string;
  /** In widths of an em. */
  width: number;
  shows: 'fate' | 'owner' | Field;
  /**
   * The column of the file that fills it; first and last name may come from another one, and defaults from none. What
   * several columns say together cannot be told apart again, so that none is where it is corrected.
   */
  source?: PlanColumn | undefined;
}

const [NARROW, WIDE] = [9, 19];
/** How much of an em a letter takes, and what is around the letters. */
const [LETTER, AROUND] = [0.6, 3.2];
const LEAST_NUMBERS = 4;

/** How wide the numbers of the rows are, in widths of an em; `longest` has as many letters as any. */
export function numbersWidth(longest: string): number {
  return Math.max(LEAST_NUMBERS, LETTER * longest.length + 2);
}

/** The columns under a plan; `samples` are rows that tell how long the values are. */
export function columnsOf(
  fields: readonly Field[],
  plan: ImportPlan | undefined,
  samples: readonly PreviewRow[],
  words: Strings['preview'],
): GridColumn[] {
  const used = (plan?.columns ?? []).filter((it) => it.field && it.status !== 'skipped');
  const column = (field: Field): GridColumn => {
    const sources = used.filter((it) => it.field === field.id);
    const source = sources.length === 1 ? sources[0] : undefined;
    const lengths = samples.map(({ cells }) =>
      sources.reduce((sum, it) => sum + (cells[it.index]?.length ?? 0), 0),
    );
    const width = LETTER * Math.max(field.label.length, ...lengths) + AROUND;
    return { label: field.label, width: Math.min(WIDE, Math.max(NARROW, width)), shows: field, source };
  };
  return [
    { label: words.fate, width: 16, shows: 'fate' },
    ...fields.map(column),
    { label: words.owner, width: 11, shows: 'owner' },
  ];
}

/** The fields that have a column. */
export function fieldsOf(columns: readonly GridColumn[]): Field[] {
  return columns.flatMap(({ shows }) => (typeof shows === 'string' ? [] : shows));
}
