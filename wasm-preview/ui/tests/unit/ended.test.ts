/** Which ends of jobs a person is told of. */

import type { Job, JobStatus } from '@gangway/engine';
import { expect, test } from 'vitest';

import { Ended } from '../../src/jobs/ended.js';

const job = (id: string, status: JobStatus, user = 'ada') => ({ id, status, actor: { user } }) as Job;
const ids = (jobs: Job[]) => jobs.map((it) => it.id);

test('a job that ends is told once, and what had ended before the first look is not', () => {
  const ended = new Ended();
  expect(ended.take([job('new', 'running'), job('old', 'completed')], 'ada')).toEqual([]);
  expect(ids(ended.take([job('new', 'failed'), job('old', 'completed')], 'ada'))).toEqual(['new']);
  expect(ended.take([job('new', 'failed'), job('old', 'completed')], 'ada')).toEqual([]);
});

test('a job that began and ended between two looks is told as well, the oldest first', () => {
  const ended = new Ended();
  ended.take([], 'ada');
  expect(ids(ended.take([job('later', 'completed'), job('sooner', 'cancelled')], 'ada'))).toEqual([
    'sooner',
    'later',
  ]);
});

test('somebody else’s job is nobody’s notice, and neither is an end that the wizard showed', () => {
  const ended = new Ended();
  ended.take([job('own', 'running'), job('theirs', 'running', 'bob')], 'ada');
  ended.tell('own');
  expect(ended.take([job('own', 'completed'), job('theirs', 'completed', 'bob')], 'ada')).toEqual([]);
});
