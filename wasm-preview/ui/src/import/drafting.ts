/**
 * The drafts as a wizard uses them: one that waits for its file, one that is being kept, and what to say of a file
 * that is not the one of the draft. Draws nothing.
 */

import { fingerprint } from '../drafts/fingerprint.js';
import { DraftKeeper, forgetDraft } from '../drafts/keeper.js';
import type { Draft, Owner } from '../drafts/store.js';
import type { Reading } from './reading.js';
import type { SentSoFar } from './sending.js';
import type { StepId } from './steps.js';

export class Drafting {
  /** A draft whose file is not here: it waits to be chosen. */
  waiting: Draft | undefined;

  private readonly keeper: DraftKeeper;
  private readonly changed: () => void;
  private named: { file: File; fingerprint: Promise<string | undefined> } | undefined;
  private kept: unknown[] = [];

  constructor(owner: Owner, changed: () => void) {
    this.keeper = new DraftKeeper(owner);
    this.changed = changed;
    void this.offer();
  }

  /** Whether leaving now would lose something. */
  get unsaved(): boolean {
    return this.keeper.unsaved;
  }

  /** The draft of this file, if it is the one that waits; it goes on being kept. */
  async match(file: File): Promise<Draft | undefined> {
    const draft = this.waiting;
    if (!draft || (await this.name(file)) !== draft.file.fingerprint) return undefined;
    this.waiting = undefined;
    return (await this.keeper.take(draft)) ? draft : undefined;
  }

  /** Keeps what the wizard has, if anything of it is new. */
  keep({ file, plan, choices, edits }: Reading, step: StepId, upload: SentSoFar | undefined): void {
    if (!file || !plan) return;
    const now = [file, plan, choices, step, edits, upload];
    if (now.every((it, at) => it === this.kept[at])) return;
    this.kept = now;
    void this.name(file).then((print) => {
      if (!print || this.kept !== now) return;
      this.keeper.keep({ file: facts(file, print), step, choices, plan, edits: [...edits.list], upload });
    });
  }

  /** The draft so far waits for its file again: that file is lost, or another one was chosen. */
  setAside(): void {
    this.waiting = this.keeper.leave() ?? this.waiting;
    this.kept = [];
  }

  /** Removes the draft that waits; then another one may. */
  async forgetWaiting(): Promise<void> {
    const draft = this.waiting;
    this.waiting = undefined;
    if (draft) await forgetDraft(draft);
    this.changed();
  }

  /** The draft has become a job, or was thrown away. */
  async forget(): Promise<void> {
    this.kept = [];
    await this.keeper.forget();
  }

  flush(): Promise<void> {
    return this.keeper.flush();
  }

  /** Lets others go on with what was kept. */
  close(): void {
    this.keeper.leave();
  }

  private async offer(): Promise<void> {
    this.waiting = await this.keeper.waiting();
    if (this.waiting) this.changed();
  }

  private name(file: File): Promise<string | undefined> {
    // A file that cannot be read is told of by whoever reads it.
    if (this.named?.file !== file)
      this.named = { file, fingerprint: fingerprint(file).catch(() => undefined) };
    return this.named.fingerprint;
  }
}

function facts(file: File, print: string): Draft['file'] {
  return { name: file.name, size: file.size, fingerprint: print };
}
