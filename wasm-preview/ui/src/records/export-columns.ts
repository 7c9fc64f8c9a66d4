/** The columns that an export may have, and which of them it begins with. Pure. */

import type { FieldId, Module } from '@gangway/engine';

export interface ExportColumn {
  id: FieldId;
  label: string;
  chosen: boolean;
}

/** Those of the list first and chosen, in its order; the others behind them. Without a list, all are chosen. */
export function exportColumns(module: Module, shown: readonly FieldId[]): ExportColumn[] {
  const fields = module.fields.filter((it) => !it.virtual);
  const labels = new Map(fields.map((it) => [it.id, it.label]));
  const first = shown.filter((it) => labels.has(it));
  const rest = fields.map((it) => it.id).filter((it) => !first.includes(it));
  const column = (chosen: boolean) => (id: FieldId) => ({ id, label: labels.get(id) ?? id, chosen });
  return [...first.map(column(true)), ...rest.map(column(first.length === 0))];
}
