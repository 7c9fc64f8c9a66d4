/**
 * The records that a list shows: read page by page, under a filter. The API lists the newest first; for another order all
 * that the filter lets through are read, up to a bound, and shown page by page. Draws nothing.
 */

import type { Filter, Page, StoredRecord } from '@gangway/engine';

import type { Api } from '../api/client.js';

const PAGE = 50;
/** The API gives no more at once. */
const PAGE_TO_SORT = 1_000;
/** More are not put in order: a filter makes a list that somebody can read. */
export const MOST_SORTED = 50_000;

/** Puts records in an order. */
export type Sorting = (records: StoredRecord[]) => StoredRecord[];

export class RecordList {
  /** What was read so far, and is shown; none while nothing is known. */
  records: StoredRecord[] | undefined;
  /** Whether more are being looked for. */
  searching = false;
  /** Whether there are too many to be put in order. */
  tooMany = false;

  private readonly changed: () => void;
  private next: string | null = null;
  private path = '';
  private sorting: Sorting | undefined;
  private waiting: StoredRecord[] = [];
  private turn = 0;

  constructor(changed: () => void) {
    this.changed = changed;
  }

  /** Whether there may be more. */
  get hasMore(): boolean {
    return this.next !== null || this.waiting.length > 0;
  }

  /** Reads anew. Throws what the API says. */
  async open(
    api: Api,
    module: string,
    filter: Filter | undefined,
    signal: AbortSignal,
    sorting?: Sorting,
  ): Promise<void> {
    const which = filter ? `&filter=${encodeURIComponent(JSON.stringify(filter))}` : '';
    const path = (limit: number) => `/records/${encodeURIComponent(module)}?limit=${limit}${which}`;
    this.path = path(sorting ? PAGE_TO_SORT : PAGE);
    this.sorting = sorting;
    this.waiting = [];
    this.tooMany = false;
    this.next = null;
    if (sorting) {
      // A list that is only put in another order stays while that is done.
      if ((await this.readAll(api, sorting, signal)) !== 'too many') return;
      this.sorting = undefined;
      this.path = path(PAGE);
    }
    this.records = undefined;
    await this.read(api, this.path, [], signal);
  }

  /** Shows more of them. */
  async more(api: Api, signal: AbortSignal): Promise<void> {
    if (this.searching) return;
    if (this.sorting) this.tell(() => this.show());
    else if (this.next !== null) await this.read(api, this.after(this.next), this.records ?? [], signal);
  }

  /** Where a filter holds for few records, a page may be empty and still say where to go on. */
  private async read(api: Api, from: string, before: StoredRecord[], signal: AbortSignal): Promise<void> {
    await this.search(async (isMine) => {
      for (let path: string | undefined = from; path;) {
        const page: Page<StoredRecord> = await api.get<Page<StoredRecord>>(path, signal);
        if (!isMine()) return;
        this.records = [...before, ...page.items];
        this.next = page.next;
        path = page.items.length === 0 && page.next !== null ? this.after(page.next) : undefined;
      }
    });
  }

  private async readAll(api: Api, sorting: Sorting, signal: AbortSignal): Promise<'too many' | undefined> {
    return this.search(async (isMine) => {
      const all: StoredRecord[] = [];
      for (let path: string | undefined = this.path; path;) {
        const page: Page<StoredRecord> = await api.get<Page<StoredRecord>>(path, signal);
        if (!isMine()) return undefined;
        all.push(...page.items);
        if (all.length > MOST_SORTED) {
          this.tooMany = true;
          return 'too many';
        }
        path = page.next === null ? undefined : this.after(page.next);
      }
      this.waiting = sorting(all);
      this.records = [];
      this.show();
      return undefined;
    });
  }

  /** Shows the next of those that are read. */
  private show(): void {
    this.records = [...(this.records ?? []), ...this.waiting.slice(0, PAGE)];
    this.waiting = this.waiting.slice(PAGE);
  }

  private async search<T>(how: (isMine: () => boolean) => Promise<T>): Promise<T> {
    const turn = ++this.turn;
    this.tell(() => (this.searching = true));
    try {
      return await how(() => turn === this.turn);
    } finally {
      if (turn === this.turn) this.tell(() => (this.searching = false));
    }
  }

  private after(cursor: string): string {
    return `${this.path}&cursor=${encodeURIComponent(cursor)}`;
  }

  private tell(change: () => unknown): void {
    change();
    this.changed();
  }
}
