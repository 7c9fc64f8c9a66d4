/** The wizard's steps, and who does what in them. Draws nothing: the steps do, and hear of every change. */

import type { Actor, ImportOptions, ImportPlan, Job } from '@gangway/engine';

import { instantOf } from '../look/instants.js';
import type { Saying } from '../strings/texts.js';
import { Decisions } from './decisions.js';
import { Drafting } from './drafting.js';
import { hurdleAt, timeHurdle } from './hurdles.js';
import { Intake } from './intake.js';
import { Forecasting } from './preview/forecast.js';
import { Comparison } from './preview/known.js';
import { Reading } from './reading.js';
import { Run } from './run.js';
import type { Setting } from './setting.js';
import { STEPS, type StepId } from './steps.js';
import { Templates } from './templates.js';

export class Wizard extends EventTarget {
  readonly setting: Setting;
  readonly reading: Reading;
  readonly templates: Templates;
  readonly drafting: Drafting;
  readonly comparison: Comparison;
  readonly forecasting: Forecasting;
  readonly decisions: Decisions;
  readonly intake: Intake;
  run: Run;
  step: StepId = 'upload';
  /** When it is to write, as the person chose it where they sit; at once without it. */
  at: string | undefined;
  /** Why the person cannot go on from here; said once they tried. */
  hurdle: Saying | undefined;

  constructor(setting: Setting) {
    super();
    this.setting = setting;
    const { module, users, actor, templates } = setting;
    this.templates = new Templates(setting.api, templates, module.id);
    const purpose = () => ({ module, users, importer: actor.user, templates: this.templates.list });
    this.reading = new Reading(purpose, setting.engine, this.changed, this.permitted);
    this.comparison = new Comparison(setting.api, module.id, this.reading, this.changed);
    this.forecasting = new Forecasting(setting.api, this.reading, this.changed);
    const decided = () => (this.hurdle = undefined);
    this.decisions = new Decisions(this.reading, this.comparison, this.templates, decided);
    this.intake = new Intake(this, this.changed);
    this.run = new Run(setting.api, this.changed);
    const owner = { tenant: actor.tenant, user: actor.user, module: module.id };
    this.drafting = new Drafting(owner, this.changed);
  }

  /** Every option is always there; the generated type allows less, because the core accepts less. */
  get options(): Required<ImportOptions> | undefined {
    return this.reading.plan?.options as Required<ImportOptions> | undefined;
  }

  /** A file that names owners is proposed to give records to them; not everybody may. */
  private readonly permitted = (plan: ImportPlan): ImportPlan =>
    this.can('assign_owners') ? plan : { ...plan, options: { ...plan.options, owner: { rule: 'importer' } } };

  can(right: Actor['rights'][number]): boolean {
    return this.setting.actor.rights.includes(right);
  }

  /** Goes to a step if the steps before it are in order; else says what is not. */
  go(step: StepId): void {
    const from = STEPS.indexOf(this.step);
    const to = STEPS.indexOf(step);
    for (let at = from; at < to; at += 1) {
      const hurdle = hurdleAt(STEPS[at] ?? 'upload', this.reading, this.setting.module, this.at);
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

  /** Puts the import off, or not any more. */
  putOff(at: string | undefined): void {
    this.at = at;
    this.hurdle = undefined;
    this.changed();
  }

  /** Imports the file; with `test` only so many rows, to look at them before the rest. */
  async start(test?: number): Promise<void> {
    const { plan, checking } = this.reading;
    const { sending } = this.intake;
    if (!sending || !plan || this.run.order) return;
    // A test is to be looked at now; and what was ahead when it was chosen may have passed.
    const at = test ? undefined : this.at;
    const late = timeHurdle(at);
    if (late) {
      this.hurdle = late;
      this.enter('configure');
      return;
    }
    const report = checking.state === 'done' ? checking.report : undefined;
    this.enter('execute');
    const corrections = await this.reading.sealed();
    await this.run.start({
      sending,
      plan: report?.plan ?? plan,
      receipt: report?.receipt ?? null,
      corrections,
      test,
      at: at && instantOf(at),
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

  /** The file is gone or another one now: it is chosen again, and nothing that was decided is lost. */
  chooseAgain(): void {
    this.drafting.setAside();
    this.decisions.made = false;
    this.intake.dropSending();
    this.close();
    this.run = new Run(this.setting.api, this.changed);
    this.enter('upload');
  }

  /** Back to an empty wizard. */
  reset(): void {
    this.intake.queue = undefined;
    this.clear();
  }

  /** Lets go of the file and of what was decided for it. */
  clear(): void {
    void this.drafting.forget();
    this.decisions.made = false;
    this.intake.dropSending();
    this.close();
    this.run = new Run(this.setting.api, this.changed);
    this.comparison.forget();
    this.at = undefined;
    this.hurdle = undefined;
    this.enter('upload');
  }

  close(): void {
    this.drafting.close();
    this.reading.close();
    this.intake.sending?.stop();
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
      this.drafting.keep(this.reading, step, this.intake.sending?.soFar);
    }
    this.dispatchEvent(new Event('change'));
  };
}
