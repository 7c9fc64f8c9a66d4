/** What a job's status means for the page. The words for it are in strings.ts. */

import type { Job, JobCounts, JobStatus } from '@gangway/engine';

const ENDED: readonly JobStatus[] = [
  'completed',
  'completed_with_errors',
  'differs_from_preview',
  'failed',
  'cancelled',
];

export function isEnded(status: JobStatus): boolean {
  return ENDED.includes(status);
}

/** Milliseconds until it is worth asking again. */
export function pauseFor(status: JobStatus): number {
  return status === 'scheduled' || status === 'draft' ? 5000 : 1000;
}

export type Tone = 'good' | 'warn' | 'bad' | 'accent' | '';

export function tone(status: JobStatus): Tone {
  switch (status) {
    case 'completed':
      return 'good';
    case 'completed_with_errors':
    case 'differs_from_preview':
      return 'warn';
    case 'failed':
      return 'bad';
    case 'queued':
    case 'planning':
    case 'running':
    case 'cancelling':
      return 'accent';
    default:
      return '';
  }
}

/** Every count is always sent; the generated type allows less, because the server accepts less. */
export function counts(job: Job): Required<JobCounts> {
  return job.counts as Required<JobCounts>;
}

/** Rows with an outcome. */
export function done(counts: Required<JobCounts>): number {
  const { rows: _all, ...outcomes } = counts;
  return Object.values(outcomes).reduce((sum, it) => sum + it, 0);
}

/** How long what an undo reads is kept: 30 days. */
const UNDO_MS = 30 * 24 * 3600 * 1000;

/** Whether there is something that an undo could take back, and still time for it. */
export function canUndo(job: Job, now: number): boolean {
  const { created, updated } = counts(job);
  const inTime = now - Date.parse(job.finished_at ?? job.created_at) < UNDO_MS;
  return job.kind === 'import' && isEnded(job.status) && created + updated > 0 && inTime;
}

/** Whether a job may be stopped by a person. */
export function canCancel(job: Job): boolean {
  return !isEnded(job.status) && job.status !== 'cancelling';
}
