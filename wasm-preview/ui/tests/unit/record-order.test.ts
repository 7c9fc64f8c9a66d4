/** The records list in another order than the newest first. */

import type { Field, Page, StoredRecord } from '@gangway/engine';
import { describe, expect, test } from 'vitest';

import type { Api } from '../../src/api/client.js';
import { pressed, sorted, type Order } from '../../src/records/order.js';
import { MOST_SORTED, RecordList } from '../../src/records/record-list.js';

const record = (id: string, values: Record<string, string> = {}, owner = 'ada'): StoredRecord =>
  ({ id, values, owner, created_at: `2026-11-${id.padStart(2, '0')}T00:00:00Z` }) as unknown as StoredRecord;
const field = (id: string, type = 'text') => ({ id, label: id, type }) as Field;
const ids = (records: StoredRecord[]) => records.map(({ id }) => id).join(' ');

describe('records in an order', () => {
  const people = new Map([
    ['ada', 'Zoe'],
    ['bob', 'Anna'],
  ]);
  const by = (records: StoredRecord[], order: Order, of?: Field) =>
    ids(sorted(records, order, of, people, 'de'));

  test('stand as people read words, and those without one come last either way', () => {
    const cities = ['Zürich', 'ålesund', '', 'Oslo'].map((city, at) => record(`${at + 1}`, { city }));
    expect(by(cities, { by: 'city', descending: false }, field('city'))).toBe('2 4 1 3');
    expect(by(cities, { by: 'city', descending: true }, field('city'))).toBe('1 4 2 3');
  });

  test('stand by the size of numbers, not by their digits', () => {
    const sizes = ['9', '100', '-3.5', '20'].map((size, at) => record(`${at + 1}`, { size }));
    expect(by(sizes, { by: 'size', descending: false }, field('size', 'decimal'))).toBe('3 1 4 2');
  });

  test('stand by the names of their owners, the newer first among alike', () => {
    const mixed = [record('1'), record('2', {}, 'bob'), record('3'), record('4', {}, 'bob')];
    expect(by(mixed, { by: 'owner', descending: false })).toBe('4 2 3 1');
    expect(by(mixed, { by: 'created_at', descending: false })).toBe('1 2 3 4');
  });

  test('a column goes up, down, and back to the newest first', () => {
    const up = pressed(undefined, 'city');
    expect(up).toEqual({ by: 'city', descending: false });
    expect(pressed(up, 'city')).toEqual({ by: 'city', descending: true });
    expect(pressed(pressed(up, 'city'), 'city')).toBeUndefined();
    expect(pressed(up, 'size')).toEqual({ by: 'size', descending: false });
  });
});

/** An API with so many records, newest first. */
function api(count: number) {
  const asked: string[] = [];
  const get = (path: string): Promise<Page<StoredRecord>> => {
    asked.push(path);
    const query = new URLSearchParams(path.split('?')[1]);
    const from = Number(query.get('cursor') ?? 0);
    const to = Math.min(count, from + Number(query.get('limit')));
    const items = Array.from({ length: to - from }, (_, at) =>
      record(String(from + at), { size: String((from + at) % 10) }),
    );
    return Promise.resolve({ items, next: to < count ? String(to) : null });
  };
  return { asked, api: { get } as unknown as Api };
}

describe('a sorted list', () => {
  const { signal } = new AbortController();
  const backwards = (records: StoredRecord[]) => [...records].reverse();

  test('is one of all records, and is shown page by page without asking again', async () => {
    const world = api(2_100);
    const list = new RecordList(() => undefined);
    await list.open(world.api, 'leads', undefined, signal, backwards);
    expect(world.asked.length).toBe(3);
    expect([list.records?.length, list.records?.[0]?.id, list.hasMore]).toEqual([50, '2099', true]);
    await list.more(world.api, signal);
    expect([list.records?.length, list.records?.at(-1)?.id]).toEqual([100, '2000']);
    expect(world.asked.length).toBe(3);
  });

  test('of too many records is not sorted, and says so', async () => {
    const world = api(MOST_SORTED + 1);
    const list = new RecordList(() => undefined);
    await list.open(world.api, 'leads', undefined, signal, backwards);
    expect([list.tooMany, list.records?.length, list.records?.[0]?.id]).toEqual([true, 50, '0']);
    await list.more(world.api, signal);
    expect(list.records?.length).toBe(100);
    await list.open(world.api, 'leads', undefined, signal);
    expect(list.tooMany).toBe(false);
  });
});
