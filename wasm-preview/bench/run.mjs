/**
 * Measures contestants side by side in Chromium: `node bench/run.mjs JOB`, where JOB is
 * `{"file", "rounds", "contestants": [{"name", "as", …}], "fresh"}`. Prints one JSON object: for each contestant
 * the medians of what it reported and the most (`most_…`), its rounds, and the seconds of all of Chromium's processors (`cpu`).
 *
 * Contestants take turns within a round, so that a noisy minute hits all of them. The file is a real one.
 */

import { launch } from '../ui/tests/browser/browser.mjs';
import { serve } from './serve.mjs';

const job = JSON.parse(process.argv[2]);
const results = new Map(job.contestants.map((it) => [it.as ?? it.name, []]));
const server = await serve();

let open;
for (let round = 0; round < job.rounds; round += 1)
  for (const contestant of job.contestants) {
    // Compiled modules are kept by a browser: whoever measures loading needs a new one.
    if (!open || job.fresh) open = await start(open);
    results.get(contestant.as ?? contestant.name).push(await run(open, contestant));
  }
await open.browser.close();
server.close();
console.log(JSON.stringify(Object.fromEntries([...results].map(([name, runs]) => [name, summary(runs)]))));

async function start(before) {
  await before?.browser.close();
  const browser = await launch();
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(0);
  await page.goto(server.url);
  await page.waitForFunction(() => 'measure' in window);
  return { browser, page, system: await browser.newBrowserCDPSession() };
}

async function run({ page, system }, contestant) {
  const file = contestant.file ?? job.file;
  if (file) await page.setInputFiles('input', file);
  const before = await cpu(system);
  const found = await page.evaluate(({ name, options }) => window.measure(name, options), {
    name: contestant.name,
    options: contestant.options ?? {},
  });
  return { ...found, cpu: 1000 * ((await cpu(system)) - before) };
}

/** The seconds that all processes of the browser have computed; those that ended meanwhile are not in it. */
async function cpu(system) {
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, it) => sum + it.cpuTime, 0);
}

function summary(runs) {
  const numbers = Object.keys(runs[0]).filter((it) => typeof runs[0][it] === 'number');
  const medians = Object.fromEntries(numbers.map((it) => [it, median(runs.map((run) => run[it]))]));
  const most = Object.fromEntries(
    numbers.map((it) => [`most_${it}`, Math.max(...runs.map((run) => run[it]))]),
  );
  return {
    ...runs[0],
    ...medians,
    ...most,
    min: Math.min(...runs.map((it) => it.ms)),
    rounds: runs.map((it) => it.ms),
  };
}

function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}
