/**
 * Runs the core's passes over one file: the same in a Web Worker and in Node.
 *
 * One pass at a time. Beginning another one, or `stop`, ends the running one with a `SupersededError` at its
 * next piece of the file.
 */

import { corrections, seal, type CellEdit, type Digests, type Sealed } from './edits.js';
import { EngineError, RefusedError, SupersededError, isRefusal } from './errors.js';
import { Reader } from './reader.js';
import type {
  CheckReport,
  Choices,
  Engine,
  Estimate,
  FileKeys,
  Forecast,
  Foreseeing,
  Foreseen,
  ImportPlan,
  Module,
  Opening,
  RowFilter,
  RowPage,
  RowsFrom,
} from './types.js';

/** What a session needs of the module. */
export interface Core extends Digests {
  Engine: new (opening: Opening) => Engine;
  estimate(forecast: Forecast, plan: ImportPlan, module: Module): Estimate;
}

/** How far a pass is. */
export interface Progress {
  /** Bytes of the file that the pass has seen. */
  done: number;
  /** Bytes of the file. */
  size: number;
  /** What a check has found so far; before that, the file's first rows alone. */
  report?: CheckReport;
}

/** Which rows are wanted: at most 200, from somewhere on. */
export interface WantedRows {
  filter: RowFilter;
  from: RowsFrom;
  count: number;
}

export type OnProgress = (progress: Progress) => void;

/** Into what, and for whom, a file is read. */
export type Purpose = Omit<Opening, 'file_name' | 'size'>;

const REPORT_EVERY_MS = 100;

export class Session {
  private readonly core: Core;
  private readonly file: Blob;
  private readonly head: Uint8Array | undefined;
  private readonly engine: Engine;
  private readonly module: Module;
  private generation = 0;

  /** `head` are the file's first bytes, if they are at hand: they need not be fetched again. */
  constructor(core: Core, file: Blob, name: string, purpose: Purpose, head?: Uint8Array) {
    this.core = core;
    this.file = file;
    this.head = head;
    this.module = purpose.module;
    this.engine = new core.Engine({ file_name: name, size: String(file.size), ...purpose });
  }

  /** What the file seems to be, and where its columns seem to go. Reads its head only. */
  async propose(choices: Choices = {}): Promise<ImportPlan> {
    return this.run(
      () => this.engine.propose(choices),
      () => this.engine.finishPlan(),
    );
  }

  /** The plan, completed with what only the whole file tells. */
  async survey(plan: ImportPlan, onProgress?: OnProgress, edits: CellEdit[] = []): Promise<ImportPlan> {
    return this.run(
      () => {
        this.engine.correct(corrections(this.core, plan, edits));
        this.engine.survey(plan);
      },
      () => this.engine.finishPlan(),
      this.from(plan, onProgress),
    );
  }

  /** Every row, checked under a plan. */
  async check(plan: ImportPlan, onProgress?: OnProgress, edits: CellEdit[] = []): Promise<CheckReport> {
    return this.run(
      () => {
        this.engine.correct(corrections(this.core, plan, edits));
        this.engine.check(plan);
      },
      () => this.engine.finishReport(),
      this.from(plan, onProgress),
    );
  }

  /** Rows wherever they are in the file: at once where it was checked under this plan, else as far as it must be read. */
  async rows(plan: ImportPlan, wanted: WantedRows, edits: CellEdit[] = []): Promise<RowPage> {
    return this.run(
      () => {
        this.engine.correct(corrections(this.core, plan, edits));
        this.engine.rows(plan, wanted.filter, wanted.from, wanted.count);
      },
      () => this.engine.finishRows(),
    );
  }

  /** The edits as the server takes them. */
  seal(plan: ImportPlan, edits: CellEdit[]): Sealed {
    return seal(this.core, plan, edits);
  }

  /** The match keys that the last check found. */
  keys(): FileKeys {
    return this.engine.keys();
  }

  /** What an import would do with rows whose matches are known. */
  foresee(asked: Foreseeing): Foreseen[] {
    return this.engine.foresee(asked);
  }

  /** What an import will cost and how long it will take. */
  estimate(forecast: Forecast, plan: ImportPlan): Estimate {
    return this.core.estimate(forecast, plan, this.module);
  }

  /** Ends the running pass. */
  stop(): void {
    this.generation += 1;
  }

  /** Gives the module's memory back. */
  close(): void {
    this.stop();
    this.engine.free();
  }

  /** Progress that begins with the file's first rows, at once, and never shows fewer. */
  private from(plan: ImportPlan, onProgress?: OnProgress): OnProgress | undefined {
    if (!onProgress) return undefined;
    let first: CheckReport | undefined;
    return (progress) => {
      if (progress.done === 0) first = this.engine.firstRows(plan);
      const fewer = (progress.report?.counts.rows ?? 0) < (first?.counts.rows ?? 0);
      onProgress(fewer && first ? { ...progress, report: first } : progress);
    };
  }

  private async run<T>(begin: () => void, finish: () => T, onProgress?: OnProgress): Promise<T> {
    const generation = ++this.generation;
    try {
      begin();
      onProgress?.({ done: 0, size: this.file.size });
      await this.feed(generation, onProgress);
      return finish();
    } catch (thrown) {
      throw translate(thrown);
    }
  }

  private async feed(generation: number, onProgress?: OnProgress): Promise<void> {
    const reader = new Reader(this.file, this.head);
    try {
      await this.feedFrom(reader, generation, onProgress);
    } finally {
      reader.close();
    }
  }

  private async feedFrom(reader: Reader, generation: number, onProgress?: OnProgress): Promise<void> {
    let done = 0;
    let end = 0;
    let reported = performance.now();
    for (let need = this.engine.need(); need; need = this.engine.need()) {
      const bytes = await this.read(reader, need.offset, need.len, generation);
      this.engine.answer(bytes);
      // A check that remembers a place asks for what lies behind it again.
      const again = need.offset < end && need.offset + bytes.length <= end ? bytes.length : 0;
      end = need.offset + bytes.length;
      done = Math.min(this.file.size, done + bytes.length - again);
      if (onProgress && performance.now() - reported >= REPORT_EVERY_MS) {
        reported = performance.now();
        onProgress({ done, size: this.file.size, report: this.engine.progress() });
      }
    }
  }

  private async read(reader: Reader, offset: number, len: number, generation: number): Promise<Uint8Array> {
    let bytes: Uint8Array;
    try {
      bytes = await reader.read(offset, len);
    } catch (cause) {
      throw new EngineError('unreadable', cause);
    }
    if (generation !== this.generation) throw new SupersededError();
    // The core asks for nothing beyond the end, so the file became shorter under our hands.
    if (bytes.length === 0) throw new EngineError('unreadable');
    return bytes;
  }
}

function translate(thrown: unknown): unknown {
  if (isRefusal(thrown)) return new RefusedError(thrown);
  if (thrown instanceof WebAssembly.RuntimeError) return new EngineError('trapped', thrown);
  if (thrown instanceof EngineError || thrown instanceof SupersededError) return thrown;
  return new EngineError('broken', thrown);
}
