import type { Field, Value } from '@gangway/engine';
import { describe, expect, test } from 'vitest';

import { percent } from '../../src/strings/format.js';
import { textsOf } from '../../src/strings/texts.js';

const english = textsOf('en');
const german = textsOf('de');
const { format, strings } = english;
const value = (it: Value | undefined, type: Field['type'], texts = english) =>
  texts.format.value(it, { id: 'x', label: 'X', type }, texts.strings);

describe('values', () => {
  test('long numbers are grouped and never rounded', () => {
    expect(format.grouped('-12345678901234567890.10')).toBe('-12,345,678,901,234,567,890.10');
    expect(format.grouped('999')).toBe('999');
    expect(german.format.grouped('-1234567.50')).toBe('-1.234.567,50');
    expect(textsOf('en-IN').format.grouped('1234567.5')).toBe('12,34,567.5');
  });

  test('a date stays the day that the file says, wherever the browser is', () => {
    expect(value('1984-03-09', 'date')).toBe('Mar 9, 1984');
  });

  test('text that looks like a number is left alone', () => {
    expect(value('00123', 'external_id')).toBe('00123');
    expect(value('1234', 'text')).toBe('1234');
  });

  test('lists, yes and no, and nothing', () => {
    expect(value(['a', 'b'], 'multi_picklist')).toBe('a, b');
    expect(value(false, 'boolean')).toBe('No');
    expect(value(undefined, 'text')).toBe('');
  });
});

describe('figures', () => {
  test('a bar is full only at the end', () => {
    expect([percent(0, 10), percent(9_999, 10_000), percent(10, 10), percent(1, 0)]).toEqual([0, 99, 100, 0]);
  });

  test('sizes and rows', () => {
    const sizes = (texts = english) => [0, 1536, 300_000_000].map((it) => texts.format.size(it));
    expect(sizes()).toEqual(['0 bytes', '1.5 kB', '300 MB']);
    expect(sizes(german)).toEqual(['0 Byte', '1,5 kB', '300 MB']);
    expect([strings.rows(1), strings.rows(9688)]).toEqual(['1 row', '9,688 rows']);
  });

  test('times ago', () => {
    const now = Date.parse('2026-01-02T12:00:00Z');
    expect(format.since('2026-01-02T11:59:40Z', now, strings)).toBe('just now');
    expect(format.since('2026-01-02T11:57:00Z', now, strings)).toBe('3 minutes ago');
  });
});

describe('sentences', () => {
  test('the button says what it does', () => {
    expect(strings.preview.start(9688, 312)).toBe('Import 9,688 rows, leave out 312');
    expect(strings.preview.start(1, 0)).toBe('Import 1 row');
  });

  test('lists of names', () => {
    expect(format.list(['A', 'B', 'C'])).toBe('A, B, and C');
    expect(german.format.list(['A', 'B', 'C'])).toBe('A, B und C');
  });
});
