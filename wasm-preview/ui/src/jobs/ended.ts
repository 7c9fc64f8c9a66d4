/** Which of a person's jobs have ended since somebody looked, each told once. Draws nothing. */

import type { Job } from '@gangway/engine';

import { isEnded } from './status.js';

export class Ended {
  /** What needs no telling any more; none before the first look at the list. */
  private told: Set<string> | undefined;

  /** Hears that a person learnt of a job's end elsewhere. */
  tell(job: string): void {
    this.told?.add(job);
  }

  /** The person's jobs that have ended since the last look, oldest first. What had ended before the first is old. */
  take(jobs: readonly Job[], person: string): Job[] {
    const ended = jobs.filter((it) => it.actor.user === person && isEnded(it.status));
    const { told } = this;
    const fresh = told ? ended.filter((it) => !told.has(it.id)) : [];
    this.told = new Set([...(told ?? []), ...ended.map((it) => it.id)]);
    return fresh.reverse();
  }
}
