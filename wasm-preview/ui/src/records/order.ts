/** The order of the records in a list that a person sorted by a column. Pure. */

import type { Field, FieldType, StoredRecord } from '@gangway/engine';

/** By a field, whose it is, or when it was made. */
export interface Order {
  by: string;
  descending: boolean;
}

export const OWNER = 'owner';
export const CREATED = 'created_at';

const NUMERIC: readonly FieldType[] = ['integer', 'decimal', 'currency', 'percent'];

/** The next order when a person presses a column's head: upwards, downwards, newest first again. */
export function pressed(before: Order | undefined, by: string): Order | undefined {
  if (before?.by !== by) return { by, descending: false };
  return before.descending ? undefined : { by, descending: true };
}

/** The records in an order: those without a value come last, among alike ones the newer is first. */
export function sorted(
  records: readonly StoredRecord[],
  { by, descending }: Order,
  field: Field | undefined,
  names: ReadonlyMap<string, string>,
  locale: string,
): StoredRecord[] {
  const numeric = !!field && NUMERIC.includes(field.type);
  const { compare } = new Intl.Collator(locale, { sensitivity: 'base' });
  const keyed = records.map((record) => ({ record, key: keyOf(record, by, names) }));
  keyed.sort((one, other) => {
    if (one.key === undefined || other.key === undefined)
      return (
        Number(one.key === undefined) - Number(other.key === undefined) || newer(one.record, other.record)
      );
    const [first, second] = [one.key, other.key];
    const up = numeric ? Number(first) - Number(second) : compare(String(first), String(second));
    return (descending ? -up : up) || newer(one.record, other.record);
  });
  return keyed.map(({ record }) => record);
}

function keyOf(
  { values, owner, created_at }: StoredRecord,
  by: string,
  names: ReadonlyMap<string, string>,
): string | undefined {
  if (by === OWNER) return names.get(owner) ?? owner;
  if (by === CREATED) return created_at;
  const value = values[by];
  if (value === undefined || value === '') return undefined;
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  return text;
}

/** Ids begin with a time. */
function newer(one: StoredRecord, other: StoredRecord): number {
  return one.id < other.id ? 1 : one.id > other.id ? -1 : 0;
}
