/** The way of a started import: made, uploaded, started, watched to its end. Every step may be tried again. */

import {
  EngineError,
  type ImportPlan,
  type Job,
  type Receipt,
  type Sealed,
  type StartImport,
} from '@gangway/engine';

import type { Api } from '../api/client.js';
import { isEnded, pauseFor } from '../jobs/status.js';
import type { Saying } from '../strings/texts.js';
import { poll } from '../api/poll.js';
import { jobsChanged } from '../api/wake.js';
import { steadily } from '../api/steady.js';
import type { Sending } from './sending.js';

/** What is imported. */
export interface Order {
  /** The file, on its way or there already. */
  sending: Sending;
  plan: ImportPlan;
  /** None if the check had not ended. */
  receipt: Receipt | null;
  /** None if nothing was corrected. */
  corrections: Sealed | undefined;
  /** Only so many rows for now; all of them without it. */
  test?: number | undefined;
  /** Not before this instant; at once without it. */
  at?: string | undefined;
}

export type RunPhase = 'idle' | 'uploading' | 'starting' | 'watching' | 'ended' | 'failed' | 'cancelled';

export class Run {
  phase: RunPhase = 'idle';
  order: Order | undefined;
  job: Job | undefined;
  /** Why it stopped, for people; it may be tried again. */
  message: Saying | undefined;
  /** The server does not answer at the moment; the import itself goes on. */
  unreachable = false;
  cancelling = false;
  /** The browser cannot read the file any more: it was changed, moved or deleted. */
  fileIsGone = false;

  private readonly api: Api;
  private readonly changed: () => void;
  private readonly keys = { start: crypto.randomUUID(), cancel: crypto.randomUUID() };
  private aborting = new AbortController();
  private correctedParts = 0;

  constructor(api: Api, changed: () => void) {
    this.api = api;
    this.changed = changed;
  }

  /** The job's number, as soon as there is one. */
  get jobId(): string | undefined {
    return this.job?.id ?? this.order?.sending.job;
  }

  /** Whether leaving the page now would lose the import. */
  get needsPage(): boolean {
    return this.phase === 'uploading' || this.phase === 'starting';
  }

  async start(order: Order): Promise<void> {
    this.order = order;
    await this.go();
  }

  async retry(): Promise<void> {
    await this.go();
  }

  /** Stops an upload, or asks the server to stop. */
  async cancel(): Promise<void> {
    this.cancelling = true;
    if (this.needsPage) this.stop();
    this.changed();
    try {
      if (this.jobId) this.job = await this.api.post<Job>(`/jobs/${this.jobId}/cancel`, {}, this.keys.cancel);
    } catch (error) {
      this.message = say(error);
      this.cancelling = false;
    }
    this.changed();
  }

  /** Watches a job to its end that runs again. */
  async follow(job: Job): Promise<void> {
    this.job = job;
    this.cancelling = false;
    await this.watch();
  }

  /** Stops watching; the import itself goes on. */
  close(): void {
    this.stop();
  }

  private stop(): void {
    this.order?.sending.stop();
    this.aborting.abort();
  }

  private async go(): Promise<void> {
    const order = this.order;
    if (!order) return;
    this.aborting = new AbortController();
    this.message = undefined;
    try {
      this.enter('uploading');
      await order.sending.run();
      if (this.aborting.signal.aborted) throw new DOMException('The import was stopped', 'AbortError');
      await this.begin(order);
      await this.watch();
    } catch (error) {
      const stopped = this.aborting.signal.aborted;
      this.phase = stopped ? 'cancelled' : 'failed';
      if (!stopped) this.message = say(error);
      this.fileIsGone = isGone(error);
    }
    this.changed();
  }

  private async begin(order: Order): Promise<void> {
    this.enter('starting');
    const { signal } = this.aborting;
    const { plan, receipt, corrections, test, at } = order;
    const job = `/imports/${order.sending.job}`;
    // A started import takes no corrections: whoever lost the answer to Start must not put them again.
    for (; this.correctedParts < (corrections?.parts.length ?? 0); this.correctedParts += 1) {
      const part = this.correctedParts;
      await steadily(() => this.api.put(`${job}/corrections/${part}`, corrections?.parts[part]), { signal });
    }
    const body: StartImport = {
      plan,
      receipt,
      ...(corrections && { corrections: corrections.named }),
      ...(test && { test }),
      ...(at && { at }),
    };
    const path = `${job}/start`;
    const start = () => this.api.post<Job>(path, body, this.keys.start, signal);
    this.job = await steadily(start, { signal });
    jobsChanged();
  }

  private async watch(): Promise<void> {
    this.enter('watching');
    await poll<Job>(this.api, {
      path: `/jobs/${this.jobId}`,
      signal: this.aborting.signal,
      onChange: (job) => {
        this.job = job;
        if (isEnded(job.status)) this.phase = 'ended';
        this.changed();
        return isEnded(job.status) ? 'stop' : pauseFor(job.status);
      },
      onTrouble: (error) => {
        this.unreachable = error !== undefined;
        if (error && !error.passing) {
          this.phase = 'failed';
          this.message = say(error);
        }
        this.changed();
      },
    });
  }

  private enter(phase: RunPhase): void {
    this.phase = phase;
    this.changed();
  }
}

/** What a browser says when it reads a file that is no longer the one that was chosen. */
function isGone(error: unknown): boolean {
  return error instanceof DOMException && ['NotReadableError', 'NotFoundError'].includes(error.name);
}

function say(error: unknown): Saying {
  const cause = isGone(error) ? new EngineError('unreadable', error) : error;
  return (it) => it.failure(cause);
}
