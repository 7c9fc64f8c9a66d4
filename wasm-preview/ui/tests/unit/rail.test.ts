/** The way of the grid's scrollbar: every row is reached, and what is seen never jumps by itself. */

import { describe, expect, test } from 'vitest';

import { Rail } from '../../src/import/preview/grid/rail.js';

const [HEIGHT, VIEW] = [49, 480];

function rail(rows: number): Rail {
  const it = new Rail();
  it.fit(rows, HEIGHT, VIEW);
  return it;
}

/** How far the scrollbar's box goes. */
const end = (it: Rail) => it.count * HEIGHT - VIEW;
const firstRow = (it: Rail) => it.at / HEIGHT;

describe('the scrollbar of few rows', () => {
  test('has a box as high as the rows', () => {
    const it = rail(1000);
    expect(it.count).toBe(1000);
    it.scrolled(30_000);
    expect([it.base, it.at]).toEqual([0, 30_000]);
    it.settle();
    expect([it.base, it.top]).toEqual([0, 30_000]);
  });

  test('is where it may be when the rows become fewer, or none', () => {
    const it = rail(1000);
    it.goTo(Infinity);
    it.fit(100, HEIGHT, VIEW);
    expect(it.at).toBe(100 * HEIGHT - VIEW);
    it.fit(0, HEIGHT, VIEW);
    expect([it.base, it.top, it.count]).toEqual([0, 0, 0]);
  });
});

describe.each([1_000_000, 10_000_000])('the scrollbar of %i rows', (rows) => {
  const last = rows * HEIGHT - VIEW;

  test('has a box that every browser draws', () => expect(rail(rows).count * HEIGHT).toBeLessThan(8_000_001));

  test('leads to the first and to the last row by its thumb', () => {
    const it = rail(rows);
    it.scrolled(end(it));
    expect(it.at).toBe(last);
    it.scrolled(0);
    expect(it.at).toBe(0);
  });

  test('leads farther the farther its thumb is drawn, and to the middle in the middle', () => {
    const it = rail(rows);
    let before = 0;
    for (let at = 1; at <= 100; at += 1) {
      it.scrolled((end(it) * at) / 100);
      expect(it.at).toBeGreaterThan(before);
      before = it.at;
    }
    it.scrolled(0);
    it.scrolled(end(it) / 2);
    expect(Math.abs(firstRow(it) - rows / 2)).toBeLessThan(10);
  });

  test('goes pixel by pixel with a wheel, and what is seen stays when the thumb settles', () => {
    const it = rail(rows);
    it.scrolled(end(it) / 3);
    const from = it.at;
    for (let turn = 1; turn <= 500; turn += 1) it.scrolled(it.top + 100);
    expect(it.at).toBe(from + 50_000);
    it.settle();
    expect(it.at).toBe(from + 50_000);
    const settled = it.top;
    it.settle();
    expect(it.top).toBe(settled);
  });

  test('meets both ends by the wheel alone, from wherever somebody begins', () => {
    for (const row of [3_000, rows - 3_000]) {
      const it = rail(rows);
      it.goTo(row * HEIGHT);
      const step = row < rows / 2 ? -120 : 120;
      for (let turn = 0; turn < 5_000; turn += 1) {
        it.scrolled(Math.max(0, Math.min(end(it), it.top + step)));
        if (turn % 20 === 0) it.settle();
      }
      expect(it.at).toBe(step < 0 ? 0 : last);
    }
  });

  test('shows any row whole, with the least way', () => {
    const it = rail(rows);
    for (const row of [rows - 1, 0, 500_000, 500_003, 500_050, 500_000]) {
      it.reveal(row);
      expect(row * HEIGHT).toBeGreaterThanOrEqual(it.at);
      expect((row + 1) * HEIGHT).toBeLessThanOrEqual(it.at + VIEW);
      expect(it.top).toBeLessThanOrEqual(end(it));
      expect(it.top).toBeGreaterThanOrEqual(0);
    }
    it.reveal(500_000);
    const from = it.at;
    it.reveal(500_001);
    expect(it.at).toBe(from);
  });
});
