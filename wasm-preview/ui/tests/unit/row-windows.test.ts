/** The rows of a tab: read where somebody looks, and nothing else. */

import { SupersededError, type PreviewRow, type RowPage, type WantedRows } from '@gangway/engine';
import { describe, expect, test } from 'vitest';

import type { Reading } from '../../src/import/reading.js';
import type { Known } from '../../src/import/preview/outcomes.js';
import { RowWindows } from '../../src/import/preview/grid/row-windows.js';
import { row } from './preview-row.js';

/** A checked file of so many rows; a pass over it ends the one before, as the engine's do. */
function file(total: number, of: (at: number) => PreviewRow = (at) => row(at + 2)) {
  let end: ((error: Error) => void) | undefined;
  const isUnder = (it: PreviewRow, filter: string) =>
    filter === 'all' || (filter === 'repeats') === (it.outcome.outcome === 'repeat');
  const it = {
    asked: [] as WantedRows[],
    broken: false,
    report: { counts: { rows: total } },
    plan: { columns: [] },
    checking: { state: 'done', report: {} } as { state: string; report: object },
    rows: (wanted: WantedRows) => {
      it.asked.push(wanted);
      end?.(new SupersededError());
      return new Promise<RowPage>((resolve, reject) => {
        end = reject;
        if (it.broken) reject(new Error('the reader stopped'));
        else setTimeout(() => resolve(page(wanted)), 5);
      });
    },
  };
  const page = ({ filter, from, count }: WantedRows): RowPage => {
    if (filter === 'all') {
      const before = Math.max(0, Math.min(total, 'at' in from ? from.at : from.behind - 1));
      const length = Math.max(0, Math.min(count, total - before));
      const rows = Array.from({ length }, (_, at) => of(before + at));
      return { rows, more: before + length < total, before, total };
    }
    const all = Array.from({ length: total }, (_, at) => of(at)).filter((one) => isUnder(one, filter));
    const before = 'at' in from ? from.at : all.filter((one) => one.row <= from.behind).length;
    const rows = all.slice(before, before + count);
    return { rows, more: before + rows.length < all.length, before, total: all.length };
  };
  return it;
}

type File = ReturnType<typeof file>;

/** Rows that somebody looks at again after each change, as the grid does. */
function windows(of: File, view: [number, number] = [0, 10]) {
  const shown = { view, drawn: 0 };
  const it: RowWindows = new RowWindows(of as unknown as Reading, () => {
    shown.drawn += 1;
    if (shown.drawn < 500) it.look(...shown.view);
  });
  const look = (first: number, last: number) => {
    shown.view = [first, last];
    it.look(first, last);
  };
  return { it, look, shown };
}

const settled = (ms = 60) => new Promise((end) => setTimeout(end, ms));
const numbers = (it: RowWindows, count: number) => Array.from({ length: count }, (_, at) => it.row(at)?.row);
const known = (...keys: string[]): Known => new Map(keys.map((it) => [it, true]));

describe('the rows of a file', () => {
  test('are counted at once, and read where somebody looks and a little ahead', async () => {
    const of = file(1_000_000);
    const { it, look } = windows(of);
    expect([it.total, it.isWhole]).toEqual([1_000_000, true]);
    look(999_985, 999_999);
    expect(it.row(999_999)).toBeUndefined();
    await settled();
    expect(it.row(999_999)?.row).toBe(1_000_001);
    expect(it.row(500_000)).toBeUndefined();
    look(450, 460);
    await settled();
    expect(of.asked.map(({ from }) => from)).toEqual([{ at: 999_900 }, { at: 400 }, { at: 500 }]);
  });

  test('that nobody waits for any more are left for those that somebody does', async () => {
    const of = file(1_000_000);
    const { it, look } = windows(of);
    look(0, 10);
    look(500_000, 500_010);
    await settled();
    expect(it.row(500_000)?.row).toBe(500_002);
    expect(it.row(0)).toBeUndefined();
    expect(of.asked[1]?.from).toEqual({ at: 500_000 });
  });

  test('are found by their number', async () => {
    const of = file(1_000_000);
    const { it } = windows(of);
    expect(await it.find(900_000)).toBe(899_998);
    expect(await it.find(1)).toBe(0);
    expect(await it.find(2_000_000)).toBe(999_999);
  });

  test('are read anew after another check, and shown as they were until then', async () => {
    const of = file(300);
    const { it, look } = windows(of);
    look(0, 10);
    await settled();
    const before = it.row(0);
    of.checking = { state: 'running', report: {} };
    look(0, 10);
    expect(it.row(0)).toBe(before);
    expect(it.total).toBe(300);
    of.checking = { state: 'done', report: {} };
    look(0, 10);
    expect(it.row(0)).toBe(before);
    await settled();
    expect(it.row(0)).not.toBe(before);
  });

  test('of many columns are read in smaller windows', async () => {
    const of = file(300);
    of.plan = { columns: Array.from({ length: 16_384 }) as never[] };
    const { look } = windows(of);
    look(0, 3);
    await settled();
    expect(of.asked[0]?.count).toBe(24);
  });

  test('are all there for a block that is pasted far beyond what somebody sees', async () => {
    const { it, look } = windows(file(10_000));
    look(0, 10);
    await it.take(50, 4_000);
    expect([50, 300, 4_049].map((at) => it.row(at)?.row)).toEqual([52, 302, 4_051]);
  });

  test('of a reader that stopped are not asked for for ever, and it is told', async () => {
    const of = file(300);
    of.broken = true;
    const { it, look, shown } = windows(of);
    look(0, 10);
    await settled();
    expect([of.asked.length, shown.drawn]).toEqual([1, 1]);
    expect(String(it.trouble)).toContain('the reader stopped');
  });

  test('of a closed preview are not read', async () => {
    const of = file(300);
    const { it, look } = windows(of);
    it.close();
    look(0, 10);
    await settled();
    expect(of.asked.length).toBe(0);
  });
});

describe('the rows of a tab', () => {
  const keyed = (at: number) => row(at + 2, { key: String(at) });
  const nothing = { known: known(), matched: 0, rule: undefined };

  test('of updates are picked from the whole file, as far as somebody looks', async () => {
    const of = file(5_000, keyed);
    const { it, look } = windows(of);
    const keys = Array.from({ length: 714 }, (_, at) => String(at * 7 + 6));
    it.learn({ known: known(...keys), matched: keys.length, rule: undefined });
    it.show('updates');
    await settled(200);
    expect(numbers(it, 3)).toEqual([8, 15, 22]);
    expect(it.isWhole).toBe(false);
    expect(of.asked.length).toBeLessThan(12);
    expect(it.percent).toBeGreaterThan(0);
    look(700, 713);
    await settled(400);
    expect([it.isWhole, it.total, it.percent]).toEqual([true, 714, undefined]);
    expect(it.row(713)?.row).toBe(713 * 7 + 8);
  });

  test('of duplicates are the repeats of the file, and with them the matches of the CRM once they are known', async () => {
    const repeated = (at: number) =>
      row(at + 2, { key: String(at), ...(at % 11 === 3 && { outcome: { outcome: 'repeat', leader: 2 } }) });
    const of = file(500, repeated);
    const { it } = windows(of);
    it.learn(nothing);
    it.show('duplicates');
    await settled();
    const repeats = Array.from({ length: 500 }, (_, at) => at).flatMap((at) => (at % 11 === 3 ? at + 2 : []));
    expect(it.total).toBe(repeats.length);
    expect(numbers(it, repeats.length)).toEqual(repeats);
    it.learn({ known: known('400'), matched: 1, rule: undefined });
    await settled(100);
    const both = [...repeats, 402].sort((one, other) => one - other);
    expect(numbers(it, it.total)).toEqual(both);
    // What is learnt afterwards changes nothing on the way.
    it.learn({ known: known('400', '401'), matched: 2, rule: undefined });
    expect(numbers(it, both.length)).toEqual(both);
    await settled(100);
    expect(it.total).toBe(both.length + 1);
  });
});
