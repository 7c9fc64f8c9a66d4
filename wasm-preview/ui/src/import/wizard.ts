/** The wizard's state and its moves. Draws nothing: the steps do, and hear of every change. */

import type { Actor, CellEdit, ImportOptions, ImportPlan, Job, Template } from '@gangway/engine';

import type { Saying } from '../strings/texts.js';
import { adopted, hasSameColumns } from './adopt.js';
import { Drafting } from './drafting.js';
import { Comparison } from './known.js';
import { hurdleAt } from './hurdles.js';
import { OriginOfRows } from './origin.js';
import { giveMeaning } from './mapping.js';
import { Queue } from './queue.js';
import { Reading } from './reading.js';
import { Run } from './run.js';
import { Sending, type SentSoFar } from './sending.js';
import type { Setting } from './setting.js';
import { STEPS, type StepId } from './steps.js';
import { Templates } from './templates.js';

export class Wizard extends EventTarget {
  readonly setting: Setting;
  readonly reading: Reading;
  readonly templates: Templates;
  readonly drafting: Drafting;
  readonly comparison: Comparison;
  /** The import whose rows the file holds, if it is a file that an import left. */
  readonly origin: OriginOfRows;
  /** The list of several files, if there are. */
  queue: Queue | undefined;
  /** The file on its way, if it was chosen. */
  sending: Sending | undefined;
  run: Run;
  step: StepId = 'upload';
  /** Why the person cannot go on from here; said once they tried. */
  hurdle: Saying | undefined;
  /** Whether a person decided something that a draft holds. */
  touched = false;

  private choosing = 0;

  constructor(setting: Setting) {
    super();
    this.setting = setting;
    const { module, users, actor, templates } = setting;
    this.templates = new Templates(setting.api, templates, module.id);
    const purpose = () => ({ module, users, importer: actor.user, templates: this.templates.list });
    this.reading = new Reading(purpose, setting.engine, this.changed);
    this.comparison = new Comparison(setting.api, module.id, this.changed);
    this.origin = new OriginOfRows(setting.api, module.id);
    this.run = new Run(setting.api, this.changed);
    const owner = { tenant: actor.tenant, user: actor.user, module: module.id };
    this.drafting = new Drafting(owner, this.changed);
  }

  /** Every option is always there; the generated type allows less, because the core accepts less. */
  get options(): Required<ImportOptions> | undefined {
    return this.reading.plan?.options as Required<ImportOptions> | undefined;
  }

  can(right: Actor['rights'][number]): boolean {
    return this.setting.actor.rights.includes(right);
  }

  /** Several files become a list, one job each. */
  async choose(files: readonly File[]): Promise<void> {
    const file = files[0];
    if (!file) return;
    this.queue = files.length > 1 ? new Queue(files) : undefined;
    await this.open(this.queue?.advance() ?? file);
  }

  /** The next file of the list, with what was decided for the one before where the columns are the same. */
  async nextFile(): Promise<void> {
    const { queue } = this;
    if (!queue?.next) return;
    const begun = this.run.phase === 'watching' || this.run.phase === 'ended';
    queue.settle(begun ? this.run.jobId : undefined, this.reading.plan);
    const file = queue.advance();
    const { plan } = queue;
    this.clear();
    if (!file) return;
    await this.open(file);
    const proposal = this.reading.plan;
    if (this.reading.file !== file || !plan || !proposal || !hasSameColumns(proposal, plan)) return;
    this.remap(adopted(proposal, plan));
  }

  private async open(file: File): Promise<void> {
    this.hurdle = undefined;
    const turn = ++this.choosing;
    this.dropSending();
    if (this.touched) this.drafting.setAside();
    const draft = this.drafting.waiting ? await this.drafting.match(file) : undefined;
    if (turn !== this.choosing) return;
    this.touched = draft !== undefined;
    this.comparison.forget();
    this.origin.forget();
    await this.reading.open(file, draft);
    await this.recognise(turn, draft !== undefined);
    if (!this.reading.plan || turn !== this.choosing) return;
    this.send(file, draft?.upload);
    if (draft) this.go(draft.step);
  }

  /** A file that an import left is read as that import was set up; a draft holds that already. */
  private async recognise(turn: number, resumed: boolean): Promise<void> {
    const plan = this.reading.plan && (await this.origin.find(this.reading.plan));
    if (turn !== this.choosing) return;
    if (plan && !resumed) await this.reading.reread({ ...this.reading.choices, repairs: plan });
    else this.changed();
  }

  /** The draft that waits is thrown away, and what was uploaded for it. */
  async forgetDraft(): Promise<void> {
    const upload = this.drafting.waiting?.upload;
    await this.drafting.forgetWaiting();
    if (upload) await this.newSending(new File([], ''), upload).discard();
  }

  private newSending(file: File, soFar?: SentSoFar): Sending {
    return new Sending(this.setting.api, this.setting.module.id, file, this.changed, soFar);
  }

  private send(file: File, soFar?: SentSoFar): void {
    this.sending = this.newSending(file, soFar);
    // Whoever starts the import hears of a failure, and sends the rest.
    if (this.setting.upload === 'background') this.sending.run().catch(() => undefined);
  }

  /** Nobody needs the file that was being sent, unless it has become an import. */
  private dropSending(): void {
    if (!this.run.job) void this.sending?.discard();
    this.sending = undefined;
  }

  /** Lays the decisions of the draft that waits over the file that was chosen in its place. */
  useDraft(): void {
    const draft = this.drafting.waiting;
    const { plan } = this.reading;
    if (!draft || !plan) return;
    this.remap(adopted(plan, draft.plan));
    void this.forgetDraft();
  }

  /** The file is gone or another one now: it is chosen again, and nothing that was decided is lost. */
  chooseAgain(): void {
    this.drafting.setAside();
    this.touched = false;
    this.dropSending();
    this.close();
    this.run = new Run(this.setting.api, this.changed);
    this.enter('upload');
  }

  /** Says why a dropped thing is no file. */
  refuseDrop(say: Saying): void {
    this.queue = undefined;
    this.reading.close();
    this.reading.trouble = { say, code: 'fault' };
    this.changed();
  }

  remap(plan: ImportPlan): void {
    this.hurdle = undefined;
    this.touched = true;
    this.reading.revise(plan, 'mapping');
  }

  /** Keeps the mapping and the options for the next file with this header row. */
  async keepTemplate(name: string): Promise<Template> {
    const { plan } = this.reading;
    if (!plan) throw new Error('there is no plan to keep');
    const kept = await this.templates.keep(name, plan);
    this.reading.named(kept.slug);
    return kept;
  }

  /** Says what a text of a column means. */
  give(column: number, text: string, meaning: string | undefined): void {
    const plan = this.reading.plan;
    if (!plan) return;
    this.touched = true;
    this.reading.revise(giveMeaning(plan, column, text, meaning), 'options');
  }

  /** Corrects cells; together they are one step back. */
  correct(cells: readonly CellEdit[]): void {
    this.touched = true;
    this.reading.correct(this.reading.edits.with(cells));
  }

  /** Takes the last correction back. */
  undo(): void {
    this.reading.correct(this.reading.edits.undone());
  }

  /** Makes it again. */
  redo(): void {
    this.reading.correct(this.reading.edits.redone());
  }

  configure(change: Partial<ImportOptions>): void {
    const plan = this.reading.plan;
    if (!plan) return;
    this.hurdle = undefined;
    this.touched = true;
    if ('match_rule' in change) this.comparison.forget();
    this.reading.revise({ ...plan, options: { ...plan.options, ...change } }, 'options');
  }

  /** Goes to a step if the steps before it are in order; else says what is not. */
  go(step: StepId): void {
    const from = STEPS.indexOf(this.step);
    const to = STEPS.indexOf(step);
    for (let at = from; at < to; at += 1) {
      const hurdle = hurdleAt(STEPS[at] ?? 'upload', this.reading, this.setting.module);
      if (!hurdle) continue;
      this.hurdle = hurdle;
      this.enter(STEPS[at] ?? 'upload');
      return;
    }
    this.hurdle = undefined;
    this.enter(step);
  }

  /** Whether a step's name in the list leads somewhere. */
  isOpen(step: StepId): boolean {
    const to = STEPS.indexOf(step);
    if (this.run.phase !== 'idle')
      return step === this.step || (step === 'review' && this.run.phase === 'ended');
    return to <= STEPS.indexOf('preview') && (to === 0 || this.reading.plan !== undefined);
  }

  async start(): Promise<void> {
    const { plan, checking } = this.reading;
    const { sending } = this;
    if (!sending || !plan || this.run.order) return;
    const report = checking.state === 'done' ? checking.report : undefined;
    this.enter('execute');
    const corrections = await this.reading.sealed();
    await this.run.start({
      sending,
      plan: report?.plan ?? plan,
      receipt: report?.receipt ?? null,
      corrections,
    });
    if (this.run.phase === 'ended' && this.step === 'execute') this.enter('review');
  }

  async retry(): Promise<void> {
    await this.run.retry();
    if (this.run.phase === 'ended' && this.step === 'execute') this.enter('review');
  }

  /** The job runs again: back to watching it. */
  async follow(job: Job): Promise<void> {
    this.enter('execute');
    await this.run.follow(job);
    if (this.run.phase === 'ended' && this.step === 'execute') this.enter('review');
  }

  /** Back to an empty wizard. */
  reset(): void {
    this.queue = undefined;
    this.clear();
  }

  private clear(): void {
    void this.drafting.forget();
    this.touched = false;
    this.dropSending();
    this.close();
    this.run = new Run(this.setting.api, this.changed);
    this.comparison.forget();
    this.hurdle = undefined;
    this.enter('upload');
  }

  close(): void {
    this.drafting.close();
    this.reading.close();
    this.sending?.stop();
    this.run.close();
  }

  private enter(step: StepId): void {
    const moved = step !== this.step;
    this.step = step;
    this.changed();
    if (moved) this.dispatchEvent(new Event('step'));
  }

  private readonly changed = (): void => {
    if (this.run.job) void this.drafting.forget();
    else {
      // What is not sent yet goes on from where it was started.
      const step = this.step === 'execute' ? 'preview' : this.step;
      this.drafting.keep(this.reading, step, this.sending?.soFar);
    }
    this.dispatchEvent(new Event('change'));
  };
}
