/** What the mapping offers and shows: the choices of a column, and the columns that are sought. */

import type { CheckReport, ImportPlan, Module, PlanColumn } from '@gangway/engine';
import { describe, expect, test } from 'vitest';

import { fieldChoices, LEAVE_OUT } from '../../src/import/map/field-choices.js';
import { emptyColumns, soughtColumns } from '../../src/import/map/shown-columns.js';
import { fitting, grouped } from '../../src/look/choices.js';
import { textsOf } from '../../src/strings/texts.js';

const { strings } = textsOf('en');
const field = (id: string, label: string, more = {}) => ({ id, label, type: 'text' as const, ...more });
const module: Module = {
  id: 'accounts',
  label: 'Accounts',
  fields: [
    field('city', 'Città'),
    field('company', 'Account Name', { required: true, aliases: ['Firma'] }),
    field('email', 'Email'),
  ],
};
const column = (index: number, to: string | null, status: PlanColumn['status'] = 'auto'): PlanColumn => ({
  index,
  header: `Column ${index}`,
  field: to,
  status,
  confidence: 100,
  samples: [],
});
const plan = (columns: PlanColumn[]) => ({ columns, options: {} }) as unknown as ImportPlan;

describe('the choices of a column', () => {
  test('begin with no field, then what is required and missing, and end with what is taken', () => {
    const it = column(1, null);
    const choices = fieldChoices(plan([column(0, 'city'), it]), module, it, strings);
    expect(choices.map(({ id }) => id)).toEqual([LEAVE_OUT, 'company', 'email', 'city']);
    expect(choices[3]?.hint).toBe('has “Column 0”');
    expect(grouped(choices).map(({ heading }) => heading)).toEqual([
      '',
      'Required, and still missing',
      'Fields',
      'Fields that have a column',
    ]);
  });

  test('are found without marks and case, by id and by other names, what begins so first', () => {
    const it = column(0, null);
    const choices = fieldChoices(plan([it]), module, it, strings);
    const found = (typed: string) => fitting(choices, typed).map(({ id }) => id);
    expect(found('citta')).toEqual(['city']);
    expect(found('FIRMA')).toEqual(['company']);
    expect(found('em')).toEqual(['email']);
    expect(found('zzz')).toEqual([]);
    expect(
      fitting(
        [
          { id: 'a', label: 'Work mail' },
          { id: 'b', label: 'Mail' },
        ],
        'mail',
      )[0]?.id,
    ).toBe('b');
  });
});

describe('the columns that are shown', () => {
  const columns = [column(0, 'city'), column(1, null, 'unmapped'), column(2, 'email')];
  const report = {
    groups: [],
    columns: [
      { index: 0, filled: 3, bad: 0 },
      { index: 1, filled: 0, bad: 0 },
      { index: 2, filled: 3, bad: 1 },
    ],
  } as unknown as CheckReport;
  const shown = (filter: 'all' | 'open' | 'problems', text = '') =>
    soughtColumns(plan(columns), module, report, { filter, text }, (it) => it.header).map((it) => it.index);

  test('are those without a field, with a problem, or with a name', () => {
    expect(shown('all')).toEqual([0, 1, 2]);
    expect(shown('open')).toEqual([1]);
    expect(shown('problems')).toEqual([2]);
    expect(shown('all', 'citta')).toEqual([0]);
    expect(shown('all', 'column 2')).toEqual([2]);
  });

  test('are empty where nothing stands in them and nobody left them out', () => {
    expect(emptyColumns(plan(columns), report)).toEqual([1]);
    expect(emptyColumns(plan([column(1, null, 'skipped')]), report)).toEqual([]);
  });
});
