/** What of a draft's plan holds for a file as it is proposed now. Pure: plans in, a plan out. */

import type { ImportPlan, PlanColumn } from '@gangway/engine';

/** Whether two plans read the same columns, so that what was said of the one can be said of the other. */
export function hasSameColumns(one: ImportPlan, other: ImportPlan): boolean {
  return (
    one.module === other.module &&
    one.columns.length === other.columns.length &&
    one.columns.every((it, at) => it.header === other.columns[at]?.header)
  );
}

/**
 * The plan of a draft, if it was made by this very core for this very module and reads the same columns; else what a
 * person decided in it, laid over the proposal.
 */
export function resumed(proposal: ImportPlan, draft: ImportPlan): ImportPlan {
  const same = proposal.semantics === draft.semantics && proposal.module_digest === draft.module_digest;
  return same && hasSameColumns(proposal, draft) ? draft : adopted(proposal, draft);
}

/** The decisions of a draft for another file: its columns' fields where the columns are the same, and its options. */
export function adopted(proposal: ImportPlan, draft: ImportPlan): ImportPlan {
  const options = { ...proposal.options, ...draft.options };
  if (!hasSameColumns(proposal, draft)) return { ...proposal, options };
  const columns = proposal.columns.map((it, at) => decided(it, draft.columns[at]));
  return { ...proposal, options, columns, template: draft.template ?? null };
}

/** What was proven of the old file's values is not taken over: this file proves its own. */
function decided(column: PlanColumn, draft: PlanColumn | undefined): PlanColumn {
  if (!draft) return column;
  const { field, status, confidence, value_mapping } = draft;
  return { ...column, field, status, confidence, ...(value_mapping ? { value_mapping } : {}) };
}
