/** Which of the file's columns the mapping shows: those that are sought, a page at a time. Pure. */

import type { CheckReport, ImportPlan, Module, PlanColumn } from '@gangway/engine';

import { plain } from '../../look/choices.js';
import { conflicts, undecidedDates } from '../mapping.js';

/** Columns to a page: drawn within a few milliseconds, and more than anybody looks through. */
export const PAGE = 50;

/** All of them, those without a field, or those with something wrong. */
export type ColumnFilter = 'all' | 'open' | 'problems';

/** What somebody looks for. */
export interface Sought {
  filter: ColumnFilter;
  text: string;
}

/** The columns that are sought, in the file's order. */
export function soughtColumns(
  plan: ImportPlan,
  module: Module,
  report: CheckReport | undefined,
  { filter, text }: Sought,
  name: (column: PlanColumn) => string,
): PlanColumn[] {
  const labels = new Map(module.fields.map((it) => [it.id, it.label]));
  const wanted = plain(text);
  const isNamed = (it: PlanColumn) =>
    !wanted || plain(`${name(it)} ${labels.get(it.field ?? '') ?? ''}`).includes(wanted);
  const hasProblem = filter === 'problems' ? problems(plan, module, report) : undefined;
  const isKept = (it: PlanColumn) =>
    filter === 'all' || (filter === 'open' ? !it.field : (hasProblem?.has(it.index) ?? false));
  return plan.columns.filter((it) => isKept(it) && isNamed(it));
}

/** The columns with something wrong: values that do not fit, a field that has two of them, an order of days to choose. */
function problems(plan: ImportPlan, module: Module, report: CheckReport | undefined): Set<number> {
  const bad = (report?.columns ?? []).filter((it) => it.bad > 0).map((it) => it.index);
  const twice = conflicts(plan, module).flatMap((it) => it.columns.map((column) => column.index));
  const undecided = undecidedDates(plan, module);
  const strangers = report?.groups.some((it) => it.code === 'unknown_user') ? ['owner'] : [];
  const owners = plan.columns.filter((it) => strangers.includes(it.field ?? ''));
  return new Set([...bad, ...twice, ...[...undecided, ...owners].map((it) => it.index)]);
}

/** The columns that nothing stands in and that are not left out yet. */
export function emptyColumns(plan: ImportPlan, report: CheckReport | undefined): number[] {
  const empty = new Set((report?.columns ?? []).filter((it) => it.filled === 0).map((it) => it.index));
  const isLeft = (it: PlanColumn) => it.status === 'skipped' || it.status === 'added';
  return plan.columns.filter((it) => empty.has(it.index) && !isLeft(it)).map((it) => it.index);
}
