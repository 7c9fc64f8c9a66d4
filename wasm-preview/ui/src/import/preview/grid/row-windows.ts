/**
 * The rows of a tab, as far as somebody looks at them: read window by window, and what nobody waits for any more is left.
 * Draws nothing.
 */

import { SupersededError, type PreviewRow, type RowFilter, type RowPage } from '@gangway/engine';

import type { Reading } from '../../reading.js';
import { isUnder, type Tab } from '../outcomes.js';
import { Picked, filterOf, type Asked } from './picked.js';
import { WindowStore } from './window-store.js';

/** So many cells of a file are read at once: a window of a narrow file has more rows. */
const CELLS = 400_000;
const [FEWEST, MOST] = [20, 100];
/** What is read is no window, and is not left for one. */
const SOMETHING_ELSE = -1;
/** No file has a row of a higher number. */
const FARTHEST = 2 ** 31;
/** How long somebody else's pass is left alone. */
const AGAIN_MS = 200;
/** How often a block is read again that somebody else's pass has ended. */
const TRIES = 3;

export class RowWindows {
  tab: Tab = 'all';
  /** Why rows cannot be read. */
  trouble: unknown;
  /** Another number whenever something else is to be drawn. */
  revision = 0;

  private readonly reading: Reading;
  private readonly changed: () => void;
  private windows = new WindowStore();
  private picked: Picked | undefined;
  private counted: { filter: RowFilter; total: number } | undefined;
  private asked: Asked = { known: new Map(), matched: 0, rule: undefined };
  private view: [first: number, last: number] = [0, 0];
  private running: number | undefined;
  private turn = 0;
  private broken: unknown;
  private isClosed = false;
  /** Nothing is forgotten until a block has all of its rows. */
  private isHeld = false;

  constructor(reading: Reading, changed: () => void) {
    this.reading = reading;
    this.changed = changed;
  }

  /** How many rows there are, as far as is known. */
  get total(): number {
    const { filter, picked } = this;
    if (!this.report && this.isNew) return this.first.length;
    if (!filter) return (picked?.rows.length ?? 0) + (picked?.isWhole ? 0 : 1);
    if (this.counted?.filter === filter) return this.counted.total;
    return filter === 'all' && this.report ? (this.reading.report?.counts.rows ?? 0) : this.first.length || 1;
  }

  /** Whether nobody counts on. */
  get isWhole(): boolean {
    if (!this.report) return false;
    return this.filter
      ? this.counted?.filter === this.filter || this.filter === 'all'
      : !!this.picked?.isWhole;
  }

  /** How much of the file was looked through for rows that only the page can pick; none where it need not. */
  get percent(): number | undefined {
    if (!this.picked || this.picked.isWhole || this.filter) return undefined;
    return Math.floor((100 * this.picked.seen) / Math.max(1, this.reading.report?.counts.rows ?? 0));
  }

  /** A row by its place in the tab, from 0; none while it is on its way. */
  row(index: number): PreviewRow | undefined {
    if (!this.filter && this.picked) return this.picked.rows[index];
    const rows = this.windows.rows(Math.floor(index / this.size));
    return rows ? rows[index % this.size] : this.isNew ? this.first[index] : undefined;
  }

  /** The rows that are looked at and some around them, as far as they are there. */
  get around(): PreviewRow[] {
    if (!this.filter && this.picked) {
      const [first, last] = this.view;
      return this.picked.rows.slice(Math.max(0, first - MOST / 2), last + MOST / 2);
    }
    return this.isNew ? this.first : this.wanted.flatMap((it) => this.windows.rows(it) ?? []);
  }

  show(tab: Tab): void {
    if (tab === this.tab) return;
    this.tab = tab;
    this.drop();
    this.tell();
  }

  /** What is known of the rows beside the file; called whenever something may have changed. */
  learn(asked: Asked): void {
    const before = this.filter;
    const isOther = asked.known !== this.asked.known || asked.rule !== this.asked.rule;
    this.asked = asked;
    if (this.filter !== before) {
      this.drop();
      this.tell();
    } else if (!this.filter && isOther) this.picked?.restart();
    void this.pump();
  }

  /** Reads what is missing of these rows, instead of those that were looked at before. */
  look(first: number, last: number): void {
    this.view = [first, last];
    void this.pump();
  }

  /** The place in the tab of the first row with this number or a later one. */
  async find(row: number): Promise<number | undefined> {
    const { filter } = this;
    if (!filter || !this.report) return undefined;
    const from = { behind: Math.min(row, FARTHEST) - 1 };
    const page = await this.read(SOMETHING_ELSE, () => this.reading.rows({ filter, from, count: 1 }));
    if (page) this.count(filter, page);
    return page && (page.rows.length > 0 ? page.before : Math.max(0, page.before - 1));
  }

  /** Reads so many rows from one on, wherever somebody looks; for a block that is pasted. */
  async take(from: number, count: number): Promise<void> {
    const last = Math.min(this.total, from + count) - 1;
    this.isHeld = true;
    for (let at = Math.floor(from / this.size); this.filter && at <= Math.floor(last / this.size); at += 1)
      for (let tries = 0; tries < TRIES && !this.isFresh(at); tries += 1)
        await this.read(SOMETHING_ELSE, () => this.load(at));
    this.isHeld = false;
  }

  /** Reads nothing any more, until it is opened again. */
  close(): void {
    this.isClosed = true;
    this.running = undefined;
    this.turn += 1;
  }

  reopen(): void {
    this.isClosed = false;
  }

  private get report(): unknown {
    const { checking } = this.reading;
    return checking.state === 'done' ? checking.report : undefined;
  }

  private get filter(): RowFilter | undefined {
    return filterOf(this.tab, this.asked);
  }

  /** Until rows are read, those of the file's first rows that belong to the tab. */
  private get first(): PreviewRow[] {
    const { known, rule } = this.asked;
    return (this.reading.report?.preview ?? []).filter((it) => isUnder(this.tab, it, known, rule));
  }

  private get isNew(): boolean {
    return this.windows.isEmpty && !this.picked;
  }

  private get size(): number {
    const columns = this.reading.plan?.columns.length ?? 1;
    return Math.max(FEWEST, Math.min(MOST, Math.floor(CELLS / Math.max(1, columns))));
  }

  private drop(): void {
    this.windows = new WindowStore();
    this.picked = undefined;
    this.counted = undefined;
    this.view = [0, 0];
    this.turn += 1;
    this.running = undefined;
  }

  private tell(): void {
    this.revision += 1;
    this.changed();
  }

  private isFresh(window: number): boolean {
    return this.windows.isFresh(window, this.report);
  }

  /** The windows that are looked at. */
  private get wanted(): number[] {
    const [first, last] = [Math.floor(this.view[0] / this.size), Math.floor(this.view[1] / this.size)];
    return Array.from({ length: last - first + 1 }, (_, it) => first + it);
  }

  /** The first that is missing of those, or of the one that is looked at next. */
  private get missing(): number | undefined {
    const { wanted, total, size } = this;
    const next = (wanted.at(-1) ?? 0) + 1;
    return [...wanted, ...(next * size < total ? [next] : [])].find((it) => !this.isFresh(it));
  }

  /** One window after the other; the engine has one pass at a time, and a new one ends that before. */
  private async pump(): Promise<void> {
    const { report } = this;
    if (this.isClosed || !report || report === this.broken) return;
    if (this.running === SOMETHING_ELSE) return;
    if (!this.filter) return this.pick();
    const { missing, running } = this;
    const isWaitedFor = running !== undefined && (running === missing || this.wanted.includes(running));
    if (missing !== undefined && !isWaitedFor) await this.read(missing, () => this.load(missing));
  }

  private async pick(): Promise<void> {
    this.picked ??= new Picked();
    const { picked } = this;
    if (!picked.mustLook(this.report, this.view[1])) return;
    await this.read(SOMETHING_ELSE, () => picked.look(this.reading, this.tab, this.asked));
  }

  private async load(window: number): Promise<void> {
    const { filter, report, size } = this;
    if (!filter) return;
    const { turn } = this;
    const page = await this.reading.rows({ filter, from: { at: window * size }, count: size });
    if (!page || turn !== this.turn) return;
    this.windows.put(window, page.rows, report);
    if (!this.isHeld) this.windows.shrink(this.wanted);
    this.count(filter, page);
  }

  private count(filter: RowFilter, { total, before, rows, more }: RowPage): void {
    const least = before + rows.length + (more ? 1 : 0);
    this.counted = { filter, total: total ?? Math.max(least, this.counted?.total ?? 0) };
  }

  /** Does one reading; what overtook it goes on, and what failed is not asked for ever. */
  private async read<T>(what: number, reading: () => Promise<T>): Promise<T | undefined> {
    const turn = ++this.turn;
    this.running = what;
    const { report } = this;
    try {
      const found = await reading();
      if (turn !== this.turn) return undefined;
      this.running = undefined;
      this.trouble = undefined;
      this.tell();
      void this.pump();
      return found;
    } catch (error) {
      if (turn !== this.turn) return undefined;
      this.running = undefined;
      if (error instanceof SupersededError) {
        // Somebody else's pass took its place; what is still wanted then is asked for again.
        setTimeout(() => void this.pump(), AGAIN_MS);
        return undefined;
      }
      this.broken = report;
      this.trouble = error;
      this.tell();
      return undefined;
    }
  }
}
