/** A filter as a person puts it together: conditions on fields, all or any of which must hold. Pure. */

import type { Field, FieldId, FieldType, Filter, Module, Value } from '@gangway/engine';

/** What a condition asks of its field. */
export type Operator =
  'contains' | 'starts_with' | 'equals' | 'any_of' | 'less' | 'greater' | 'between' | 'is_empty';

/** One condition; incomplete while somebody still types. */
export interface Condition {
  field: FieldId;
  operator: Operator;
  /** One value, two for `between`, several for `any_of`, none for `is_empty`; as the inputs hold them. */
  values: string[];
}

/** Whether all of the conditions hold, or any. */
export type Join = 'all' | 'any';

/** How a value is put in. */
export type Kind = 'text' | 'number' | 'date' | 'datetime' | 'options' | 'boolean';

const NUMBERS: readonly FieldType[] = ['integer', 'decimal', 'currency', 'percent'];
const OPERATORS: Record<Kind, readonly Operator[]> = {
  text: ['contains', 'starts_with', 'equals', 'is_empty'],
  number: ['equals', 'greater', 'less', 'between', 'is_empty'],
  date: ['equals', 'greater', 'less', 'between', 'is_empty'],
  datetime: ['greater', 'less', 'between', 'is_empty'],
  options: ['any_of', 'is_empty'],
  boolean: ['equals', 'is_empty'],
};

/** The fields that a list may be filtered by. */
export function filterable(module: Module): Field[] {
  return module.fields.filter((it) => it.filterable && !it.virtual);
}

/** How values of a field are put in. */
export function kindOf({ type, options }: Field): Kind {
  if (NUMBERS.includes(type)) return 'number';
  if (type === 'date' || type === 'datetime' || type === 'boolean') return type;
  const isList = type === 'picklist' || type === 'multi_picklist';
  return type === 'user' || (isList && (options?.length ?? 0) > 0) ? 'options' : 'text';
}

/** What may be asked of a field, the most usual first. */
export function operatorsOf(field: Field): readonly Operator[] {
  return OPERATORS[kindOf(field)];
}

/** A new condition on a field. */
export function conditionOn(field: Field): Condition {
  return { field: field.id, operator: operatorsOf(field)[0] ?? 'contains', values: [] };
}

/** The filter that the complete conditions make; none if none is complete. */
export function filterOf(conditions: readonly Condition[], join: Join, module: Module): Filter | undefined {
  const parts = conditions.flatMap((it) => partOf(it, module) ?? []);
  if (parts.length < 2) return parts[0];
  return join === 'all' ? { all: parts } : { any: parts };
}

/** Both filters at once. */
export function both(one: Filter | undefined, other: Filter | undefined): Filter | undefined {
  return one && other ? { all: [one, other] } : (one ?? other);
}

function partOf({ field: id, operator, values }: Condition, module: Module): Filter | undefined {
  const field = module.fields.find((it) => it.id === id);
  if (!field) return undefined;
  if (operator === 'is_empty') return { is_empty: { field: id } };
  const given = values.map((it) => it.trim()).filter((it) => it !== '');
  const [first, second] = given.map((it) => canonical(it, kindOf(field)));
  if (first === undefined) return undefined;
  if (operator === 'any_of') return { any_of: { field: id, values: given } };
  if (operator === 'between')
    return second === undefined ? undefined : { between: { field: id, from: first, to: second } };
  if (operator === 'contains') return { contains: { field: id, value: String(first) } };
  if (operator === 'starts_with') return { starts_with: { field: id, value: String(first) } };
  return { [operator]: { field: id, value: first } } as Filter;
}

/** A value as the API takes it: an instant is UTC, whatever clock it was read from. */
function canonical(text: string, kind: Kind): Value {
  if (kind === 'boolean') return text === 'true';
  if (kind !== 'datetime') return text;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : at.toISOString().replace('.000Z', 'Z');
}
