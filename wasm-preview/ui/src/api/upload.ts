/**
 * Puts a file into S3 straight from the browser: parts, three at a time, each signed for its own length and
 * digest, so that nobody can put anything else there.
 */

import type { ImportCreated, SignedPart, SignedParts, UploadedPart } from '@gangway/engine';

import { ApiError, type Api } from './client.js';

const AT_ONCE = 3;
const TRIES = 5;

/** What one part of the file is. */
interface Part {
  number: number;
  start: number;
  length: number;
}

export interface UploadOptions {
  signal: AbortSignal;
  onProgress: (sent: number) => void;
  /** Waits between tries; tests make it short. */
  pause?: (ms: number) => Promise<void>;
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
  for (let attempt = 1; ; attempt += 1) {
    try {
      // Signed anew for each try: an address does not live for ever.
      const answer = await api.post<SignedParts>(
        `/imports/${job}/parts`,
        ask,
        crypto.randomUUID(),
        options.signal,
      );
      const signed = answer.parts[0];
      if (!signed) throw new ApiError(0, 'unsigned', 'The server gave no address to upload to. Try again.');
      const etag = await put(signed, bytes, onSent, options.signal);
      return { number: part.number, etag, sha256 };
    } catch (error) {
      if (options.signal.aborted || attempt >= TRIES || !isPassing(error)) throw error;
      onSent(0);
      await (options.pause ?? wait)(500 * 2 ** attempt * (0.5 + Math.random() / 2));
    }
  }
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
  return (
    error instanceof ApiError && (error.passing || (error.kind === 'upload_failed' && error.status === 403))
  );
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function base64(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}
