/**
 * Which drafts are in use. A tab holds a lock for its draft as long as it works on it, so that another tab neither
 * shows nor overwrites it; a tab that is closed or crashes lets go of it by itself.
 */

const name = (draft: string) => `gangway-draft-${draft}`;

/** Holds a draft until the signal aborts; answers false if another tab holds it. */
export async function hold(draft: string, signal: AbortSignal): Promise<boolean> {
  if (!navigator.locks) return true;
  return new Promise((resolve, reject) => {
    const held = (lock: Lock | null) => {
      resolve(lock !== null);
      if (lock === null || signal.aborted) return undefined;
      return new Promise<void>((end) => signal.addEventListener('abort', () => end(), { once: true }));
    };
    navigator.locks.request(name(draft), { ifAvailable: true }, held).catch(reject);
  });
}

/** The drafts among these that no tab holds. */
export async function free<T extends { id: string }>(drafts: T[]): Promise<T[]> {
  if (!navigator.locks) return drafts;
  const { held = [] } = await navigator.locks.query();
  const names = new Set(held.map((it) => it.name));
  return drafts.filter((it) => !names.has(name(it.id)));
}
