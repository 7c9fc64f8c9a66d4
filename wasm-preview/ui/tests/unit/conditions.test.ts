/** The filter of the records list: which conditions fit a field, and the filter that they make. */

import type { Field, Module } from '@gangway/engine';
import { describe, expect, test } from 'vitest';

import {
  both,
  conditionOn,
  filterable,
  filterOf,
  operatorsOf,
  type Condition,
} from '../../src/records/conditions.js';
import { exportColumns } from '../../src/records/export-columns.js';

const field = (id: string, type: Field['type'], more = {}): Field => ({
  id,
  label: id.toUpperCase(),
  type,
  filterable: true,
  ...more,
});
const module: Module = {
  id: 'leads',
  label: 'Leads',
  fields: [
    field('city', 'text'),
    field('employees', 'integer'),
    field('birthday', 'date'),
    field('seen', 'datetime'),
    field('vip', 'boolean'),
    field('status', 'picklist', { options: ['New', 'Open'] }),
    field('notes', 'long_text', { filterable: false }),
    field('full_name', 'text', { virtual: true }),
  ],
};
const condition = (id: string, operator: Condition['operator'], ...values: string[]): Condition => ({
  field: id,
  operator,
  values,
});

describe('a condition', () => {
  test('is asked of what may be filtered by, in ways that fit its kind', () => {
    expect(filterable(module).map((it) => it.id)).not.toContain('notes');
    expect(filterable(module).map((it) => it.id)).not.toContain('full_name');
    const of = (id: string) => operatorsOf(module.fields.find((it) => it.id === id)!);
    expect(of('city')).toContain('contains');
    expect(of('employees')).not.toContain('contains');
    expect(of('status')).toEqual(['any_of', 'is_empty']);
    expect(conditionOn(module.fields[1]!)).toEqual(condition('employees', 'equals'));
  });

  test('becomes what the API takes', () => {
    const made = (it: Condition) => filterOf([it], 'all', module);
    expect(made(condition('city', 'contains', ' Oslo '))).toEqual({
      contains: { field: 'city', value: 'Oslo' },
    });
    expect(made(condition('employees', 'greater', '50'))).toEqual({
      greater: { field: 'employees', value: '50' },
    });
    expect(made(condition('birthday', 'between', '1980-01-01', '1990-01-01'))).toEqual({
      between: { field: 'birthday', from: '1980-01-01', to: '1990-01-01' },
    });
    expect(made(condition('status', 'any_of', 'New', 'Open'))).toEqual({
      any_of: { field: 'status', values: ['New', 'Open'] },
    });
    expect(made(condition('vip', 'equals', 'false'))).toEqual({ equals: { field: 'vip', value: false } });
    expect(made(condition('city', 'is_empty'))).toEqual({ is_empty: { field: 'city' } });
  });

  test('on an instant is read from the clock of the person and sent as UTC', () => {
    const local = '2026-11-27T09:30';
    const made = filterOf([condition('seen', 'less', local)], 'all', module);
    const value = new Date(local).toISOString().replace('.000Z', 'Z');
    expect(made).toEqual({ less: { field: 'seen', value } });
  });

  test('that is not complete is not asked', () => {
    expect(filterOf([condition('city', 'contains', ' ')], 'all', module)).toBeUndefined();
    expect(filterOf([condition('employees', 'between', '3')], 'all', module)).toBeUndefined();
    expect(filterOf([condition('nothing', 'is_empty')], 'all', module)).toBeUndefined();
  });
});

test('several conditions hold all or in part, beside what the host asks', () => {
  const two = [condition('city', 'is_empty'), condition('vip', 'equals', 'true')];
  expect(filterOf(two, 'any', module)).toHaveProperty('any');
  const own = filterOf(two, 'all', module);
  expect(own).toHaveProperty('all');
  const host = { is_empty: { field: 'status' } };
  expect(both(host, own)).toEqual({ all: [host, own] });
  expect(both(undefined, own)).toBe(own);
  expect(both(host, undefined)).toBe(host);
});

describe('the columns of an export', () => {
  const chosen = (shown: string[]) => exportColumns(module, shown).filter((it) => it.chosen);

  test('begin with those of the list, in its order', () => {
    expect(chosen(['status', 'city']).map((it) => it.id)).toEqual(['status', 'city']);
    expect(exportColumns(module, ['status']).map((it) => it.id)[0]).toBe('status');
  });

  test('are all without a list, and never one that is not stored', () => {
    expect(chosen([]).length).toBe(module.fields.length - 1);
    expect(exportColumns(module, []).map((it) => it.id)).not.toContain('full_name');
  });
});
