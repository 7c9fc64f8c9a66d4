/** Several files, one after another: each becomes a job of its own. Draws nothing. */

import type { ImportPlan, JobId } from '@gangway/engine';

/** A file of the list. */
export interface Queued {
  file: File;
  state: 'waiting' | 'now' | 'started' | 'left';
  /** The job that it became. */
  job: JobId | undefined;
}

export class Queue {
  readonly items: Queued[];
  /** What was decided for the file before. */
  plan: ImportPlan | undefined;

  constructor(files: readonly File[]) {
    this.items = files.map((file) => ({ file, state: 'waiting', job: undefined }));
  }

  /** The file whose turn is next. */
  get next(): File | undefined {
    return this.items.find((it) => it.state === 'waiting')?.file;
  }

  /** The present file became a job, or was left out. */
  settle(job: JobId | undefined, plan: ImportPlan | undefined): void {
    const now = this.items.find((it) => it.state === 'now');
    if (!now) return;
    now.state = job ? 'started' : 'left';
    now.job = job;
    if (job && plan) this.plan = plan;
  }

  /** It is the next file's turn. */
  advance(): File | undefined {
    const next = this.items.find((it) => it.state === 'waiting');
    if (next) next.state = 'now';
    return next?.file;
  }
}
