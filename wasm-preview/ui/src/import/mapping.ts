/** Changes of a plan's mapping, and what is wrong with one. Pure: a plan in, a plan out. */

import type { Field, FieldId, ImportPlan, Module, PlanColumn, Replacement } from '@gangway/engine';

/** Fields that a file may fill. */
export function mappable(module: Module): Field[] {
  return module.fields.filter((it) => !it.read_only);
}

/** Sends a column to a field, by hand. */
export function mapColumn(plan: ImportPlan, index: number, field: FieldId): ImportPlan {
  return change(plan, index, (column) =>
    column.field === field ? column : { ...unproven(column), field, status: 'manual', confidence: 100 },
  );
}

/** Leaves a column out. */
export function skipColumn(plan: ImportPlan, index: number): ImportPlan {
  return skipColumns(plan, [index]);
}

/** Leaves several columns out. */
export function skipColumns(plan: ImportPlan, indexes: readonly number[]): ImportPlan {
  const left = new Set(indexes);
  const columns = plan.columns.map((it): PlanColumn =>
    left.has(it.index) ? { ...unproven(it), field: null, status: 'skipped', confidence: 0 } : it,
  );
  return { ...plan, columns };
}

/** Leaves out every column that goes nowhere. */
export function skipUnmapped(plan: ImportPlan): ImportPlan {
  const columns = plan.columns.map((it): PlanColumn =>
    it.status === 'unmapped' ? { ...it, status: 'skipped' } : it,
  );
  return { ...plan, columns };
}

/** Chooses the order of day and month for every column that holds dates. */
export function chooseDateOrder(
  plan: ImportPlan,
  index: number,
  order: 'day_first' | 'month_first',
): ImportPlan {
  return change(plan, index, (column) => ({ ...column, date_order: order }));
}

/** Says what a text of a column means; without a meaning it is what it says. */
export function giveMeaning(
  plan: ImportPlan,
  index: number,
  text: string,
  meaning: string | undefined,
): ImportPlan {
  return change(plan, index, (column) => {
    const { [text]: _before, ...others } = column.value_mapping ?? {};
    return { ...column, value_mapping: meaning === undefined ? others : { ...others, [text]: meaning } };
  });
}

/** Finds and replaces in a column, after what was replaced there before. */
export function replaceIn(plan: ImportPlan, index: number, rule: Replacement): ImportPlan {
  return change(plan, index, (column) => ({
    ...column,
    replacements: [...(column.replacements ?? []), rule],
  }));
}

/** Takes a rule of a column back. */
export function dropReplacement(plan: ImportPlan, index: number, at: number): ImportPlan {
  return change(plan, index, (column) => ({
    ...column,
    replacements: (column.replacements ?? []).filter((_, place) => place !== at),
  }));
}

/** Gives a field to one column and leaves the others out. */
export function keepOnly(plan: ImportPlan, index: number): ImportPlan {
  const field = plan.columns.find((it) => it.index === index)?.field;
  if (!field) return plan;
  const others = plan.columns.filter((it) => it.field === field && it.index !== index);
  return others.reduce((rest, it) => skipColumn(rest, it.index), plan);
}

/** What stands between joined columns until somebody says otherwise. */
const SEPARATOR = ' ';

/** Whether a field may be filled by several columns together: a whole name is split, an owner is found. */
export function takesParts({ id, virtual }: Field): boolean {
  return !virtual && id !== 'owner';
}

/** Joins all columns of a field, in their order. */
export function joinColumns(plan: ImportPlan, field: FieldId): ImportPlan {
  const [, ...others] = plan.columns.filter((it) => it.field === field);
  return others.reduce((rest, it) => separate(rest, it.index, it.join ?? SEPARATOR), plan);
}

/** Says what stands before a column's text in the field that it fills with others. */
export function separate(plan: ImportPlan, index: number, separator: string): ImportPlan {
  return change(plan, index, (column) => ({ ...column, join: separator }));
}

/** Whether a column is joined to one before it. */
export function isPart(plan: ImportPlan, { index, field }: PlanColumn): boolean {
  return !!field && plan.columns.find((it) => it.field === field)?.index !== index;
}

/** A field with more than one column that nothing joins. */
export interface Conflict {
  field: Field;
  columns: PlanColumn[];
}

/** The fields that get more than one column without a separator between them. */
export function conflicts(plan: ImportPlan, module: Module): Conflict[] {
  const holders = new Map<FieldId, PlanColumn[]>();
  for (const it of plan.columns) if (it.field) holders.set(it.field, [...(holders.get(it.field) ?? []), it]);
  return mappable(module)
    .map((field) => ({ field, columns: holders.get(field.id) ?? [] }))
    .filter(({ field, columns }) => clashing(field, columns) > 1);
}

/** A field takes one column, and whatever is joined to it. */
function clashing(field: Field, columns: PlanColumn[]): number {
  return columns.filter((it) => !takesParts(field) || typeof it.join !== 'string').length;
}

/** The required fields that no column, default or owner rule fills. */
export function missing(plan: ImportPlan, module: Module): Field[] {
  const filled = new Set(plan.columns.map((it) => it.field));
  // The virtual full name fills first and last name where they are not mapped.
  const byName = filled.has('full_name') ? ['first_name', 'last_name'] : [];
  return mappable(module).filter(
    (it) =>
      it.required &&
      !filled.has(it.id) &&
      !byName.includes(it.id) &&
      it.type !== 'user' &&
      !plan.options.defaults?.[it.id],
  );
}

/** 3/4/1984, 03.04.84: a text whose day and month may be either. */
const EITHER_ORDER = /^\s*\d{1,2}[./-]\d{1,2}[./-]\d{2,4}/;

/** Whether a column goes to a date and is written in numbers whose order matters. */
export function needsDateOrder(column: PlanColumn, module: Module): boolean {
  const type = module.fields.find((it) => it.id === column.field)?.type;
  if (type !== 'date' && type !== 'datetime') return false;
  return !!column.date_order || column.samples.some((it) => EITHER_ORDER.test(it));
}

/** Columns of a surveyed plan whose order of day and month could not be proven: only a person knows. */
export function undecidedDates(plan: ImportPlan, module: Module): PlanColumn[] {
  return plan.columns.filter((it) => !it.date_order && needsDateOrder(it, module) && !isPart(plan, it));
}

/** Whether anything is mapped at all. */
export function isEmpty(plan: ImportPlan): boolean {
  return plan.columns.every((it) => !it.field);
}

/** What was proven of a column's values, and what it was joined by, was meant for the old field. */
function unproven({ join: _join, ...column }: PlanColumn): PlanColumn {
  return { ...column, date_order: null, decimal_sign: null, value_mapping: {} };
}

function change(plan: ImportPlan, index: number, by: (column: PlanColumn) => PlanColumn): ImportPlan {
  return { ...plan, columns: plan.columns.map((it) => (it.index === index ? by(it) : it)) };
}

/** The fields that some column fills, in the module's order. */
export function mappedFields(plan: ImportPlan, module: Module): Field[] {
  const used = new Set(plan.columns.map((it) => it.field));
  return mappable(module).filter((it) => used.has(it.id));
}

/** Whether the file says which record each row is: an export with ids added these columns. */
export function isIdentified(plan: ImportPlan): boolean {
  const added = plan.columns.filter((it) => it.status === 'added').map((it) => it.header.trim());
  return ['Record id (Gangway)', 'Version (Gangway)'].every((it) => added.includes(it));
}

/** The fields that records store of what the file fills: a virtual field is never stored, what it fills is. */
export function storedFields(plan: ImportPlan, module: Module): Field[] {
  const mapped = mappedFields(plan, module);
  const filled = mapped.some((it) => it.id === 'full_name') ? ['first_name', 'last_name'] : [];
  const ids = new Set([...mapped.filter((it) => !it.virtual).map((it) => it.id), ...filled]);
  return module.fields.filter((it) => ids.has(it.id) && it.type !== 'user');
}
