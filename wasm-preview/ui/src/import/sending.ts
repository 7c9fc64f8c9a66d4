/**
 * A file on its way to S3: made, sent in parts, completed. It may begin while the person still maps, go on after the
 * connection was away, and after a reload with the parts that S3 has.
 */

import type { CreateImport, ImportCreated, Job, ModuleId, UploadedPart } from '@gangway/engine';

import { ApiError, type Api } from '../api/client.js';
import { steadily } from '../api/steady.js';
import { upload } from '../api/upload.js';

/** What a draft keeps of it. */
export interface SentSoFar extends ImportCreated {
  parts: UploadedPart[];
  completed: boolean;
}

export class Sending {
  readonly file: File;
  /** Bytes that S3 has taken or is taking. */
  sent = 0;
  /** Whether there is no connection at the moment. */
  offline = false;
  /** What a draft keeps; a new value after each part. */
  soFar: SentSoFar | undefined;

  private readonly api: Api;
  private readonly module: ModuleId;
  private readonly changed: () => void;
  private readonly keys = { create: crypto.randomUUID(), complete: crypto.randomUUID() };
  private aborting = new AbortController();
  private running: Promise<void> | undefined;

  constructor(api: Api, module: ModuleId, file: File, changed: () => void, soFar?: SentSoFar) {
    this.api = api;
    this.module = module;
    this.file = file;
    this.changed = changed;
    this.soFar = soFar;
  }

  /** The job that the file is for, as soon as there is one. */
  get job(): string | undefined {
    return this.soFar?.job;
  }

  /** Whether S3 has all of it. */
  get done(): boolean {
    return this.soFar?.completed ?? false;
  }

  /** Sends what is not sent; ends when all of it is there. After a failure it may be called again. */
  run(): Promise<void> {
    this.running ??= this.go().finally(() => (this.running = undefined));
    return this.running;
  }

  /** Sends no more; what is there stays. */
  stop(): void {
    this.aborting.abort();
    this.aborting = new AbortController();
  }

  /** Nobody needs the file: the job ends, and with it what was put of the file. */
  async discard(): Promise<void> {
    const { job } = this;
    this.stop();
    if (job) await this.api.post<Job>(`/jobs/${job}/cancel`, {}, crypto.randomUUID()).catch(() => undefined);
  }

  private async go(): Promise<void> {
    const { signal } = this.aborting;
    try {
      await this.send(signal);
    } catch (error) {
      if (signal.aborted || !isForgotten(error) || !this.soFar) throw error;
      // What was begun before a reload is no longer there: from the beginning.
      this.soFar = undefined;
      this.keys.create = crypto.randomUUID();
      this.keys.complete = crypto.randomUUID();
      await this.send(signal);
    }
  }

  private async send(signal: AbortSignal): Promise<void> {
    const onOffline = (offline: boolean) => this.tell(() => (this.offline = offline));
    const how = { signal, onOffline };
    const made = this.soFar ?? (await steadily(() => this.create(signal), how));
    const soFar = (this.soFar ??= { ...made, parts: [], completed: false });
    if (soFar.completed) return this.tell(() => (this.sent = this.file.size));
    const parts = await upload(this.api, soFar, this.file, {
      ...how,
      taken: soFar.parts,
      onProgress: (sent) => this.tell(() => (this.sent = sent)),
      onPart: (part) => this.tell(() => this.keep(part)),
    });
    const path = `/imports/${soFar.job}/complete`;
    await steadily(() => this.api.post<Job>(path, { parts }, this.keys.complete, signal), how);
    this.tell(() => (this.soFar = { ...soFar, parts, completed: true }));
  }

  private create(signal: AbortSignal): Promise<ImportCreated> {
    const { name, size } = this.file;
    const body: CreateImport = {
      module: this.module,
      file_name: name,
      size: String(size),
      fingerprint: null,
    };
    return this.api.post<ImportCreated>('/imports', body, this.keys.create, signal);
  }

  private keep(part: UploadedPart): void {
    if (!this.soFar) return;
    const others = this.soFar.parts.filter((it) => it.number !== part.number);
    this.soFar = { ...this.soFar, parts: [...others, part] };
  }

  private tell(change: () => unknown): void {
    change();
    this.changed();
  }
}

/** The job ended, or its parts were thrown away, while nobody looked. */
function isForgotten(error: unknown): boolean {
  return error instanceof ApiError && [404, 409, 422].includes(error.status);
}
