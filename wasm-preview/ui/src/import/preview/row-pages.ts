/** Which rows of the file the preview shows: a tab and a page of it. Draws nothing. */

import { SupersededError, type PreviewRow, type RowFilter } from '@gangway/engine';

import type { Reading } from '../reading.js';
import { isUnder, type Known, type Tab } from './outcomes.js';

/** Rows to a page: enough to scroll through, few enough to draw at once. */
export const PAGE = 50;

/** What the file alone tells. Which rows update a record the CRM knows, so these are picked from all of them. */
const FILTERS: Record<Tab, RowFilter> = {
  all: 'all',
  problems: 'problems',
  duplicates: 'repeats',
  updates: 'all',
};

/** Rows that are looked through at once, and how often for one page: 10,000 rows take no longer than people wait. */
const LOOKED_THROUGH = 200;
const MOST_LOOKS = 50;

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
  /** The last row that was looked at for this page. */
  private last = 0;
  private asked = '';
  private of: unknown;
  private known: Known = new Map();
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
    if (!this.loaded || !this.more) return;
    this.befores = [...this.befores, this.last];
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
  async load(known: Known = this.known): Promise<void> {
    this.known = known;
    const { checking } = this.reading;
    if (checking.state !== 'done') return;
    const asking = this.tab === 'updates' ? `${this.name} ${known.size}` : this.name;
    if (asking === this.asked && checking.report === this.of) return;
    this.asked = asking;
    this.of = checking.report;
    this.loading = true;
    const turn = ++this.turn;
    try {
      const page = await this.read(this.befores.at(-1) ?? 0);
      if (turn !== this.turn) return;
      this.loaded = page.rows;
      this.more = page.more;
      this.last = page.last;
    } catch (error) {
      // Whoever took this load's place draws the page; asking again here would only take theirs.
      if (turn !== this.turn) return;
      this.more = false;
      if (error instanceof SupersededError) this.asked = '';
    }
    this.loading = false;
    if (this.asked) this.changed();
  }

  private async read(after: number): Promise<{ rows: PreviewRow[]; more: boolean; last: number }> {
    if (this.tab === 'updates') return this.pick(after);
    const page = await this.reading.rows({ filter: FILTERS[this.tab], after, count: PAGE });
    const rows = page?.rows ?? [];
    return { rows, more: page?.more ?? false, last: rows.at(-1)?.row ?? after };
  }

  /** The rows behind one that belong to the tab, as far as is looked for one page. */
  private async pick(after: number): Promise<{ rows: PreviewRow[]; more: boolean; last: number }> {
    const rows: PreviewRow[] = [];
    let last = after;
    for (let look = 0; look < MOST_LOOKS; look += 1) {
      const page = await this.reading.rows({ filter: 'all', after: last, count: LOOKED_THROUGH });
      for (const row of page?.rows ?? []) {
        last = row.row;
        if (isUnder(this.tab, row, this.known)) rows.push(row);
        if (rows.length === PAGE) return { rows, more: true, last };
      }
      if (!page?.more) return { rows, more: false, last };
    }
    return { rows, more: true, last };
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
