/**
 * One file on its way from "chosen" to "checked": the engine's passes in the right order, and what the page
 * knows meanwhile. A change of how the file is read proposes anew; a change of the mapping surveys and checks
 * anew; a change of the options only checks anew. Whatever was running for the old plan is dropped.
 */

import {
  EngineError,
  FileEngine,
  RefusedError,
  SupersededError,
  warmUp,
  type CellEdit,
  type CheckReport,
  type Choices,
  type EngineOptions,
  type Estimate,
  type FileKeys,
  type Forecast,
  type Foreseeing,
  type Foreseen,
  type ImportPlan,
  type Progress,
  type Purpose,
  type RefusalCode,
  type RowPage,
  type Sealed,
  type WantedRows,
} from '@gangway/engine';

import type { Saying } from '../strings/texts.js';
import { resumed } from './adopt.js';
import { Edits } from './edits.js';

/** Why something cannot go on, in words for people. */
export interface Trouble {
  say: Saying;
  code: RefusalCode | 'fault';
}

/** How far the whole file has been checked under the present plan. */
export type Checking =
  | { state: 'waiting' }
  | { state: 'running'; percent: number; report: CheckReport | undefined }
  | { state: 'done'; report: CheckReport }
  | { state: 'stopped'; trouble: Trouble };

/** People type and click faster than a file is read. */
const SETTLE_MS = 120;

export class Reading {
  file: File | undefined;
  plan: ImportPlan | undefined;
  choices: Choices = {};
  /** The cells that were corrected. */
  edits = new Edits();
  /** Why the file as a whole cannot be used. */
  trouble: Trouble | undefined;
  /** Whether the file's head is being looked at. */
  opening = false;
  checking: Checking = { state: 'waiting' };
  /** Counts of the plan before this one, shown greyed until the new ones are there. */
  before: CheckReport | undefined;

  private readonly purpose: () => Purpose;
  private readonly options: EngineOptions;
  private readonly changed: () => void;
  private readonly permitted: (plan: ImportPlan) => ImportPlan;
  private engine: FileEngine | undefined;
  private opened: Purpose | undefined;
  private settling: ReturnType<typeof setTimeout> | undefined;
  private mustSurvey = false;
  private turn = 0;

  /** `permitted` takes out of a proposal what the person may not do. */
  constructor(
    purpose: () => Purpose,
    options: EngineOptions,
    changed: () => void,
    permitted: (plan: ImportPlan) => ImportPlan,
  ) {
    this.permitted = permitted;
    this.purpose = purpose;
    this.options = options;
    this.changed = changed;
    // A page without workers, as in tests, has nothing to warm.
    if (typeof Worker !== 'undefined') void warmUp(options);
  }

  /** The report to show: this plan's as far as it is, else the one before. */
  get report(): CheckReport | undefined {
    if (this.checking.state === 'done') return this.checking.report;
    if (this.checking.state === 'running') return this.checking.report ?? this.before;
    return this.before;
  }

  /** Looks at a file's head; with a draft, the way it was read and what was decided hold again. */
  async open(
    file: File,
    draft?: { choices: Choices; plan: ImportPlan; edits?: readonly CellEdit[] | undefined },
  ): Promise<void> {
    this.close();
    this.file = file;
    this.choices = draft?.choices ?? {};
    this.edits = new Edits(draft?.edits ?? []);
    this.start(file);
    await this.propose((it) => (draft ? resumed(it, draft.plan) : it));
  }

  /** Reads the file's head again in another way. */
  async reread(choices: Choices): Promise<void> {
    this.choices = choices;
    // Templates that were kept or removed meanwhile: the engine knows those that it was opened with.
    if (this.file && this.purpose().templates !== this.opened?.templates) this.start(this.file);
    await this.propose();
  }

  private start(file: File): void {
    this.engine?.close();
    this.opened = this.purpose();
    this.engine = new FileEngine(file, this.opened, this.options);
    this.engine.correct([...this.edits.list]);
  }

  /** Takes a plan that a person changed. */
  revise(plan: ImportPlan, what: 'mapping' | 'options'): void {
    this.plan = plan;
    this.turn += 1;
    this.mustSurvey ||= what === 'mapping';
    if (this.checking.state === 'done') this.before = this.checking.report;
    this.checking = { state: 'running', percent: 0, report: undefined };
    clearTimeout(this.settling);
    this.settling = setTimeout(() => void this.look(), SETTLE_MS);
    this.changed();
  }

  /** Takes what a person corrected; a cell may tell more of its column than of itself, so the file is surveyed anew. */
  correct(edits: Edits): void {
    if (!this.plan || edits === this.edits) return;
    this.edits = edits;
    this.engine?.correct([...edits.list]);
    this.revise(this.plan, 'mapping');
  }

  /** Rows of the file, wherever they are; it was checked before. */
  async rows(wanted: WantedRows): Promise<RowPage | undefined> {
    return this.plan && this.engine?.rows(this.plan, wanted);
  }

  /** The match keys of the rows that pass, as of the last check. */
  async keys(): Promise<FileKeys | undefined> {
    return this.engine?.keys();
  }

  /** What the import would do with rows, given what their keys lead to. */
  async foresee(asked: Omit<Foreseeing, 'plan'>): Promise<Foreseen[]> {
    return (this.plan && (await this.engine?.foresee({ plan: this.plan, ...asked }))) ?? [];
  }

  /** What the import will cost. */
  async estimate(forecast: Forecast): Promise<Estimate | undefined> {
    return this.plan && this.engine?.estimate(forecast, this.plan);
  }

  /** What was corrected, as the server takes it. */
  async sealed(): Promise<Sealed | undefined> {
    return this.plan && this.engine?.sealed(this.plan);
  }

  /** The plan is this template's now; nothing that was read changes by that. */
  named(template: string): void {
    if (!this.plan) return;
    this.plan = { ...this.plan, template };
    if (this.checking.state === 'done')
      this.checking.report = { ...this.checking.report, plan: { ...this.checking.report.plan, template } };
    this.changed();
  }

  /** Lets go of the file. */
  close(): void {
    clearTimeout(this.settling);
    this.engine?.close();
    this.engine = undefined;
    this.file = undefined;
    this.plan = undefined;
    this.edits = new Edits();
    this.trouble = undefined;
    this.checking = { state: 'waiting' };
    this.before = undefined;
  }

  private async propose(decide: (plan: ImportPlan) => ImportPlan = (it) => it): Promise<void> {
    const turn = ++this.turn;
    clearTimeout(this.settling);
    this.opening = true;
    this.trouble = undefined;
    this.checking = { state: 'waiting' };
    this.before = undefined;
    this.changed();
    try {
      const plan = await this.engine?.propose(this.choices);
      if (turn !== this.turn || !plan) return;
      this.opening = false;
      this.plan = this.permitted(decide(plan));
      this.mustSurvey = true;
      void this.look();
      this.changed();
    } catch (error) {
      if (turn !== this.turn || error instanceof SupersededError) return;
      this.opening = false;
      this.trouble = trouble(error);
      this.plan = undefined;
      this.changed();
    }
  }

  /** Goes through the whole file. */
  private async look(): Promise<void> {
    const turn = ++this.turn;
    try {
      if (this.mustSurvey) await this.survey(turn);
      const report = await this.check(turn);
      if (turn !== this.turn || !report) return;
      this.plan = report.plan;
      this.before = undefined;
      this.checking = { state: 'done', report };
    } catch (error) {
      if (turn !== this.turn || error instanceof SupersededError) return;
      this.checking = { state: 'stopped', trouble: trouble(error) };
    }
    this.changed();
  }

  private async survey(turn: number): Promise<void> {
    if (!this.plan) return;
    const plan = await this.engine?.survey(this.plan, (it) => this.hear(turn, it));
    if (turn !== this.turn || !plan) return;
    this.plan = plan;
    this.mustSurvey = false;
  }

  private async check(turn: number): Promise<CheckReport | undefined> {
    if (turn !== this.turn || !this.plan) return undefined;
    return this.engine?.check(this.plan, (it) => this.hear(turn, it));
  }

  /**
   * A survey checks along, so it is the whole bar. If the file's end spoke against its head, a check reads the file
   * again, and so begins the bar again.
   */
  private hear(turn: number, progress: Progress): void {
    if (turn !== this.turn) return;
    const share = progress.done / Math.max(1, progress.size);
    const reached = this.checking.state === 'running' ? this.checking.percent : 0;
    const percent = progress.done === 0 ? reached : Math.min(99, Math.floor(100 * share));
    this.checking = { state: 'running', percent, report: progress.report };
    this.changed();
  }
}

function trouble(error: unknown): Trouble {
  const code = error instanceof RefusedError ? error.code : 'fault';
  const known = error instanceof RefusedError || error instanceof EngineError;
  const cause = known ? error : new EngineError('broken', error);
  return { say: (it) => it.failure(cause), code };
}
