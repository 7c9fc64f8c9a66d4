/** The way of a started import: made, uploaded, started, watched to its end. Every step may be tried again. */

import {
  EngineError,
  type CompleteUpload,
  type CreateImport,
  type ImportCreated,
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
import { upload } from '../api/upload.js';

/** What is imported. */
export interface Order {
  file: File;
  plan: ImportPlan;
  /** None if the check had not ended. */
  receipt: Receipt | null;
  /** None if nothing was corrected. */
  corrections: Sealed | undefined;
}

export type RunPhase = 'idle' | 'uploading' | 'starting' | 'watching' | 'ended' | 'failed' | 'cancelled';

export class Run {
  phase: RunPhase = 'idle';
  /** Bytes that S3 has taken or is taking. */
  sent = 0;
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
  private readonly keys = { create: '', complete: '', start: '', cancel: '' };
  private aborting = new AbortController();
  private created: ImportCreated | undefined;
  private completed = false;

  constructor(api: Api, changed: () => void) {
    this.api = api;
    this.changed = changed;
    for (const step of ['create', 'complete', 'start', 'cancel'] as const)
      this.keys[step] = crypto.randomUUID();
  }

  /** The job's number, as soon as there is one. */
  get jobId(): string | undefined {
    return this.job?.id ?? this.created?.job;
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
    if (this.needsPage) this.aborting.abort();
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
    this.aborting.abort();
  }

  private async go(): Promise<void> {
    const order = this.order;
    if (!order) return;
    this.aborting = new AbortController();
    this.message = undefined;
    try {
      await this.send(order);
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

  private async send(order: Order): Promise<void> {
    const { signal } = this.aborting;
    this.enter('uploading');
    const { file, plan } = order;
    const body: CreateImport = {
      module: plan.module,
      file_name: file.name,
      size: String(file.size),
      fingerprint: null,
    };
    this.created ??= await this.api.post<ImportCreated>('/imports', body, this.keys.create, signal);
    if (this.completed) return;
    const onProgress = (sent: number) => {
      this.sent = sent;
      this.changed();
    };
    const parts: CompleteUpload = {
      parts: await upload(this.api, this.created, file, { signal, onProgress }),
    };
    await this.api.post<Job>(`/imports/${this.created.job}/complete`, parts, this.keys.complete, signal);
    this.completed = true;
  }

  private async begin(order: Order): Promise<void> {
    this.enter('starting');
    const { plan, receipt, corrections } = order;
    const job = `/imports/${this.created?.job}`;
    for (const [part, cells] of (corrections?.parts ?? []).entries())
      await this.api.put(`${job}/corrections/${part}`, cells);
    const body: StartImport = { plan, receipt, ...(corrections && { corrections: corrections.named }) };
    const path = `${job}/start`;
    this.job = await this.api.post<Job>(path, body, this.keys.start, this.aborting.signal);
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
