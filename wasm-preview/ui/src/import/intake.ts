/**
 * How files come in: chosen, one of several, or again for a draft; each is recognised, read and sent. What was begun for
 * the file before ends here. Draws nothing.
 */

import type { Saying } from '../strings/texts.js';
import { adopted, hasSameColumns } from './adopt.js';
import { OriginOfRows } from './origin.js';
import { Queue } from './queue.js';
import { Sending, type SentSoFar } from './sending.js';
import type { Wizard } from './wizard.js';

export class Intake {
  /** The list of several files, if there are. */
  queue: Queue | undefined;
  /** The file on its way, if it was chosen. */
  sending: Sending | undefined;
  /** The import whose rows the file holds, if it is a file that an import left. */
  readonly origin: OriginOfRows;

  private readonly wizard: Wizard;
  private readonly changed: () => void;
  private choosing = 0;

  constructor(wizard: Wizard, changed: () => void) {
    this.wizard = wizard;
    this.changed = changed;
    this.origin = new OriginOfRows(wizard.setting.api, wizard.setting.module.id);
  }

  /** Several files become a list, one job each. */
  async choose(files: readonly File[]): Promise<void> {
    const file = files[0];
    if (!file) return;
    this.queue = files.length > 1 ? new Queue(files) : undefined;
    await this.open(this.queue?.advance() ?? file);
  }

  /** The next file of the list, with what was decided for the one before where the columns are the same. */
  async next(): Promise<void> {
    const { queue, wizard } = this;
    if (!queue?.next) return;
    const begun = wizard.run.phase === 'watching' || wizard.run.phase === 'ended';
    queue.settle(begun ? wizard.run.jobId : undefined, wizard.reading.plan);
    const file = queue.advance();
    const { plan } = queue;
    wizard.clear();
    if (!file) return;
    await this.open(file);
    const proposal = wizard.reading.plan;
    if (wizard.reading.file !== file || !plan || !proposal || !hasSameColumns(proposal, plan)) return;
    wizard.decisions.remap(adopted(proposal, plan));
  }

  /** Lays the decisions of the draft that waits over the file that was chosen in its place. */
  useDraft(): void {
    const { drafting, reading, decisions } = this.wizard;
    if (!drafting.waiting || !reading.plan) return;
    decisions.remap(adopted(reading.plan, drafting.waiting.plan));
    void this.forgetDraft();
  }

  /** The draft that waits is thrown away, and what was uploaded for it. */
  async forgetDraft(): Promise<void> {
    const { drafting } = this.wizard;
    const upload = drafting.waiting?.upload;
    await drafting.forgetWaiting();
    if (upload) await this.newSending(new File([], ''), upload).discard();
  }

  /** Says why a dropped thing is no file. */
  refuse(say: Saying): void {
    const { reading } = this.wizard;
    this.queue = undefined;
    reading.close();
    reading.trouble = { say, code: 'fault' };
    this.changed();
  }

  /** Nobody needs the file that was being sent, unless it has become an import. */
  dropSending(): void {
    if (!this.wizard.run.job) void this.sending?.discard();
    this.sending = undefined;
  }

  private async open(file: File): Promise<void> {
    const { wizard } = this;
    const { drafting, decisions, reading } = wizard;
    wizard.hurdle = undefined;
    const turn = ++this.choosing;
    this.dropSending();
    if (decisions.made) drafting.setAside();
    const draft = drafting.waiting ? await drafting.match(file) : undefined;
    if (turn !== this.choosing) return;
    decisions.made = draft !== undefined;
    wizard.comparison.forget();
    this.origin.forget();
    await reading.open(file, draft);
    await this.recognise(turn, draft !== undefined);
    if (!reading.plan || turn !== this.choosing) return;
    this.send(file, draft?.upload);
    if (draft) wizard.go(draft.step);
  }

  /** A file that an import left is read as that import was set up; a draft holds that already. */
  private async recognise(turn: number, resumed: boolean): Promise<void> {
    const { reading } = this.wizard;
    const plan = reading.plan && (await this.origin.find(reading.plan));
    if (turn !== this.choosing) return;
    if (plan && !resumed) await reading.reread({ ...reading.choices, repairs: plan });
    else this.changed();
  }

  private newSending(file: File, soFar?: SentSoFar): Sending {
    const { api, module } = this.wizard.setting;
    return new Sending(api, module.id, file, this.changed, soFar);
  }

  private send(file: File, soFar?: SentSoFar): void {
    this.sending = this.newSending(file, soFar);
    // Whoever starts the import hears of a failure, and sends the rest.
    if (this.wizard.setting.upload === 'background') this.sending.run().catch(() => undefined);
  }
}
