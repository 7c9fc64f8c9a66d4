/** The fields that a column may go to, as a combobox offers them: what is required and missing comes first. Pure. */

import type { ImportPlan, Module, PlanColumn } from '@gangway/engine';

import type { Choice } from '../../look/choices.js';
import type { Strings } from '../../strings/texts.js';
import { mappable, missing } from '../mapping.js';

/** The choice of no field at all. */
export const LEAVE_OUT = '\u0000skip';

/** The choices for one column; a field that another column has says whose it is. */
export function fieldChoices(
  plan: ImportPlan,
  module: Module,
  column: PlanColumn,
  strings: Strings,
): Choice[] {
  const words = strings.map;
  const holders = new Map(plan.columns.filter((it) => it.index !== column.index).map((it) => [it.field, it]));
  const wanted = new Set(missing(plan, module).map((it) => it.id));
  const choices = mappable(module).map((field): Choice => {
    const holder = holders.get(field.id);
    const group = wanted.has(field.id) ? 'missing' : holder ? 'taken' : 'free';
    return {
      id: field.id,
      label: field.required ? `${field.label} *` : field.label,
      group: words.groups[group],
      words: field.aliases ?? [],
      ...(holder ? { hint: words.has(strings.column(holder.header, holder.index)) } : {}),
    };
  });
  const order = [words.groups.missing, words.groups.free, words.groups.taken];
  choices.sort((one, other) => order.indexOf(one.group ?? '') - order.indexOf(other.group ?? ''));
  return [{ id: LEAVE_OUT, label: words.leaveOut }, ...choices];
}
