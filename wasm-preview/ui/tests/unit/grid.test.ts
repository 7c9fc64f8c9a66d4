/** The preview's grid: what keys mean, and which corrections a cell or a block makes. */

import type { Field, ImportPlan, PreviewRow } from '@gangway/engine';
import { describe, expect, test } from 'vitest';

import { columnsOf, fieldsOf } from '../../src/import/preview/grid/columns.js';
import { GridCells } from '../../src/import/preview/grid/grid-cells.js';
import { wishOf } from '../../src/import/preview/grid/grid-keys.js';
import { textsOf } from '../../src/strings/texts.js';

const pressed = (key: string, more = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe('a key in the grid', () => {
  test('moves the way that the columns run', () => {
    expect(wishOf(pressed('ArrowRight'), false)).toEqual({ want: 'move', down: 0, right: 1 });
    expect(wishOf(pressed('ArrowRight'), true)).toEqual({ want: 'move', down: 0, right: -1 });
    expect(wishOf(pressed('ArrowUp'), true)).toEqual({ want: 'move', down: -1, right: -0 });
  });

  test('takes steps back and makes them again', () => {
    expect(wishOf(pressed('z', { ctrlKey: true }), false)).toEqual({ want: 'undo' });
    expect(wishOf(pressed('Z', { metaKey: true, shiftKey: true }), false)).toEqual({ want: 'redo' });
    expect(wishOf(pressed('y', { ctrlKey: true }), false)).toEqual({ want: 'redo' });
  });

  test('turns pages, goes to the sides of a row and to both ends of the file', () => {
    expect(wishOf(pressed('PageDown'), false)).toEqual({ want: 'page', pages: 1 });
    expect(wishOf(pressed('PageUp'), false)).toEqual({ want: 'page', pages: -1 });
    expect(wishOf(pressed('End'), false)).toEqual({ want: 'side', end: true });
    expect(wishOf(pressed('End', { ctrlKey: true }), false)).toEqual({ want: 'corner', end: true });
    expect(wishOf(pressed('Home', { metaKey: true }), false)).toEqual({ want: 'corner', end: false });
  });

  test('begins to write, unless it belongs to the browser', () => {
    expect(wishOf(pressed('F2'), false)).toEqual({ want: 'edit', typed: undefined });
    expect(wishOf(pressed('ß'), false)).toEqual({ want: 'edit', typed: 'ß' });
    expect(wishOf(pressed('c', { ctrlKey: true }), false)).toBeUndefined();
    expect(wishOf(pressed('Tab'), false)).toBeUndefined();
  });
});

describe('a cell of the grid', () => {
  const field = (id: string) => ({ id, label: id, type: 'text' }) as Field;
  const plan = {
    columns: [
      { index: 0, field: 'email', status: 'auto' },
      { index: 1, field: 'city', status: 'auto' },
    ],
  } as ImportPlan;
  const row = (number: number, cells: string[]) => ({ row: number, cells }) as PreviewRow;
  const rows = [row(2, ['a@x.org', 'Oslo']), row(3, ['b@x.org', 'x'.repeat(200)])];
  const words = textsOf('en').strings.preview;
  const columns = columnsOf([field('city'), field('email'), field('phone')], plan, rows, words);
  const cells = new GridCells((it) => rows[it], columns);

  test('of several columns is corrected in none of them', () => {
    const parts = [...plan.columns, { index: 2, field: 'city', status: 'manual', join: ' ' }];
    const both = columnsOf([field('city'), field('email')], { columns: parts } as ImportPlan, rows, words);
    const joined = new GridCells((it) => rows[it], both);
    expect(joined.textAt({ row: 0, column: 1 })).toBeUndefined();
    expect(joined.change({ row: 0, column: 1 }, 'Bergen')).toBeUndefined();
    expect(joined.textAt({ row: 0, column: 2 })).toBe('a@x.org');
  });

  test('is corrected in the column that fills its field', () => {
    expect(cells.change({ row: 0, column: 1 }, 'Bergen')).toEqual({
      row: 2,
      column: 1,
      before: 'Oslo',
      text: 'Bergen',
    });
    expect(cells.change({ row: 0, column: 1 }, 'Oslo')).toBeUndefined();
  });

  test('is left alone where it was cut, has no column, or is not there', () => {
    expect(cells.textAt({ row: 1, column: 1 })).toBeUndefined();
    const [fate, phone, owner] = [0, 3, 4];
    for (const column of [fate, phone, owner]) expect(cells.textAt({ row: 0, column })).toBeUndefined();
    expect(cells.change({ row: 7, column: 1 }, 'a')).toBeUndefined();
  });

  test('takes of a pasted block what has a place', () => {
    const made = cells.paste({ row: 0, column: 2 }, [['c@x.org', 'too far'], ['d@x.org'], ['too low']]);
    expect(made.map((it) => [it.row, it.column, it.text])).toEqual([
      [2, 0, 'c@x.org'],
      [3, 0, 'd@x.org'],
    ]);
  });

  test('is as wide as its words, within bounds', () => {
    const [, city, email] = columns;
    expect(fieldsOf(columns).map(({ id }) => id)).toEqual(['city', 'email', 'phone']);
    expect(city?.width).toBe(19);
    expect(email?.width).toBe(9);
  });
});
