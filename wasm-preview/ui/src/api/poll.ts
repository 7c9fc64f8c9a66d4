/** Asks again and again for what may change: with the ETag, only while the page is looked at, and ever less often when the server does not answer. */

import { ApiError, type Api } from './client.js';
import { rest } from './wake.js';

export interface PollOptions<T> {
  path: string;
  signal: AbortSignal;
  /** Hears every change; answers how many milliseconds to wait, or "stop". */
  onChange: (body: T) => number | 'stop';
  /** Hears when the server cannot be reached, and (with none) when it can again. */
  onTrouble?: (error: ApiError | undefined) => void;
}

const LONGEST_WAIT = 30_000;

/** Runs until `onChange` says stop, the signal aborts, or the server says no. */
export async function poll<T>(api: Api, options: PollOptions<T>): Promise<void> {
  let etag: string | null = null;
  let pause = 1000;
  let failures = 0;
  while (!options.signal.aborted) {
    try {
      const answer: Awaited<ReturnType<typeof api.getIfChanged<T>>> = await api.getIfChanged<T>(
        options.path,
        etag,
        options.signal,
      );
      if (failures > 0) options.onTrouble?.(undefined);
      failures = 0;
      if (answer.changed) {
        etag = answer.etag;
        const next = options.onChange(answer.body);
        if (next === 'stop') return;
        pause = next;
      }
    } catch (error) {
      if (options.signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      options.onTrouble?.(error);
      if (!error.passing) return;
      failures += 1;
    }
    await rest(Math.min(LONGEST_WAIT, pause * 2 ** failures), options.signal);
    await visible(options.signal);
  }
}

/** A page in the background asks for nothing. */
function visible(signal: AbortSignal): Promise<void> {
  if (document.visibilityState !== 'hidden') return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      document.removeEventListener('visibilitychange', done);
      resolve();
    };
    document.addEventListener('visibilitychange', done);
    signal.addEventListener('abort', done, { once: true });
  });
}
