/**
 * The engine as a page uses it: passes over one file, run by a Web Worker so that the page never freezes.
 *
 * A worker that says nothing for ten ticks of a second, or whose module trapped, is ended; the next pass gets a
 * fresh one. Ticks, not a clock: a laptop that slept must not look like a worker that hangs.
 */

import { newWorker, takeWarm, type WorkerOptions } from './warm.js';
import { EngineError, RefusedError, SupersededError } from './errors.js';
import type { CellEdit, Sealed } from './edits.js';
import type {
  Answer,
  Failure,
  FromWorker,
  OpenMessage,
  PassMessage,
  Question,
  ToWorker,
} from './protocol.js';
import { Questions } from './questions.js';
import type { OnProgress, Purpose, WantedRows } from './session.js';
import type {
  CheckReport,
  Choices,
  Estimate,
  FileKeys,
  Forecast,
  Foreseeing,
  Foreseen,
  ImportPlan,
  RowPage,
} from './types.js';

export interface EngineOptions extends WorkerOptions {
  /** Silent seconds after which a pass is ended. */
  patience?: number;
}

interface Running {
  generation: number;
  resolve: (result: never) => void;
  reject: (error: Error) => void;
  onProgress: OnProgress | undefined;
  silent: number;
}

type Begin =
  | { kind: 'propose'; choices: Choices }
  | { kind: 'survey' | 'check' | 'seal'; plan: ImportPlan; edits: CellEdit[] }
  | { kind: 'rows'; plan: ImportPlan; edits: CellEdit[]; wanted: WantedRows };

export class FileEngine {
  private readonly opening: OpenMessage;
  private readonly options: EngineOptions;
  private readonly questions = new Questions();
  private worker: Worker | undefined;
  private running: Running | undefined;
  private generation = 0;
  private edits: CellEdit[] = [];
  private ticking: ReturnType<typeof setInterval> | undefined;

  constructor(file: File, purpose: Purpose, options: EngineOptions = {}) {
    const wasmUrl = options.wasmUrl?.toString();
    this.opening = { kind: 'open', file, name: file.name, purpose, ...(wasmUrl ? { wasmUrl } : {}) };
    this.options = options;
  }

  /** What the file seems to be, and where its columns seem to go. Reads its head only. */
  propose(choices: Choices = {}): Promise<ImportPlan> {
    return this.begin({ kind: 'propose', choices });
  }

  /** The plan, completed with what only the whole file tells. */
  survey(plan: ImportPlan, onProgress?: OnProgress): Promise<ImportPlan> {
    return this.begin({ kind: 'survey', plan, edits: this.edits }, onProgress);
  }

  /** Every row, checked under a plan. */
  check(plan: ImportPlan, onProgress?: OnProgress): Promise<CheckReport> {
    return this.begin({ kind: 'check', plan, edits: this.edits }, onProgress);
  }

  /** Rows, wherever they are in the file. */
  rows(plan: ImportPlan, wanted: WantedRows): Promise<RowPage> {
    return this.begin({ kind: 'rows', plan, edits: this.edits, wanted });
  }

  /** From the next pass on, these cells are read as they were corrected, instead of those named before. */
  correct(edits: CellEdit[]): void {
    this.edits = edits;
  }

  /** What was corrected, as the server takes it; undefined if nothing was. */
  async sealed(plan: ImportPlan): Promise<Sealed | undefined> {
    return this.edits.length > 0 ? this.begin({ kind: 'seal', plan, edits: this.edits }) : undefined;
  }

  /** The match keys that the last check found: what to ask the CRM for. */
  keys(): Promise<FileKeys> {
    return this.ask({ about: 'keys' });
  }

  /** What an import would do with rows whose matches are known. */
  foresee(asked: Foreseeing): Promise<Foreseen[]> {
    return this.ask({ about: 'foresee', asked });
  }

  /** What an import will cost and how long it will take. */
  estimate(forecast: Forecast, plan: ImportPlan): Promise<Estimate> {
    return this.ask({ about: 'estimate', forecast, plan });
  }

  /** Ends the running pass; the engine stays usable. */
  stop(): void {
    this.settle((it) => it.reject(new SupersededError()));
    this.say({ kind: 'stop' });
  }

  /** Ends everything and gives the memory back. */
  close(): void {
    this.settle((it) => it.reject(new SupersededError()));
    this.endWorker();
  }

  private ask<A extends Answer>(question: Question): Promise<A> {
    const { message, answer } = this.questions.ask<A>(question);
    this.worker ??= this.startWorker();
    this.say(message);
    return answer;
  }

  private begin<T>(pass: Begin, onProgress?: OnProgress): Promise<T> {
    this.settle((it) => it.reject(new SupersededError()));
    this.worker ??= this.startWorker();
    const generation = ++this.generation;
    return new Promise<T>((resolve, reject) => {
      this.running = { generation, resolve, reject, onProgress, silent: 0 };
      this.ticking = setInterval(() => this.tick(), 1000);
      this.say({ ...pass, generation } as PassMessage);
    });
  }

  private startWorker(): Worker {
    const worker = takeWarm(this.options) ?? newWorker(this.options);
    worker.onmessage = (event: MessageEvent<FromWorker>) => this.hear(event.data);
    worker.onerror = (event) => this.fail(new EngineError('unavailable', event.message));
    worker.postMessage(this.opening);
    return worker;
  }

  private hear(message: FromWorker): void {
    const running = this.running;
    if (this.questions.hear(message)) return;
    if (!running || message.kind === 'loaded' || message.generation !== running.generation) return;
    running.silent = 0;
    if (message.kind === 'progress') running.onProgress?.(message.progress);
    else if (message.kind === 'done') this.settle((it) => it.resolve(message.result as never));
    else this.hearFailure(message.failure);
  }

  private hearFailure(failure: Failure): void {
    if (failure.kind === 'fault') this.fail(new EngineError(failure.fault, failure.detail));
    else if (failure.kind === 'refused') this.settle((it) => it.reject(new RefusedError(failure.refusal)));
    else this.settle((it) => it.reject(new SupersededError()));
  }

  private tick(): void {
    if (!this.running) return;
    this.running.silent += 1;
    if (this.running.silent >= (this.options.patience ?? 10)) this.fail(new EngineError('stuck'));
  }

  /** A worker that failed may be in any state: it is never used again. */
  private fail(error: EngineError): void {
    this.endWorker();
    this.settle((it) => it.reject(error));
  }

  private settle(end: (running: Running) => void): void {
    clearInterval(this.ticking);
    const running = this.running;
    this.running = undefined;
    if (running) end(running);
  }

  private endWorker(): void {
    this.worker?.terminate();
    this.worker = undefined;
    this.questions.drop();
  }

  private say(message: ToWorker): void {
    this.worker?.postMessage(message);
  }
}
