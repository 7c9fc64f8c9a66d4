/**
 * Ends a poll's rest before its time: when a job was begun or changed here or in another tab, when the page is looked
 * at again, or when the connection is back.
 */

const CHANNEL = 'gangway-jobs';
const here = new EventTarget();

/** Says that jobs have changed, in this tab and in others of this origin. */
export function jobsChanged(): void {
  here.dispatchEvent(new Event('change'));
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage('change');
  channel.close();
}

/** Waits so many milliseconds, or less if there is a reason to look at once. */
export function rest(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const woken = new AbortController();
    const channel = new BroadcastChannel(CHANNEL);
    const wake = () => {
      clearTimeout(timer);
      channel.close();
      woken.abort();
      resolve();
    };
    const timer = setTimeout(wake, ms);
    const until = { signal: woken.signal };
    channel.addEventListener('message', wake, until);
    here.addEventListener('change', wake, until);
    window.addEventListener('online', wake, until);
    document.addEventListener('visibilitychange', wake, until);
    signal.addEventListener('abort', wake, until);
  });
}
