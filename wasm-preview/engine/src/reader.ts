/**
 * Fetches the bytes that the core asks for. Knows files, not tables.
 *
 * A pass that goes through the file in order is answered by a flow. A look at the head, at the tail or somewhere in
 * between is a slice, for a flow reads further than was asked.
 */

import { Flow } from './flow.js';

/** Who asks for so much will go on. */
const LONG_READ = 1024 * 1024;
/** The way to a file is longer than so many bytes of it, and what is asked for next often lies behind. */
const SHORT_READ = 256 * 1024;

interface Stretch {
  start: number;
  bytes: Uint8Array;
}

export class Reader {
  private readonly file: Blob;
  private held: Stretch;
  private flow: Flow | undefined;

  /** `head` are the file's first bytes, if they are at hand. */
  constructor(file: Blob, head: Uint8Array = new Uint8Array()) {
    this.file = file;
    this.held = { start: 0, bytes: head };
  }

  /** Up to `len` bytes from `offset`, valid until the next call; never empty before the end of the file. */
  async read(offset: number, len: number): Promise<Uint8Array> {
    if (!holds(this.held, offset)) this.held = { start: offset, bytes: await this.fetch(offset, len) };
    const from = offset - this.held.start;
    return this.held.bytes.subarray(from, from + len);
  }

  /** Gives back what the browser holds. */
  close(): void {
    this.flow?.end();
    this.flow = undefined;
  }

  private async fetch(offset: number, len: number): Promise<Uint8Array> {
    const inOrder = offset > 0 && offset === end(this.held);
    if (this.flow?.at !== offset) {
      this.close();
      if (inOrder || len >= LONG_READ) this.flow = new Flow(this.file, offset);
    }
    return this.flow ? this.flow.next() : this.slice(offset, len);
  }

  private async slice(start: number, len: number): Promise<Uint8Array> {
    const end = start + Math.max(len, SHORT_READ);
    return new Uint8Array(await this.file.slice(start, end).arrayBuffer());
  }
}

function end(stretch: Stretch): number {
  return stretch.start + stretch.bytes.length;
}

function holds(stretch: Stretch, offset: number): boolean {
  return offset >= stretch.start && offset < end(stretch);
}
