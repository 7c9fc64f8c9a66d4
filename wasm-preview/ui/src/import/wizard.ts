/** The wizard's state and its moves. Draws nothing: the steps do, and hear of every change. */

import type {
  Actor,
  CellEdit,
  EngineOptions,
  ImportOptions,
  ImportPlan,
  Job,
  MatchKey,
  Module,
  Template,
  User,
} from '@gangway/engine';

import type { Api } from '../api/client.js';
import { ask } from './known.js';
import type { Saying } from '../strings/texts.js';
import { adopted } from './adopt.js';
import { Drafting } from './drafting.js';
import { hurdleAt } from './hurdles.js';
import { giveMeaning } from './mapping.js';
import { Reading } from './reading.js';
import { Run } from './run.js';
import { STEPS, type StepId } from './steps.js';
import { Templates } from './templates.js';

/** Whom and what the wizard works for. */
export interface Setting {
  api: Api;
  actor: Actor;
  module: Module;
  users: User[];
  templates: Template[];
  engine: EngineOptions;
}

export class Wizard extends EventTarget {
  readonly setting: Setting;
  readonly reading: Reading;
  readonly templates: Templates;
  readonly drafting: Drafting;
  run: Run;
  step: StepId = 'upload';
  /** Why the person cannot go on from here; said once they tried. */
  hurdle: Saying | undefined;
  /** Which of the shown keys the CRM knows, and as of when. */
  known = new Map<MatchKey, boolean>();
  knownAsOf: string | undefined;
  knownTrouble = false;

  /** Whether a person decided something that a draft holds. */
  touched = false;

  private asked = '';
  private choosing = 0;

  constructor(setting: Setting) {
    super();
    this.setting = setting;
    const { module, users, actor, templates } = setting;
    this.templates = new Templates(setting.api, templates, module.id);
    const purpose = () => ({ module, users, importer: actor.user, templates: this.templates.list });
    this.reading = new Reading(purpose, setting.engine, this.changed);
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

  async choose(files: readonly File[]): Promise<void> {
    const file = files[0];
    if (!file) return;
    this.hurdle = undefined;
    if (files.length > 1) {
      this.reading.close();
      this.reading.trouble = { say: (it) => it.strings.upload.several, code: 'fault' };
      this.changed();
      return;
    }
    const turn = ++this.choosing;
    if (this.touched) this.drafting.setAside();
    const draft = this.drafting.waiting ? await this.drafting.match(file) : undefined;
    if (turn !== this.choosing) return;
    this.touched = draft !== undefined;
    this.forgetKnown();
    await this.reading.open(file, draft);
    if (draft && this.reading.plan && turn === this.choosing) this.go(draft.step);
  }

  /** Lays the decisions of the draft that waits over the file that was chosen in its place. */
  useDraft(): void {
    const draft = this.drafting.waiting;
    const { plan } = this.reading;
    if (!draft || !plan) return;
    this.remap(adopted(plan, draft.plan));
    void this.drafting.forgetWaiting();
  }

  /** The file is gone or another one now: it is chosen again, and nothing that was decided is lost. */
  chooseAgain(): void {
    this.drafting.setAside();
    this.touched = false;
    this.close();
    this.run = new Run(this.setting.api, this.changed);
    this.enter('upload');
  }

  /** Says why a dropped thing is no file. */
  refuseDrop(say: Saying): void {
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
    if ('match_rule' in change) this.forgetKnown();
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
    const { file, plan, checking } = this.reading;
    if (!file || !plan || this.run.order) return;
    const report = checking.state === 'done' ? checking.report : undefined;
    this.enter('execute');
    const corrections = await this.reading.sealed();
    await this.run.start({
      file,
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
    void this.drafting.forget();
    this.touched = false;
    this.close();
    this.run = new Run(this.setting.api, this.changed);
    this.forgetKnown();
    this.hurdle = undefined;
    this.enter('upload');
  }

  close(): void {
    this.drafting.close();
    this.reading.close();
    this.run.close();
  }

  /** What was known may have changed: the same question is asked anew. */
  private forgetKnown(): void {
    this.known = new Map();
    this.knownAsOf = undefined;
    this.asked = '';
  }

  /** Asks for the keys of the shown rows, once for each set. */
  async askKnown(keys: MatchKey[]): Promise<void> {
    const options = this.options;
    const unknown = keys.filter((key) => !this.known.has(key));
    const asking = JSON.stringify([options?.match_rule, unknown]);
    if (!options || unknown.length === 0 || asking === this.asked) return;
    this.asked = asking;
    try {
      const answer = await ask(this.setting.api, this.setting.module.id, options.match_rule, unknown);
      if (asking !== this.asked) return;
      this.known = new Map([...this.known, ...answer.known]);
      this.knownAsOf = answer.asOf;
      this.knownTrouble = false;
    } catch {
      this.knownTrouble = true;
    }
    this.changed();
  }

  private enter(step: StepId): void {
    const moved = step !== this.step;
    this.step = step;
    this.changed();
    if (moved) this.dispatchEvent(new Event('step'));
  }

  private readonly changed = (): void => {
    if (this.run.job) void this.drafting.forget();
    else if (this.step !== 'execute') this.drafting.keep(this.reading, this.step);
    this.dispatchEvent(new Event('change'));
  };
}
