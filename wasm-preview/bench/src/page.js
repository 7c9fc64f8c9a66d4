/**
 * The wizard itself, over an API that knows a module and nobody: what a person sees of a file, and when, and whether the
 * page holds still meanwhile.
 */

import '@gangway/ui/define';

import leads from '../../../shared/core/modules/leads.json';
import workerUrl from './worker.js?worker&url';

const API = 'https://api.invalid';
const ANSWERS = {
  '/me': { tenant: 'acme', user: 'importer', teams: [], scope: 'all', rights: ['import', 'update'] },
  '/modules/leads': leads,
  '/users': [],
  '/templates': [],
};

/** How many rows are shown first. */
const SHOWN = 20;

const fetched = window.fetch;
window.fetch = async (url, ...rest) => {
  if (!String(url).startsWith(API)) return fetched(url, ...rest);
  const found = ANSWERS[String(url).slice(API.length)];
  return Response.json(found ?? { type: 'not_found' }, { status: found ? 200 : 404 });
};

/** From the change event to the frame in which the twentieth row is painted; the wizard was open for a second. */
export async function firstPaint(file, { patience }) {
  const element = await wizard(patience);
  const begun = choose(element, file);
  const rows = () =>
    inside(inside(element, 'gangway-step-upload'), 'gangway-first-rows')?.querySelectorAll('tbody tr');
  const ms = await painted(() => rows()?.length >= SHOWN, begun);
  const count = rows().length;
  element.remove();
  return { ms, rows: count };
}

/** The tasks of the main thread above 50 ms while the whole file is checked and the preview is looked at. */
export async function longTasks(file, { patience }) {
  const element = await wizard(patience);
  const tasks = [];
  const observer = new PerformanceObserver((list) =>
    tasks.push(...list.getEntries().map((it) => it.duration)),
  );
  observer.observe({ type: 'longtask' });
  const begun = choose(element, file);
  await painted(() => element.wizard.reading.plan, begun);
  element.wizard.go('preview');
  const ms = await painted(() => element.wizard.reading.checking.state === 'done', begun);
  // What the last report draws counts, too.
  await pause(500);
  observer.disconnect();
  element.remove();
  return { ms, tasks: tasks.length, longest: Math.max(0, ...tasks) };
}

async function wizard(patience) {
  const element = Object.assign(document.createElement('gangway-import'), {
    apiUrl: API,
    getToken: async () => 'token',
    module: 'leads',
    workerUrl,
  });
  const ready = new Promise((resolve) => element.addEventListener('gangway-ready', resolve));
  document.body.append(element);
  await ready;
  await pause(patience);
  return element;
}

/** As if a person had picked the file; when that was. */
function choose(element, file) {
  const input = inside(element, 'gangway-step-upload').querySelector('input[type=file]');
  const transfer = new DataTransfer();
  transfer.items.add(file);
  input.files = transfer.files;
  const begun = performance.now();
  input.dispatchEvent(new Event('change'));
  return begun;
}

function inside(element, name) {
  return (element?.shadowRoot ?? element)?.querySelector(name)?.shadowRoot;
}

/** Milliseconds until something is seen: looked for before each frame, and told after it. */
function painted(isThere, begun) {
  return new Promise((resolve) => {
    const look = () => {
      if (!isThere()) return requestAnimationFrame(look);
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now() - begun);
      port2.postMessage(undefined);
    };
    requestAnimationFrame(look);
  });
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
