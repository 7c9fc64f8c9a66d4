/**
 * Puts a file into S3 straight from the browser: parts, three at a time, each signed for its own length and
 * digest, so that nobody can put anything else there.
 */

import type { ImportCreated, SignedPart, SignedParts, UploadedPart } from '@gangway/engine';

import { ApiError, type Api } from './client.js';
import { passes, steadily, type Steadiness } from './steady.js';

const AT_ONCE = 3;

/** What one part of the file is. */
interface Part {
  number: number;
  start: number;
  length: number;
}

export interface UploadOptions extends Omit<Steadiness, 'isPassing'> {
  onProgress: (sent: number) => void;
  /** Parts that S3 took before; those whose bytes are still the same are not sent again. */
  taken?: readonly UploadedPart[];
  /** Hears of each part that S3 took. */
  onPart?: (part: UploadedPart) => void;
}

/** Uploads the file and says what S3 took, in order. */
export async function upload(
  api: Api,
  created: ImportCreated,
  file: Blob,
  options: UploadOptions,
): Promise<UploadedPart[]> {
  const waiting = parts(file.size, created.part_size);
  const done: UploadedPart[] = [];
  const sent = new Map<number, number>();
  const worker = async () => {
    for (let part = waiting.shift(); part; part = waiting.shift()) {
      const { number } = part;
      const onSent = (bytes: number) => {
        sent.set(number, bytes);
        options.onProgress([...sent.values()].reduce((sum, it) => sum + it, 0));
      };
      done.push(await uploadPart(api, created.job, file, part, onSent, options));
    }
  };
  const workers = Array.from({ length: Math.min(AT_ONCE, waiting.length) }, worker);
  try {
    await Promise.all(workers);
  } finally {
    // One that fails ends the others at their next part.
    waiting.length = 0;
  }
  return done.sort((a, b) => a.number - b.number);
}

/** Cuts a length into parts. */
export function parts(size: number, partSize: number): Part[] {
  const amount = Math.max(1, Math.ceil(size / partSize));
  return Array.from({ length: amount }, (_, index) => {
    const start = index * partSize;
    return { number: index + 1, start, length: Math.min(partSize, size - start) };
  });
}

async function uploadPart(
  api: Api,
  job: string,
  file: Blob,
  part: Part,
  onSent: (bytes: number) => void,
  options: UploadOptions,
): Promise<UploadedPart> {
  const bytes = await file.slice(part.start, part.start + part.length).arrayBuffer();
  const sha256 = base64(await crypto.subtle.digest('SHA-256', bytes));
  const ask = { parts: [{ number: part.number, length: part.length, sha256 }] };
  const before = options.taken?.find((it) => it.number === part.number && it.sha256 === sha256);
  if (before) {
    onSent(part.length);
    return before;
  }
  const send = async () => {
    onSent(0);
    // Signed anew for each try: an address does not live for ever.
    const path = `/imports/${job}/parts`;
    const answer = await api.post<SignedParts>(path, ask, crypto.randomUUID(), options.signal);
    const signed = answer.parts[0];
    if (!signed) throw new ApiError(0, 'unsigned', 'The server gave no address to upload to. Try again.');
    return put(signed, bytes, onSent, options.signal);
  };
  const etag = await steadily(send, { ...options, isPassing });
  const done = { number: part.number, etag, sha256 };
  options.onPart?.(done);
  return done;
}

/** XMLHttpRequest, because fetch does not say how much it has sent. */
function put(
  signed: SignedPart,
  bytes: ArrayBuffer,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', signed.url);
    for (const header of signed.headers) request.setRequestHeader(header.name, header.value);
    request.upload.onprogress = (event) => onSent(event.loaded);
    request.onload = () => {
      const etag = request.getResponseHeader('etag');
      if (request.status === 200 && etag) {
        onSent(bytes.byteLength);
        resolve(etag);
      } else reject(failed(request.status));
    };
    request.onerror = () => reject(failed(0));
    request.onabort = () => reject(new DOMException('The upload was stopped', 'AbortError'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(bytes);
  });
}

function failed(status: number): ApiError {
  const sentence =
    status === 0
      ? 'The connection was lost while uploading. Check it and try again.'
      : `The storage did not take the file (${status}). Try again.`;
  return new ApiError(status, 'upload_failed', sentence);
}

/** An address that ran out answers 403; asking for a new one helps. */
function isPassing(error: unknown): boolean {
  const ranOut = error instanceof ApiError && error.kind === 'upload_failed' && error.status === 403;
  return ranOut || passes(error);
}

function base64(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}
