/** Times that a person chooses for an import. */

import { describe, expect, test } from 'vitest';

import { timeHurdle } from '../../src/import/hurdles.js';
import { bounds, instantOf, isAhead, localText, tonight } from '../../src/look/instants.js';
import { textsOf } from '../../src/strings/texts.js';

const NOW = new Date(2026, 10, 27, 9, 5, 30);

describe('a time that an import is put off to', () => {
  test('is the instant that the clock on the wall shows', () => {
    expect(localText(NOW)).toBe('2026-11-27T09:05');
    expect(instantOf('2026-11-27T09:05')).toBe(new Date(2026, 10, 27, 9, 5).toISOString());
    expect([instantOf(''), instantOf('soon')]).toEqual([undefined, undefined]);
  });

  test('lies ahead, at most seven days', () => {
    const { min, max } = bounds(NOW);
    expect([min, max]).toEqual(['2026-11-27T09:05', '2026-12-04T09:05']);
    expect([min, '2026-11-27T09:06', max, '2026-12-04T09:07', ''].map((it) => isAhead(it, NOW))).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });

  test('is proposed for the next night', () => {
    expect(tonight(NOW)).toBe('2026-11-28T01:00');
    expect(tonight(new Date(2026, 10, 27, 0, 30))).toBe('2026-11-27T01:00');
  });

  test('that has passed keeps the person where it is chosen', () => {
    const say = timeHurdle('2020-01-01T01:00');
    expect(say?.(textsOf('en'))).toMatch(/still to come/);
    expect(timeHurdle(tonight(new Date()))).toBeUndefined();
    expect(timeHurdle(undefined)).toBeUndefined();
  });
});
