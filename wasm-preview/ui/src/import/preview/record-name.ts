/** What people call a record. */

import type { Module, StoredRecord, Value } from '@gangway/engine';

const NAMES: readonly (readonly string[])[] = [
  ['first_name', 'last_name'],
  ['company'],
  ['email'],
  ['external_id'],
];

/** Its person's name, else its company, address or outside id, else the first thing that it says. */
export function recordName({ id, values }: StoredRecord, module: Module): string {
  for (const fields of NAMES) {
    const name = fields.flatMap((it) => text(values[it])).join(' ');
    if (name) return name;
  }
  return module.fields.flatMap((it) => text(values[it.id]))[0] ?? id;
}

function text(value: Value | undefined): string[] {
  return typeof value === 'string' && value.trim() ? [value] : [];
}
