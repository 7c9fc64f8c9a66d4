/** What is told of an import's cost and time, and from what. */

import type { Estimate, Forecast, Job } from '@gangway/engine';
import { describe, expect, test } from 'vitest';

import type { Api } from '../../src/api/client.js';
import { Forecasting, paceOf, priceOf } from '../../src/import/preview/forecast.js';
import type { Reading } from '../../src/import/reading.js';
import { Format } from '../../src/strings/format.js';

const job = (more: Partial<Job>, rows = 5_000): Job =>
  ({
    kind: 'import',
    started_at: '2026-11-27T10:00:00Z',
    finished_at: '2026-11-27T10:00:10Z',
    counts: { rows, unprocessed: 0 },
    ...more,
  }) as unknown as Job;

test('a price is an amount and a currency, or nothing is shown', () => {
  expect(priceOf('0.625 USD')).toEqual({ amount: 0.625, currency: 'USD' });
  for (const it of [undefined, null, '', 'USD', '0.625', 'free EUR', '0,5 EUR'])
    expect(priceOf(it)).toBeUndefined();
});

describe('the pace', () => {
  test('is that of the newest import that tells one', () => {
    const slow = job({ finished_at: '2026-11-27T10:01:40Z' });
    expect(paceOf([job({ kind: 'export' }), job({}, 20), job({ finished_at: null }), slow, job({})])).toEqual(
      {
        rows: 5_000,
        milliseconds: 100_000,
      },
    );
    expect(paceOf([job({ test: { first: 2_000, waiting: 9 } })])).toBeUndefined();
  });
});

test('the forecast names what the preview has counted, and is asked for once', async () => {
  const asked: Forecast[] = [];
  const reading = {
    estimate: (it: Forecast) => {
      asked.push(it);
      return Promise.resolve({ units: '10', micros: '7', seconds: null } as Estimate);
    },
  } as unknown as Reading;
  const api = { get: () => Promise.resolve({ items: [job({})], next: null }) } as unknown as Api;
  const it = new Forecasting(api, reading, () => undefined);
  const price = { amount: 0.625, currency: 'USD' };
  const split = { imported: 9, left: 1, matched: 4, gone: 0 };
  await it.reckon(10, split, true, price);
  await it.reckon(10, split, true, price);
  await it.reckon(10, split, false, price);
  const { rows, created, updated, micros_per_million_units, pace } = asked[0]!;
  expect([rows, created, updated, micros_per_million_units]).toEqual([10, 5, 4, 625_000]);
  expect(pace).toEqual({ rows: 5_000, milliseconds: 10_000 });
  expect(asked.map((of) => [of.created, of.updated])).toEqual([
    [5, 4],
    [9, 0],
  ]);
  expect(it.estimate?.units).toBe('10');
});

test('money and time are written as people read them', () => {
  const format = new Format('en');
  expect(format.money(3.5, 'USD')).toBe('$3.50');
  expect(format.money(0.000_7, 'USD')).toBe('$0.0007');
  expect([format.duration(40), format.duration(90), format.duration(7_300)]).toEqual([
    '40 seconds',
    '2 minutes',
    '3 hours',
  ]);
});
