/** The windows of rows that were read, by their places. Draws nothing and reads nothing. */

import type { PreviewRow } from '@gangway/engine';

/** So many windows are kept; the one that was read first is forgotten. */
const KEPT = 24;

interface Window {
  rows: readonly PreviewRow[];
  /** Of which check. */
  of: unknown;
}

export class WindowStore {
  private readonly windows = new Map<number, Window>();

  get isEmpty(): boolean {
    return this.windows.size === 0;
  }

  /** The rows of a window, of whichever check; none if it was not read. */
  rows(window: number): readonly PreviewRow[] | undefined {
    return this.windows.get(window)?.rows;
  }

  /** Whether a window was read since this check. */
  isFresh(window: number, check: unknown): boolean {
    return this.windows.get(window)?.of === check;
  }

  put(window: number, rows: readonly PreviewRow[], of: unknown): void {
    this.windows.delete(window);
    this.windows.set(window, { rows, of });
  }

  /** Forgets what is too much, but for those that somebody looks at. */
  shrink(looked: readonly number[]): void {
    for (const window of this.windows.keys())
      if (this.windows.size > KEPT && !looked.includes(window)) this.windows.delete(window);
  }
}
