/** Tries what fails only for a moment again, and waits for the connection without counting that as a try. */

import { ApiError } from './client.js';

const TRIES = 5;

export interface Steadiness {
  signal: AbortSignal;
  /** Waits between tries; tests make it short. */
  pause?: ((ms: number) => Promise<void>) | undefined;
  /** Hears when the browser has no connection, and when it has one again. */
  onOffline?: ((offline: boolean) => void) | undefined;
  /** Whether this failure may pass; by default, what the API calls passing. */
  isPassing?: (error: unknown) => boolean;
}

export async function steadily<T>(act: () => Promise<T>, how: Steadiness): Promise<T> {
  const isPassing = how.isPassing ?? passes;
  for (let attempt = 1; ;) {
    try {
      return await act();
    } catch (error) {
      if (how.signal.aborted || !isPassing(error)) throw error;
      if (isOffline()) {
        how.onOffline?.(true);
        await online(how.signal);
        how.onOffline?.(false);
        continue;
      }
      if (attempt >= TRIES) throw error;
      await (how.pause ?? wait)(500 * 2 ** attempt * (0.5 + Math.random() / 2));
      attempt += 1;
    }
    if (how.signal.aborted) throw new DOMException('This was stopped', 'AbortError');
  }
}

export function passes(error: unknown): boolean {
  return error instanceof ApiError && error.passing;
}

function isOffline(): boolean {
  return globalThis.navigator?.onLine === false;
}

/** Ends when the connection is back, or nobody waits for it any more. */
function online(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      window.removeEventListener('online', end);
      resolve();
    };
    window.addEventListener('online', end);
    signal.addEventListener('abort', end, { once: true });
  });
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
