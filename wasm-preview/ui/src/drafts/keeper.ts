/**
 * Keeps the draft of one wizard in one tab. Everything here may fail, as in a private window: then there are no
 * drafts, and the page says so by asking before it is left.
 */

import { free, hold } from './hold.js';
import { list, remove, save, type Draft, type Owner } from './store.js';

/** What a draft holds beside its number and owner. */
export type Content = Omit<Draft, 'id' | 'owner' | 'saved'>;

/** A person's clicks come closer together than it is worth writing. */
const SETTLE_MS = 250;
/** Where a tab remembers its draft across a reload. */
const TAB = 'gangway-draft';

export class DraftKeeper {
  /** Whether there is something that the draft does not hold yet. */
  unsaved = false;

  private readonly owner: Owner;
  private id: string | undefined;
  private letGo = new AbortController();
  private pending: Content | undefined;
  private last: Content | undefined;
  private settling: ReturnType<typeof setTimeout> | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(owner: Owner) {
    this.owner = owner;
  }

  /** The draft that this tab had, or else the newest that nobody works on. */
  async waiting(): Promise<Draft | undefined> {
    try {
      const drafts = await free(await list(this.owner, Date.now()));
      return drafts.find((it) => it.id === sessionStorage.getItem(TAB)) ?? drafts[0];
    } catch {
      return undefined;
    }
  }

  /** Goes on with a draft: what is kept from now on replaces it. Another tab may have been quicker. */
  async take(draft: Draft): Promise<boolean> {
    this.leave();
    const { signal } = this.letGo;
    const taken = await hold(draft.id, signal).catch(() => false);
    if (!taken || signal.aborted) return false;
    this.id = draft.id;
    this.last = draft;
    sessionStorage.setItem(TAB, draft.id);
    return true;
  }

  /** Begins a new draft with what is kept next; the one before stays as it is, and is answered. */
  leave(): Draft | undefined {
    void this.flush();
    const { id, last, owner } = this;
    this.release();
    return id && last ? { ...last, id, owner, saved: Date.now() } : undefined;
  }

  /** Keeps this, in a moment. */
  keep(content: Content): void {
    this.unsaved = true;
    this.pending = content;
    this.last = content;
    this.settling ??= setTimeout(() => void this.flush(), SETTLE_MS);
  }

  /** Writes at once what waits to be kept; ends when it is written, or cannot be. */
  flush(): Promise<void> {
    clearTimeout(this.settling);
    this.settling = undefined;
    const content = this.pending;
    this.pending = undefined;
    if (content) this.writing = this.write(content);
    return this.writing;
  }

  /** Nobody needs the present draft any more. */
  async forget(): Promise<void> {
    clearTimeout(this.settling);
    this.settling = undefined;
    this.pending = undefined;
    this.unsaved = false;
    const { id, writing } = this;
    this.release();
    await writing;
    if (id) await remove(id).catch(() => undefined);
  }

  private release(): void {
    this.letGo.abort();
    this.letGo = new AbortController();
    this.id = undefined;
    this.last = undefined;
  }

  private async write(content: Content): Promise<void> {
    try {
      const id = this.id ?? (await this.begin());
      await save({ ...content, id, owner: this.owner, saved: Date.now() });
      this.unsaved = this.pending !== undefined;
    } catch {
      // It stays unsaved: the page asks before it is left.
    }
  }

  private async begin(): Promise<string> {
    const id = (this.id = crypto.randomUUID());
    await hold(id, this.letGo.signal);
    sessionStorage.setItem(TAB, id);
    return id;
  }
}

/** Removes a draft that nobody works on. */
export async function forgetDraft(draft: Draft): Promise<void> {
  await remove(draft.id).catch(() => undefined);
}
