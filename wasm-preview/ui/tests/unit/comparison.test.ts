/** What the CRM is asked about a file, and what is made of its answers. */

import type { CheckReport, FileKeys, Foreseeing, KeyMatch, PreviewRow } from '@gangway/engine';
import { describe, expect, test } from 'vitest';

import type { Api } from '../../src/api/client.js';
import { Comparison } from '../../src/import/preview/known.js';
import { recordName } from '../../src/import/preview/record-name.js';
import type { Reading } from '../../src/import/reading.js';
import { row as previewRow } from './preview-row.js';

const key = (at: number) => at.toString(16).padStart(32, '0');
const keys = (count: number) => Array.from({ length: count }, (_, at) => key(at));

/** A CRM that knows the even keys. */
function world(file: FileKeys) {
  const asked: { path: string; keys: string[] }[] = [];
  const isKnown = (it: string) => Number.parseInt(it, 16) % 2 === 0;
  const post = (path: string, body: { keys: string[] }) => {
    asked.push({ path, keys: body.keys });
    const bytes = new Uint8Array(Math.ceil(body.keys.length / 8));
    body.keys.forEach((it, at) => isKnown(it) && (bytes[at >> 3]! |= 1 << (at & 7)));
    const found = { match: 'found', several: false, record: { id: 'R', values: {} } } as unknown as KeyMatch;
    const matches = body.keys.map((it): KeyMatch => (isKnown(it) ? found : { match: 'nobody' }));
    const known = btoa(String.fromCharCode(...bytes));
    return Promise.resolve({ known, matches, as_of: '2026-11-27T00:00:00Z' });
  };
  const foreseen: Foreseeing[] = [];
  const reading = {
    plan: { columns: [] },
    checking: { state: 'done', report: {} as CheckReport },
    keys: () => Promise.resolve(file),
    foresee: (it: Foreseeing) => {
      foreseen.push(it);
      return Promise.resolve(it.rows.map(({ row }) => ({ row, fate: { kind: 'skip' } })));
    },
  };
  const api = { post } as unknown as Api;
  const comparison = new Comparison(api, 'leads', reading as unknown as Reading, () => undefined);
  return { asked, comparison, foreseen, reading };
}

const row = (number: number, of: string | null): PreviewRow => previewRow(number, { key: of });

describe('the comparison with the CRM', () => {
  test('asks first what the shown rows match, and of the rest whether it is known', async () => {
    const { asked, comparison } = world({ keys: keys(12_000), distinct: 12_000 });
    await comparison.matching.see([row(2, key(0)), row(3, key(1)), row(4, null)], 'email');
    await comparison.askAll('email');
    expect(asked.map((it) => [it.path, it.keys.length])).toEqual([
      ['/modules/leads/matches', 2],
      ['/modules/leads/keys', 5_000],
      ['/modules/leads/keys', 5_000],
      ['/modules/leads/keys', 1_998],
    ]);
    expect(comparison.matched).toEqual({ rows: 6_000, gone: 0, estimated: false });
    expect(comparison.percent).toBe(100);
    await comparison.askAll('email');
    expect(asked.length).toBe(4);
  });

  test('of a file with more keys than are asked about is an estimate', async () => {
    const { comparison } = world({ keys: keys(40_000), distinct: 400_000 });
    await comparison.askAll('email');
    expect(comparison.matched).toEqual({ rows: 200_000, gone: 0, estimated: true });
  });

  test('asks about the keys of a new check only where they are new', async () => {
    const { asked, comparison, reading } = world({ keys: keys(10), distinct: 10 });
    await comparison.askAll('email');
    reading.checking = { state: 'done', report: {} as CheckReport };
    reading.keys = () => Promise.resolve({ keys: keys(11), distinct: 11 });
    await comparison.askAll('email');
    expect(asked.map((it) => it.keys.length)).toEqual([10, 1]);
    expect(comparison.matched.rows).toBe(6);
  });

  test('lets the core decide what becomes of the shown rows, once for each plan', async () => {
    const { asked, comparison, foreseen, reading } = world({ keys: [], distinct: 0 });
    const rows = [row(2, key(0)), row(3, key(1))];
    await comparison.matching.see(rows, 'email');
    await comparison.matching.see(rows, 'email');
    expect(foreseen.length).toBe(1);
    expect(foreseen[0]?.matches.map((it) => it.match)).toEqual(['found', 'nobody']);
    expect(comparison.matching.fateOf(rows[0]!)).toEqual({ kind: 'skip' });
    reading.plan = { columns: [] };
    expect(comparison.matching.fateOf(rows[0]!)).toBeUndefined();
    await comparison.matching.see(rows, 'email');
    expect([asked.length, foreseen.length]).toEqual([1, 2]);
  });
});

describe('a record', () => {
  const module = {
    id: 'leads',
    label: 'Leads',
    fields: [{ id: 'city', label: 'City', type: 'text' as const }],
  };
  const called = (values: Record<string, string>) =>
    recordName({ id: 'R1', values } as unknown as Parameters<typeof recordName>[0], module);

  test('is called by its person, its company, its address, or what it has', () => {
    expect(called({ first_name: 'Mia', last_name: 'Berg', company: 'Fjord' })).toBe('Mia Berg');
    expect(called({ last_name: ' ', company: 'Fjord' })).toBe('Fjord');
    expect(called({ email: 'a@x.org' })).toBe('a@x.org');
    expect(called({ city: 'Oslo' })).toBe('Oslo');
    expect(called({})).toBe('R1');
  });
});
