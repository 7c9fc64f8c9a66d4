import type { Field, ImportPlan, Module, PlanColumn } from '@gangway/engine';
import { describe, expect, test } from 'vitest';

import {
  chooseDateOrder,
  conflicts,
  isPart,
  joinColumns,
  keepOnly,
  mapColumn,
  missing,
  separate,
  skipColumn,
  skipUnmapped,
  undecidedDates,
} from '../../src/import/mapping.js';

const field = (id: string, more: Partial<Field> = {}): Field => ({
  id,
  label: id.replace('_', ' '),
  type: 'text',
  ...more,
});

const MODULE: Module = {
  id: 'leads',
  label: 'Leads',
  fields: [
    field('last_name', { required: true }),
    field('full_name', { virtual: true }),
    field('email', { type: 'email' }),
    field('birthday', { type: 'date' }),
    field('created_at', { read_only: true, required: true }),
  ],
};

function plan(...fields: (string | null)[]): ImportPlan {
  const columns = fields.map((it, index): PlanColumn => ({
    index,
    header: `H${index}`,
    field: it,
    confidence: 80,
    status: it ? 'auto' : 'unmapped',
    samples: [],
    date_order: 'day_first',
  }));
  return { columns, options: {} } as unknown as ImportPlan;
}

describe('mapping', () => {
  test('a column chosen by hand says so, and what was proven for the old field is forgotten', () => {
    const changed = mapColumn(plan('email', 'birthday'), 1, 'last_name');
    expect(changed.columns[1]).toMatchObject({
      field: 'last_name',
      status: 'manual',
      confidence: 100,
      date_order: null,
    });
    expect(changed.columns[0]).toMatchObject({ field: 'email', status: 'auto', date_order: 'day_first' });
  });

  test('choosing the field that a column already has changes nothing', () => {
    expect(mapColumn(plan('email'), 0, 'email').columns[0]).toMatchObject({ status: 'auto', confidence: 80 });
  });

  test('two columns for one field are a conflict, which keeping one of them ends', () => {
    const twice = plan('email', null, 'email');
    expect(
      conflicts(twice, MODULE).map((it) => [it.field.id, it.columns.map((column) => column.index)]),
    ).toEqual([['email', [0, 2]]]);
    const kept = keepOnly(twice, 2);
    expect(conflicts(kept, MODULE)).toEqual([]);
    expect(kept.columns.map((it) => [it.field, it.status])).toEqual([
      [null, 'skipped'],
      [null, 'unmapped'],
      ['email', 'auto'],
    ]);
  });

  test('columns that are joined are none, and the ones behind the first say what stands before them', () => {
    const joined = joinColumns(plan('email', null, 'email', 'email'), 'email');
    expect(conflicts(joined, MODULE)).toEqual([]);
    expect(joined.columns.map((it) => it.join)).toEqual([undefined, undefined, ' ', ' ']);
    expect(joined.columns.map((it) => isPart(joined, it))).toEqual([false, false, true, true]);
    expect(separate(joined, 3, '@').columns[3]?.join).toBe('@');
  });

  test('a column that goes elsewhere is joined to nothing, and a whole name never is', () => {
    const joined = joinColumns(plan('email', 'email'), 'email');
    expect('join' in mapColumn(joined, 1, 'last_name').columns[1]!).toBe(false);
    expect('join' in skipColumn(joined, 1).columns[1]!).toBe(false);
    const names = joinColumns(plan('full_name', 'full_name'), 'full_name');
    expect(conflicts(names, MODULE).map((it) => it.field.id)).toEqual(['full_name']);
  });

  test('a required field is missing until a column or a default fills it', () => {
    expect(missing(plan('email'), MODULE).map((it) => it.id)).toEqual(['last_name']);
    expect(missing(plan('last_name'), MODULE)).toEqual([]);
    const byDefault = { ...plan('email'), options: { defaults: { last_name: 'Unknown' } } };
    expect(missing(byDefault, MODULE)).toEqual([]);
  });

  test('a full name fills the last name', () => {
    expect(missing(plan('full_name'), MODULE)).toEqual([]);
  });

  test('leaving out the rest touches only what nobody decided', () => {
    const rest = skipUnmapped(skipColumn(plan('email', null, 'birthday'), 2));
    expect(rest.columns.map((it) => it.status)).toEqual(['auto', 'skipped', 'skipped']);
  });

  test('only numeric dates without a proven order are undecided', () => {
    const dates = (samples: string[], date_order: 'day_first' | null) => {
      const it = plan('birthday');
      return { ...it, columns: it.columns.map((column) => ({ ...column, samples, date_order })) };
    };
    expect(undecidedDates(dates(['03/04/1984'], null), MODULE).length).toBe(1);
    expect(undecidedDates(dates(['03/04/1984'], 'day_first'), MODULE)).toEqual([]);
    expect(undecidedDates(dates(['1984-04-03', '3 April 1984'], null), MODULE)).toEqual([]);
    expect(undecidedDates(plan('email'), MODULE)).toEqual([]);
  });

  test('the order of day and month is chosen for one column', () => {
    const chosen = chooseDateOrder(plan('birthday', 'email'), 0, 'month_first');
    expect(chosen.columns.map((it) => it.date_order)).toEqual(['month_first', 'day_first']);
  });
});
