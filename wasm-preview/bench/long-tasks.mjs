/**
 * How long the page's own thread is held while a large file is checked: `node bench/long-tasks.mjs FILE RUNS`. The demo
 * page, in Chromium, with a stand-in for the API; from the choice of the file to the Preview step's button. Prints one
 * JSON object: how many tasks took more than 50 ms, the longest of all runs, and how long a run took.
 */

import { fileURLToPath } from 'node:url';

import { choosePath, launch, next, visitWizard } from '../ui/tests/browser/browser.mjs';
import { FakeCloud } from '../ui/tests/browser/fake-cloud.mjs';
import { serve } from './serve.mjs';

const [file, runs] = process.argv.slice(2);
const STEPS = ['gangway-step-map', 'gangway-step-configure', 'gangway-step-preview'];

const server = await serve(fileURLToPath(new URL('../ui/dist', import.meta.url)));
process.env.GANGWAY_PAGE_URL = server.url;
const browser = await launch();
const measured = [];
for (let run = 0; run < Number(runs); run += 1) measured.push(await once());
await browser.close();
server.close();
const tasks = measured.flatMap((it) => it.tasks);
console.log(
  JSON.stringify({
    count: tasks.length,
    longest: Math.max(0, ...tasks),
    ms: Math.max(...measured.map((it) => it.ms)),
  }),
);

/** One run in a page of its own. */
async function once() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await visitWizard(page, new FakeCloud(server.url.replace(/\/$/, '')));
  // Loading the page is over; from here on every task counts.
  await page.evaluate(() => {
    window.longTasks = [];
    const note = (list) => window.longTasks.push(...list.getEntries().map((it) => it.duration));
    new PerformanceObserver(note).observe({ type: 'longtask' });
  });
  const begun = performance.now();
  await choosePath(page, file);
  await page.locator('.facts').waitFor();
  for (const step of STEPS) {
    await next(page);
    await page.locator(step).waitFor();
  }
  await page.locator('#start:not([aria-disabled])').waitFor();
  const ms = performance.now() - begun;
  const tasks = await page.evaluate(() => window.longTasks);
  await context.close();
  return { ms, tasks };
}
