/**
 * A file's bytes in their order. The browser reads ahead while the core computes, and where it can, it fills one
 * buffer again and again: a buffer a piece costs as much as reading the file.
 */

const BUFFER = 1024 * 1024;

type Piece = ReadableStreamReadResult<Uint8Array>;

export class Flow {
  /** Where the next piece begins. */
  at: number;
  private readonly pull: () => Promise<Piece>;
  private readonly cancel: () => Promise<void>;

  constructor(file: Blob, offset: number) {
    this.at = offset;
    const stream = (offset > 0 ? file.slice(offset) : file).stream();
    const reader = intoBuffer(stream) ?? stream.getReader();
    this.cancel = () => reader.cancel();
    if (reader instanceof ReadableStreamDefaultReader) this.pull = () => reader.read();
    else {
      let buffer = new ArrayBuffer(BUFFER);
      this.pull = async () => {
        const piece = await reader.read(new Uint8Array(buffer));
        if (piece.value) buffer = piece.value.buffer;
        return piece as Piece;
      };
    }
  }

  /** The next bytes, valid until the next call; none at the end of the file. */
  async next(): Promise<Uint8Array> {
    const { value } = await this.pull();
    this.at += value?.length ?? 0;
    return value ?? new Uint8Array();
  }

  /** Nobody will ask for more. */
  end(): void {
    this.cancel().catch(() => undefined);
  }
}

/** Not every browser fills a buffer that is handed to it. */
function intoBuffer(stream: ReadableStream<Uint8Array>): ReadableStreamBYOBReader | undefined {
  try {
    return stream.getReader({ mode: 'byob' });
  } catch {
    return undefined;
  }
}
