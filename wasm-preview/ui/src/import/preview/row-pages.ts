/** Which rows of the file the preview shows: a tab and a page of it. Draws nothing. */

import { SupersededError, type PreviewRow, type RowFilter } from '@gangway/engine';

import type { Reading } from '../reading.js';
import { isUnder, type Known, type Tab } from './outcomes.js';

/** Rows to a page: enough to scroll through, few enough to draw at once. */
export const PAGE = 50;

/** None where only the CRM knows: it was asked about the first rows alone. */
const FILTERS: Record<Tab, RowFilter | undefined> = {
  all: 'all',
  problems: 'problems',
  duplicates: 'repeats',
  updates: undefined,
};

export class RowPages {
  tab: Tab = 'all';
  /** Whether rows follow those of the page. */
  more = false;
  loading = false;

  private readonly reading: Reading;
  private readonly changed: () => void;
  /** The row before the first one of this page and of those before it. */
  private befores = [0];
  private loaded: PreviewRow[] | undefined;
  private asked = '';
  private of: unknown;
  private turn = 0;

  constructor(reading: Reading, changed: () => void) {
    this.reading = reading;
    this.changed = changed;
  }

  /** Names the page: another one has another name. */
  get name(): string {
    return `${this.tab} ${this.befores.at(-1) ?? 0}`;
  }

  get isFirst(): boolean {
    return this.befores.length === 1;
  }

  /** The page's rows; until they are read, those of the file's first rows that belong to the tab. */
  rows(known: Known): PreviewRow[] {
    const first = this.reading.report?.preview ?? [];
    const shown = first.filter((it) => isUnder(this.tab, it, known));
    if (!this.loaded) return this.isFirst ? shown : [];
    if (this.tab !== 'duplicates' || !this.isFirst) return this.loaded;
    // What the CRM knows is only known of the first rows.
    const others = shown.filter((it) => !this.loaded?.some((row) => row.row === it.row));
    return [...others, ...this.loaded].sort((one, other) => one.row - other.row);
  }

  show(tab: Tab): void {
    this.tab = tab;
    this.befores = [0];
    this.forget();
  }

  next(): void {
    const last = this.loaded?.at(-1);
    if (!last || !this.more) return;
    this.befores = [...this.befores, last.row];
    this.forget();
  }

  previous(): void {
    if (this.isFirst) return;
    this.befores = this.befores.slice(0, -1);
    this.forget();
  }

  /** The page that begins with this row, or with the first one behind it. */
  goTo(row: number): void {
    this.tab = 'all';
    this.befores = row > 1 ? [0, row - 1] : [0];
    this.forget();
  }

  /** Reads the page, if the file was checked and the page is not there. Called whenever something may have changed. */
  async load(): Promise<void> {
    const { checking } = this.reading;
    const filter = FILTERS[this.tab];
    if (checking.state !== 'done' || !filter) return;
    const after = this.befores.at(-1) ?? 0;
    const asking = this.name;
    if (asking === this.asked && checking.report === this.of) return;
    this.asked = asking;
    this.of = checking.report;
    this.loading = true;
    const turn = ++this.turn;
    try {
      const page = await this.reading.rows({ filter, after, count: PAGE });
      if (turn !== this.turn) return;
      this.loaded = page?.rows;
      this.more = page?.more ?? false;
    } catch (error) {
      // Whoever took this load's place draws the page; asking again here would only take theirs.
      if (turn !== this.turn) return;
      this.more = false;
      if (error instanceof SupersededError) this.asked = '';
    }
    this.loading = false;
    if (this.asked) this.changed();
  }

  private forget(): void {
    // What is still being read belongs to the page before.
    this.turn += 1;
    this.loading = false;
    this.loaded = undefined;
    this.asked = '';
    this.more = false;
    this.changed();
    void this.load();
  }
}
