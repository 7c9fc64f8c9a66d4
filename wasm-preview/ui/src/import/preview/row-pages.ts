/** Which rows of the file the preview shows: a tab and a page of it. Draws nothing. */

import {
  SupersededError,
  type MatchRule,
  type PreviewRow,
  type RowFilter,
  type RowsFrom,
} from '@gangway/engine';

import type { Reading } from '../reading.js';
import { isUnder, type Known, type Tab } from './outcomes.js';

/** Rows to a page: enough to scroll through, few enough to draw at once. */
export const PAGE = 50;

/** What the file alone tells. Which rows match a record the CRM knows, so those are picked from all of them. */
function filterOf(tab: Tab, rule: MatchRule | undefined): RowFilter | undefined {
  if (tab === 'all') return 'all';
  // Where rows name their records, that one of them is gone is a problem, too.
  return tab === 'problems' && rule !== 'identity' ? 'problems' : undefined;
}

/** Rows that are looked through at once, and how often for one page: 10,000 rows take no longer than people wait. */
const LOOKED_THROUGH = 200;
const MOST_LOOKS = 50;

const START: RowsFrom = { at: 0 };

interface Loaded {
  rows: PreviewRow[];
  more: boolean;
  /** How many rows of the tab lie before the page; none where they are picked. */
  before?: number | undefined;
  /** How many the tab has; none while nobody has counted them. */
  total?: number | undefined;
  /** The last row that was looked at. */
  last: number;
}

export class RowPages {
  tab: Tab = 'all';
  loading = false;

  private readonly reading: Reading;
  private readonly changed: () => void;
  private from = START;
  /** Where the pages before this one began, as far as they were walked through. */
  private walked: RowsFrom[] = [];
  private loaded: Loaded | undefined;
  private asked = '';
  private of: unknown;
  private known: Known = new Map();
  private rule: MatchRule | undefined;
  private turn = 0;

  constructor(reading: Reading, changed: () => void) {
    this.reading = reading;
    this.changed = changed;
  }

  /** Names the page: another one has another name. */
  get name(): string {
    return `${this.tab} ${JSON.stringify(this.from)}`;
  }

  get isFirst(): boolean {
    return this.loaded?.before === undefined ? this.walked.length === 0 : this.loaded.before === 0;
  }

  /** Whether rows follow those of the page. */
  get more(): boolean {
    return this.loaded?.more ?? false;
  }

  /** How many rows of the tab lie before the page, and how many there are; none while that is not known. */
  get place(): { before: number; total: number } | undefined {
    const { before, total } = this.loaded ?? {};
    return before === undefined || total === undefined ? undefined : { before, total };
  }

  /** The page's rows; until they are read, those of the file's first rows that belong to the tab. */
  rows(known: Known): PreviewRow[] {
    if (this.loaded) return this.loaded.rows;
    const first = this.reading.report?.preview ?? [];
    return this.from === START ? first.filter((it) => isUnder(this.tab, it, known, this.rule)) : [];
  }

  show(tab: Tab): void {
    this.tab = tab;
    this.walked = [];
    this.turnTo(START);
  }

  next(): void {
    const { loaded } = this;
    if (!loaded?.more) return;
    this.walked = [...this.walked, this.from];
    const { before } = loaded;
    this.turnTo(before === undefined ? { behind: loaded.last } : { at: before + loaded.rows.length });
  }

  previous(): void {
    if (this.isFirst) return;
    const before = this.loaded?.before;
    const walked = this.walked.at(-1);
    this.walked = this.walked.slice(0, -1);
    this.turnTo(before === undefined ? (walked ?? START) : from(before - PAGE));
  }

  first(): void {
    if (this.isFirst) return;
    this.walked = [];
    this.turnTo(START);
  }

  /** The page of the last rows, where it is known how many there are. */
  last(): void {
    if (this.place && this.more) this.at(this.place.total - PAGE);
  }

  /** The page that begins with the row that has so many of the tab before it. */
  at(before: number): void {
    this.turnTo(from(before));
  }

  /** The page that begins with this row, or with the first one behind it. */
  goTo(row: number): void {
    this.tab = 'all';
    this.turnTo(row > 1 ? { behind: row - 1 } : START);
  }

  /** Reads the page, if the file was checked and the page is not there. Called whenever something may have changed. */
  async load(known: Known = this.known, rule = this.rule): Promise<void> {
    this.known = known;
    this.rule = rule;
    const { checking } = this.reading;
    if (checking.state !== 'done') return;
    const asking = filterOf(this.tab, rule) ? this.name : `${this.name} ${known.size}`;
    if (asking === this.asked && checking.report === this.of) return;
    this.asked = asking;
    this.of = checking.report;
    this.loading = true;
    const turn = ++this.turn;
    try {
      const loaded = await this.read();
      if (turn !== this.turn) return;
      this.loaded = loaded;
    } catch (error) {
      // Whoever took this load's place draws the page; asking again here would only take theirs.
      if (turn !== this.turn) return;
      if (this.loaded) this.loaded = { ...this.loaded, more: false };
      if (error instanceof SupersededError) this.asked = '';
    }
    this.loading = false;
    if (this.asked) this.changed();
  }

  private async read(): Promise<Loaded> {
    const filter = filterOf(this.tab, this.rule);
    if (!filter) return this.pick();
    const page = await this.reading.rows({ filter, from: this.from, count: PAGE });
    const { rows = [], more = false, before, total } = page ?? {};
    return { rows, more, before, total, last: rows.at(-1)?.row ?? 0 };
  }

  /** The rows from somewhere on that belong to the tab, as far as is looked for one page. */
  private async pick(): Promise<Loaded> {
    const rows: PreviewRow[] = [];
    let { from } = this;
    let last = 0;
    for (let look = 0; look < MOST_LOOKS; look += 1) {
      const page = await this.reading.rows({ filter: 'all', from, count: LOOKED_THROUGH });
      for (const row of page?.rows ?? []) {
        last = row.row;
        if (isUnder(this.tab, row, this.known, this.rule)) rows.push(row);
        if (rows.length === PAGE) return { rows, more: true, last };
      }
      if (!page?.more) return { rows, more: false, last };
      from = { behind: last };
    }
    return { rows, more: true, last };
  }

  private turnTo(from: RowsFrom): void {
    this.from = from;
    // What is still being read belongs to the page before.
    this.turn += 1;
    this.loading = false;
    this.loaded = undefined;
    this.asked = '';
    this.changed();
    void this.load();
  }
}

function from(before: number): RowsFrom {
  return before > 0 ? { at: before } : START;
}
