import { SupersededError, type PreviewRow, type RowPage, type WantedRows } from '@gangway/engine';
import { describe, expect, test } from 'vitest';

import type { Reading } from '../../src/import/reading.js';
import { RowPages } from '../../src/import/preview/row-pages.js';

const row = (number: number): PreviewRow => ({
  row: number,
  record: {},
  cells: [],
  owner: null,
  issues: [],
  outcome: { outcome: 'ok' },
  key: null,
});

/** An engine's reading: a pass over the file ends the one before. */
function reading() {
  let end: ((error: Error) => void) | undefined;
  const it = {
    loads: 0,
    broken: false,
    report: undefined,
    checking: { state: 'done', report: {} },
    rows: () => {
      it.loads += 1;
      end?.(new SupersededError());
      return new Promise<RowPage>((resolve, reject) => {
        end = reject;
        if (it.broken) reject(new Error('the reader stopped'));
        else setTimeout(() => resolve({ rows: [row(2)], more: false } as RowPage), 5);
      });
    },
  };
  return it;
}

/** Pages that are loaded again after each change, as an element does that draws them. */
function pages(of: ReturnType<typeof reading>) {
  let drawn = 0;
  const it = new RowPages(of as unknown as Reading, () => {
    drawn += 1;
    if (drawn < 100) void it.load();
  });
  return { it, drawn: () => drawn };
}

const settled = () => new Promise((end) => setTimeout(end, 40));

describe('the pages of the preview', () => {
  test('a load that another one overtakes does not overtake it again', async () => {
    const of = reading();
    const { it } = pages(of);
    void it.load();
    // A new check of the file has ended meanwhile.
    of.checking = { state: 'done', report: {} };
    void it.load();
    await settled();
    expect(of.loads).toBe(2);
    expect(it.rows(new Map()).map(({ row: number }) => number)).toEqual([2]);
  });

  test('a reader that stopped is not asked for ever', async () => {
    const of = reading();
    of.broken = true;
    const { it, drawn } = pages(of);
    void it.load();
    await settled();
    expect([of.loads, drawn()]).toEqual([1, 1]);
    expect(it.loading).toBe(false);
  });

  test('of updates are picked from the whole file, as far as the CRM knows the keys', async () => {
    const all = Array.from({ length: 500 }, (_, at) => ({ ...row(at + 2), key: String(at) }));
    const asked: number[] = [];
    const of = {
      report: { preview: all.slice(0, 20) },
      checking: { state: 'done', report: {} },
      rows: ({ from, count }: WantedRows) => {
        const after = 'behind' in from ? from.behind : 0;
        asked.push(after);
        const rows = all.filter((it) => it.row > after);
        return Promise.resolve({ rows: rows.slice(0, count), more: rows.length > count });
      },
    };
    const it = new RowPages(of as unknown as Reading, () => undefined);
    it.show('updates');
    const known = new Map(all.map(({ key }, at) => [key, at % 7 === 6]));
    await it.load(known);
    expect(it.rows(known).length).toBe(50);
    expect(it.more).toBe(true);
    it.next();
    await settled();
    expect(it.rows(known).map(({ row: number }) => number)).toEqual(
      all
        .filter((_, at) => at % 7 === 6)
        .map(({ row: number }) => number)
        .slice(50),
    );
    expect(it.more).toBe(false);
    expect(asked.length).toBeLessThan(12);
  });

  test('of duplicates are repeats of the file and matches of the CRM, from the whole file', async () => {
    const all = Array.from({ length: 500 }, (_, at) => ({ ...row(at + 2), key: String(at) }));
    all.forEach((it, at) => at % 11 === 3 && (it.outcome = { outcome: 'repeat', leader: 2 }));
    const of = {
      report: { preview: all.slice(0, 20) },
      checking: { state: 'done', report: {} },
      rows: ({ from, count }: WantedRows) => {
        const rows = all.filter((it) => it.row > ('behind' in from ? from.behind : 0));
        return Promise.resolve({ rows: rows.slice(0, count), more: rows.length > count });
      },
    };
    const it = new RowPages(of as unknown as Reading, () => undefined);
    it.show('duplicates');
    await settled();
    const repeats = all
      .filter(({ outcome }) => outcome.outcome === 'repeat')
      .map(({ row: number }) => number);
    expect(it.rows(new Map()).map(({ row: number }) => number)).toEqual(repeats);
    // The CRM's answer comes later, and the page is picked anew.
    const known = new Map(all.map(({ key }, at) => [key, at === 400]));
    await it.load(known);
    expect(it.rows(known).map(({ row: number }) => number)).toEqual(
      [...repeats, 402].sort((one, other) => one - other),
    );
    expect(it.more).toBe(false);
  });

  test('are turned by where they lie in the whole file, to its last row and back', async () => {
    const total = 1_000_000;
    const asked: WantedRows[] = [];
    const of = {
      report: undefined,
      checking: { state: 'done', report: {} },
      rows: (wanted: WantedRows) => {
        asked.push(wanted);
        const before = 'at' in wanted.from ? wanted.from.at : wanted.from.behind - 1;
        const count = Math.min(wanted.count, total - before);
        const rows = Array.from({ length: count }, (_, at) => row(before + at + 2));
        return Promise.resolve({ rows, more: before + count < total, before, total });
      },
    };
    const it = new RowPages(of as unknown as Reading, () => undefined);
    const shown = async (turn: () => void) => {
      turn();
      await settled();
      const rows = it.rows(new Map());
      return [rows[0]?.row, rows.at(-1)?.row, it.isFirst, it.more];
    };
    expect(await shown(() => void it.load())).toEqual([2, 51, true, true]);
    expect(await shown(() => it.next())).toEqual([52, 101, false, true]);
    expect(await shown(() => it.last())).toEqual([999_952, 1_000_001, false, false]);
    expect(await shown(() => it.previous())).toEqual([999_902, 999_951, false, true]);
    expect(await shown(() => it.goTo(900_000))).toEqual([900_000, 900_049, false, true]);
    expect(await shown(() => it.at(10))).toEqual([12, 61, false, true]);
    expect(await shown(() => it.previous())).toEqual([2, 51, true, true]);
    expect(asked.length).toBe(7);
  });
});
