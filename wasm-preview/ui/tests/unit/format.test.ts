import type { Field } from '@gangway/engine';
import { describe, expect, test } from 'vitest';

import { grouped, percent, rows, since, size, value } from '../../src/look/format.js';
import { list, strings } from '../../src/strings.js';

const field = (type: Field['type']): Field => ({ id: 'x', label: 'X', type });

describe('values', () => {
  test('long numbers are grouped and never rounded', () => {
    expect(grouped('-12345678901234567890.10')).toBe('-12,345,678,901,234,567,890.10');
    expect(grouped('999')).toBe('999');
  });

  test('a date stays the day that the file says, wherever the browser is', () => {
    expect(value('1984-03-09', field('date'))).toBe('Mar 9, 1984');
  });

  test('text that looks like a number is left alone', () => {
    expect(value('00123', field('external_id'))).toBe('00123');
    expect(value('1234', field('text'))).toBe('1234');
  });

  test('lists, yes and no, and nothing', () => {
    expect(value(['a', 'b'], field('multi_picklist'))).toBe('a, b');
    expect(value(false, field('boolean'))).toBe('No');
    expect(value(undefined, field('text'))).toBe('');
  });
});

describe('figures', () => {
  test('a bar is full only at the end', () => {
    expect([percent(0, 10), percent(9_999, 10_000), percent(10, 10), percent(1, 0)]).toEqual([0, 99, 100, 0]);
  });

  test('sizes and rows', () => {
    expect([size(0), size(1536), size(300 * 1024 * 1024)]).toEqual(['0 bytes', '1.5 KB', '300 MB']);
    expect([rows(1), rows(9688)]).toEqual(['1 row', '9,688 rows']);
  });

  test('times ago', () => {
    const now = Date.parse('2026-01-02T12:00:00Z');
    expect(since('2026-01-02T11:59:40Z', now)).toBe('just now');
    expect(since('2026-01-02T11:57:00Z', now)).toBe('3 minutes ago');
  });
});

describe('sentences', () => {
  test('the button says what it does', () => {
    expect(strings.preview.start(9688, 312)).toBe('Import 9,688 rows, leave out 312');
    expect(strings.preview.start(1, 0)).toBe('Import 1 row');
  });

  test('lists of names', () => {
    expect([list([]), list(['A']), list(['A', 'B']), list(['A', 'B', 'C'])]).toEqual([
      '',
      'A',
      'A and B',
      'A, B and C',
    ]);
  });
});
