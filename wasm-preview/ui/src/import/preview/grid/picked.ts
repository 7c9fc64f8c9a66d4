/** Rows that only the page can pick, because which of them match a record the file alone does not tell. Draws nothing. */

import type { MatchRule, PreviewRow, RowFilter } from '@gangway/engine';

import type { Reading } from '../../reading.js';
import { isUnder, type Known, type Tab } from '../outcomes.js';

/** Rows that are looked through at once. */
const LOOKED_THROUGH = 200;

/** What is known of the rows beside the file. */
export interface Asked {
  known: Known;
  /** How many rows match a record, as far as is known. */
  matched: number;
  rule: MatchRule | undefined;
}

/** What the file alone tells; none where the rows are picked from all of them. */
export function filterOf(tab: Tab, { matched, rule }: Asked): RowFilter | undefined {
  if (tab === 'all' || tab === 'remarks') return tab;
  if (tab === 'duplicates' && matched === 0) return 'repeats';
  // Where rows name their records, that one of them is gone is a problem, too.
  return tab === 'problems' && rule !== 'identity' ? 'problems' : undefined;
}

export class Picked {
  /** What is shown: the rows that were picked before, until as many are picked anew. */
  rows: PreviewRow[] = [];
  /** Whether all of the file was looked through. */
  isWhole = false;
  /** How many rows were looked through. */
  seen = 0;
  private found: PreviewRow[] = [];
  private last = 0;
  private of: unknown;
  private turn = 0;

  /** Picks anew from the first row on. */
  restart(): void {
    this.turn += 1;
    this.found = [];
    this.last = 0;
    this.seen = 0;
    this.isWhole = false;
  }

  /** Whether more must be looked through so that this place is there. */
  mustLook(report: unknown, place: number): boolean {
    if (this.of !== report) this.restart();
    this.of = report;
    return !this.isWhole && this.found.length <= place + LOOKED_THROUGH;
  }

  /** Looks through some more. */
  async look(reading: Reading, tab: Tab, { known, rule }: Asked): Promise<void> {
    const { turn } = this;
    const from = this.last === 0 ? { at: 0 } : { behind: this.last };
    const page = await reading.rows({ filter: 'all', from, count: LOOKED_THROUGH });
    if (!page || turn !== this.turn) return;
    const { found } = this;
    found.push(...page.rows.filter((it) => isUnder(tab, it, known, rule)));
    this.last = page.rows.at(-1)?.row ?? this.last;
    this.seen += page.rows.length;
    this.isWhole = !page.more;
    if (this.isWhole || found.length >= this.rows.length) this.rows = [...found];
  }
}
