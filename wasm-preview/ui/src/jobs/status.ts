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

/** How long what an undo or another run reads is kept: 30 days. */
const KEPT_MS = 30 * 24 * 3600 * 1000;

function isKept(job: Job, now: number): boolean {
  const began = job.started_at ?? job.created_at;
  // What was put off is kept from the time on that was chosen for it.
  const wrote = job.at !== undefined && job.at > began ? job.at : began;
  return now - Date.parse(wrote) < KEPT_MS;
}

/** Whether there is something that an undo could take back, and still time for it. */
export function canUndo(job: Job, now: number): boolean {
  const { created, updated } = counts(job);
  return job.kind === 'import' && isEnded(job.status) && created + updated > 0 && isKept(job, now);
}

/** Rows that were not reached and can be run again; 0 if there are none, or if it is too late. */
export function leftRows(job: Job, now: number): number {
  const may = job.status === 'completed_with_errors' || job.status === 'cancelled';
  return may && !job.undone && isKept(job, now) ? counts(job).unprocessed : 0;
}

/** Rows that a test has left and that can be gone on with; 0 if there are none, or if it is too late. */
export function waitingRows(job: Job, now: number): number {
  const tested = job.status === 'completed' || job.status === 'completed_with_errors';
  const isOpen = tested && !job.undone && !job.continued_by && counts(job).unprocessed === 0;
  return isOpen && isKept(job, now) ? (job.test?.waiting ?? 0) : 0;
}

/** Whether an import waits for its time, so that another one may be chosen. */
export function isPutOff(job: Job): boolean {
  return job.kind === 'import' && job.status === 'scheduled';
}

/** Whether a job may be stopped by a person. */
export function canCancel(job: Job): boolean {
  return !isEnded(job.status) && job.status !== 'cancelling';
}
