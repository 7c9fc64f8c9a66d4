/**
 * Fetches the bytes that the core asks for. Knows files, not tables.
 *
 * Reads shorter than 4 MiB cost two to four times as much in browsers, so a pass that goes through the file in
 * order gets long slices with the next one fetched ahead. A first look at the head or the tail stays short.
 */

const LONG_READ = 4 * 1024 * 1024;

interface Stretch {
  start: number;
  bytes: Uint8Array;
}

export class Reader {
  private readonly file: Blob;
  private held: Stretch = { start: 0, bytes: new Uint8Array() };
  private ahead: { start: number; stretch: Promise<Stretch> } | undefined;

  constructor(file: Blob) {
    this.file = file;
  }

  /** Up to `len` bytes from `offset`; never empty before the end of the file. */
  async read(offset: number, len: number): Promise<Uint8Array> {
    if (!holds(this.held, offset)) this.held = await this.fetch(offset, len);
    const from = offset - this.held.start;
    return this.held.bytes.subarray(from, from + len);
  }

  /** Whether `read` would answer without touching the file. */
  has(offset: number): boolean {
    return holds(this.held, offset);
  }

  private async fetch(offset: number, len: number): Promise<Stretch> {
    const inOrder = offset > 0 && offset === end(this.held);
    const found =
      this.ahead?.start === offset
        ? await this.ahead.stretch
        : await this.slice(offset, inOrder ? Math.max(len, LONG_READ) : len);
    this.ahead = undefined;
    const next = end(found);
    if (inOrder && next < this.file.size) {
      const stretch = this.slice(next, LONG_READ);
      // Whoever awaits it sees the failure; nobody may, when the pass is dropped.
      stretch.catch(() => undefined);
      this.ahead = { start: next, stretch };
    }
    return found;
  }

  private async slice(start: number, len: number): Promise<Stretch> {
    const bytes = new Uint8Array(await this.file.slice(start, start + len).arrayBuffer());
    return { start, bytes };
  }
}

function end(stretch: Stretch): number {
  return stretch.start + stretch.bytes.length;
}

function holds(stretch: Stretch, offset: number): boolean {
  return offset >= stretch.start && offset < end(stretch);
}
