import type { CheckReport, ImportOptions, PreviewRow, RowOutcome } from '@gangway/engine';
import { describe, expect, test } from 'vitest';

import { decode } from '../../src/import/preview/known.js';
import { fate, isUnder, split, tabsOf } from '../../src/import/preview/outcomes.js';

const KEY = 'ab'.repeat(16);

function row(outcome: RowOutcome, key: string | null = KEY): PreviewRow {
  return { row: 5, record: {}, cells: [], owner: null, issues: [], outcome, key };
}

const known = new Map([[KEY, true]]);
const unknown = new Map([[KEY, false]]);
const mode = (it: ImportOptions['mode']): ImportOptions => ({ mode: it });

describe('fate', () => {
  test('a row that fails fails in every mode', () => {
    for (const it of ['skip', 'update', 'create'] as const)
      expect(fate(row({ outcome: 'failed' }), mode(it), known)).toEqual({ kind: 'fail' });
  });

  test('a row that matches a record is skipped or updates it, as the mode says', () => {
    expect(fate(row({ outcome: 'ok' }), mode('skip'), known)).toEqual({ kind: 'skip' });
    expect(fate(row({ outcome: 'ok' }), mode('update'), known)).toEqual({ kind: 'update' });
    expect(fate(row({ outcome: 'ok' }), mode('create'), known)).toEqual({ kind: 'create' });
  });

  test('a row that matches nothing, or has no key, becomes a record', () => {
    expect(fate(row({ outcome: 'ok' }), mode('skip'), unknown)).toEqual({ kind: 'create' });
    expect(fate(row({ outcome: 'ok' }, null), mode('skip'), known)).toEqual({ kind: 'create' });
  });

  test('a repeat names the row that it repeats', () => {
    expect(fate(row({ outcome: 'repeat', leader: 3 }), mode('skip'), unknown)).toEqual({
      kind: 'skip',
      leader: 3,
    });
    expect(fate(row({ outcome: 'repeat', leader: 3 }), mode('create'), unknown)).toEqual({ kind: 'create' });
  });
});

describe('what the core told', () => {
  test('goes before what the keys say, and a repeat still names its leader', () => {
    const changes = [{ field: 'city', before: 'Oslo', after: 'Rome' }];
    const told = { kind: 'update' as const, changes };
    expect(fate(row({ outcome: 'ok' }), mode('update'), unknown, told)).toEqual(told);
    expect(
      fate(row({ outcome: 'repeat', leader: 3 }), mode('update'), unknown, { kind: 'unchanged' }),
    ).toEqual({
      kind: 'unchanged',
      leader: 3,
    });
    const fails = { kind: 'fail' as const, code: 'match_not_permitted' as const };
    expect(fate(row({ outcome: 'ok' }), mode('update'), known, fails)).toEqual(fails);
  });
});

describe('split', () => {
  const counts = { rows: 10_000, ok: 9_600, failed: 300, repeats: 100, blank: 4, without_key: 9 };
  const report = {
    counts,
    preview: [row({ outcome: 'ok' }), row({ outcome: 'failed' })],
  } as unknown as CheckReport;

  const found = (rows: number, gone = 0) => ({ rows, gone });

  test('what is imported and what is left out make up all rows', () => {
    expect(split(report, mode('skip'), found(0))).toEqual({
      imported: 9_600,
      left: 400,
      matched: 0,
      gone: 0,
    });
    expect(split(report, mode('update'), found(0))).toEqual({
      imported: 9_700,
      left: 300,
      matched: 0,
      gone: 0,
    });
    expect(split(report, mode('create'), found(1))).toEqual({
      imported: 9_700,
      left: 300,
      matched: 0,
      gone: 0,
    });
  });

  test('rows that the CRM is known to have are left out, or update it', () => {
    expect(split(report, mode('skip'), found(1))).toEqual({
      imported: 9_599,
      left: 401,
      matched: 1,
      gone: 0,
    });
    expect(split(report, mode('update'), found(1))).toEqual({
      imported: 9_700,
      left: 300,
      matched: 1,
      gone: 0,
    });
  });
});

describe('rows whose record is gone', () => {
  const counts = { rows: 10, ok: 8, failed: 1, repeats: 1, blank: 0, without_key: 0 };
  const report = { counts, preview: [] } as unknown as CheckReport;

  test('are left out, and are no new records', () => {
    const whole = { ...mode('update'), match_rule: 'identity' as const };
    expect(split(report, whole, { rows: 5, gone: 3 })).toEqual({ imported: 6, left: 4, matched: 5, gone: 3 });
  });

  test('are problems, once the CRM has said so', () => {
    const it = row({ outcome: 'ok' });
    const gone = new Map([[it.key!, false]]);
    expect(isUnder('problems', it, gone, 'identity')).toBe(true);
    expect(isUnder('problems', it, new Map(), 'identity')).toBe(false);
    expect(isUnder('problems', it, gone, 'email')).toBe(false);
  });
});

describe('tabs', () => {
  test('problems are rows that fail: a remark alone is none', () => {
    const noted = { ...row({ outcome: 'ok' }), issues: [{ note: true }] } as PreviewRow;
    expect(isUnder('problems', row({ outcome: 'failed' }), unknown)).toBe(true);
    expect(isUnder('problems', noted, unknown)).toBe(false);
    expect(tabsOf('skip')).toEqual(['all', 'problems', 'remarks', 'duplicates']);
  });

  test('duplicates are repeats and rows that a record matches', () => {
    expect(isUnder('duplicates', row({ outcome: 'repeat', leader: 2 }, null), unknown)).toBe(true);
    expect(isUnder('duplicates', row({ outcome: 'ok' }), known)).toBe(true);
    expect(isUnder('duplicates', row({ outcome: 'ok' }), unknown)).toBe(false);
  });
});

describe('the tab of updates', () => {
  test('holds the rows that a record matches, and no repeats of the file', () => {
    expect(isUnder('updates', row({ outcome: 'ok' }), known)).toBe(true);
    expect(isUnder('updates', row({ outcome: 'ok' }), unknown)).toBe(false);
    expect(isUnder('updates', row({ outcome: 'repeat', leader: 2 }), known)).toBe(false);
    expect(isUnder('updates', row({ outcome: 'failed' }), known)).toBe(false);
  });

  test('is there only where something is updated', () => {
    expect(tabsOf('update')).toContain('updates');
    for (const it of ['skip', 'create', undefined] as const) expect(tabsOf(it)).not.toContain('updates');
  });
});

describe('the bitset of known keys', () => {
  test('the first key is the lowest bit of the first byte', () => {
    const keys = Array.from({ length: 10 }, (_, at) => String(at));
    const answer = decode(keys, btoa(String.fromCharCode(0b0000_0101, 0b0000_0010)));
    expect([...answer].filter(([, it]) => it).map(([key]) => key)).toEqual(['0', '2', '9']);
  });

  test('a short answer knows nothing of the rest', () => {
    expect(decode(['a', 'b'], '').get('b')).toBe(false);
  });
});
