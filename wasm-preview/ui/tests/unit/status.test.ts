/** What a person may do with a job. */

import { expect, test } from 'vitest';

import type { Job } from '@gangway/engine';

import { canUndo, leftRows } from '../../src/jobs/status.js';

const NOW = Date.parse('2026-11-24T12:00:00.000Z');

function job(change: Partial<Job>): Job {
  return {
    kind: 'import',
    status: 'cancelled',
    created_at: '2026-11-24T11:00:00.000Z',
    started_at: '2026-11-24T11:00:01.000Z',
    finished_at: '2026-11-24T11:01:00.000Z',
    counts: { rows: 9, created: 4, updated: 0, unprocessed: 5 },
    ...change,
  } as Job;
}

test('rows that were not reached can be run again for 30 days, unless the import was undone', () => {
  expect(leftRows(job({}), NOW)).toBe(5);
  expect(leftRows(job({ status: 'completed_with_errors' }), NOW)).toBe(5);
  expect(leftRows(job({ status: 'differs_from_preview' }), NOW)).toBe(0);
  expect(leftRows(job({ status: 'running' }), NOW)).toBe(0);
  expect(leftRows(job({ undone: true }), NOW)).toBe(0);
  expect(leftRows(job({ started_at: '2026-10-20T11:00:00.000Z' }), NOW)).toBe(0);
});

test('an undo needs something written and what the import read', () => {
  expect(canUndo(job({}), NOW)).toBe(true);
  expect(canUndo(job({ started_at: '2026-10-20T11:00:00.000Z' }), NOW)).toBe(false);
  expect(canUndo(job({ kind: 'undo' }), NOW)).toBe(false);
});
