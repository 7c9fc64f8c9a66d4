/** The records that a list shows: read page by page, under a filter. Draws nothing. */

import type { Filter, Page, StoredRecord } from '@gangway/engine';

import type { Api } from '../api/client.js';

const PAGE = 50;

export class RecordList {
  /** What was read so far; none while nothing is known. */
  records: StoredRecord[] | undefined;
  /** Whether more are being looked for. */
  searching = false;

  private readonly changed: () => void;
  private next: string | null = null;
  private path = '';
  private turn = 0;

  constructor(changed: () => void) {
    this.changed = changed;
  }

  /** Whether there may be more. */
  get hasMore(): boolean {
    return this.next !== null;
  }

  /** Reads anew. Throws what the API says. */
  async open(api: Api, module: string, filter: Filter | undefined, signal: AbortSignal): Promise<void> {
    const which = filter ? `&filter=${encodeURIComponent(JSON.stringify(filter))}` : '';
    this.path = `/records/${encodeURIComponent(module)}?limit=${PAGE}${which}`;
    this.records = undefined;
    this.next = null;
    await this.read(api, this.path, [], signal);
  }

  /** Reads on. */
  async more(api: Api, signal: AbortSignal): Promise<void> {
    if (this.next === null || this.searching) return;
    await this.read(api, this.after(this.next), this.records ?? [], signal);
  }

  /** Where a filter holds for few records, a page may be empty and still say where to go on. */
  private async read(api: Api, from: string, before: StoredRecord[], signal: AbortSignal): Promise<void> {
    const turn = ++this.turn;
    this.tell(() => (this.searching = true));
    try {
      for (let path: string | undefined = from; path;) {
        const page: Page<StoredRecord> = await api.get<Page<StoredRecord>>(path, signal);
        if (turn !== this.turn) return;
        this.records = [...before, ...page.items];
        this.next = page.next;
        path = page.items.length === 0 && page.next !== null ? this.after(page.next) : undefined;
      }
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
