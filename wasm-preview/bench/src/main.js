/** What `run.mjs` asks of the page: one contestant over the chosen file, once. */

import { FileEngine, RefusedError, warmUp } from '@gangway/engine';

import { firstPaint, longTasks } from './page.js';
import leads from '../../../shared/core/modules/leads.json';
import peersUrl from './peers.js?worker&url';
import workerUrl from './worker.js?worker&url';

const PURPOSE = { module: leads, users: [], importer: 'importer' };
const OPTIONS = { workerUrl };

/** How many rows the page shows first. */
const SHOWN = 20;

const CONTESTANTS = {
  check,
  firstRows,
  firstPaint,
  longTasks,
  load,
  stream: peer,
  papa: peer,
  papaFirst: peer,
  sheetjs: peer,
  sheetjsFirst: peer,
};

/** Runs one contestant; its numbers, times in milliseconds. */
window.measure = async (name, options) => {
  const file = document.querySelector('input').files[0];
  return CONTESTANTS[name](file, { name, patience: CHOOSING_MS, ...options });
};

/** The full check as the page runs it: survey and read. A worker was ready, and the proposal came before. */
async function check(file, { mode }) {
  await warmUp(OPTIONS);
  const engine = new FileEngine(file, PURPOSE, OPTIONS);
  const proposed = await engine.propose();
  if (mode) proposed.options.mode = mode;
  const begun = performance.now();
  const plan = await engine.survey(proposed);
  const surveyed = performance.now();
  const report = await engine.check(plan);
  const ms = performance.now() - begun;
  const { bytes } = await memory();
  engine.close();
  const { counts } = report;
  return { ms, survey: surveyed - begun, rows: counts.rows + counts.blank, counts, memory: bytes };
}

/** How long people need at least to choose a file where one can be dropped; the worker rehearses meanwhile. */
const CHOOSING_MS = 1000;

/** From the choice of the file to its first rows, mapped and checked; the module was loaded before. */
async function firstRows(file) {
  await warmUp(OPTIONS);
  await new Promise((resolve) => setTimeout(resolve, CHOOSING_MS));
  const begun = performance.now();
  const engine = new FileEngine(file, PURPOSE, OPTIONS);
  const plan = await engine.propose();
  const proposed = performance.now() - begun;
  const report = await shown(engine, plan);
  const ms = performance.now() - begun;
  engine.close();
  return { ms, proposed, rows: report.preview.length, size: file.size };
}

/** The first report that has as many rows as are shown. */
async function shown(engine, plan) {
  return new Promise((resolve, reject) => {
    const hear = ({ report }) => {
      if (report && report.preview.length >= SHOWN) resolve(report);
    };
    const run = async () => {
      const surveyed = await engine.survey(plan, hear);
      resolve(await engine.check(surveyed, hear));
    };
    run().catch((error) => {
      if (error instanceof RefusedError) reject(error);
    });
  });
}

/** How long the module takes to be fetched, compiled and instantiated. */
async function load() {
  await warmUp(OPTIONS);
  const { loading } = await memory();
  return { ms: loading };
}

function memory() {
  return new Promise((resolve) => {
    const channel = new BroadcastChannel('memory');
    channel.onmessage = (event) => {
      if (event.data === 'ask') return;
      channel.close();
      resolve(event.data);
    };
    channel.postMessage('ask');
  });
}

function peer(file, { name }) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(peersUrl, { type: 'module' });
    worker.onmessage = (event) => {
      worker.terminate();
      if (event.data.error) reject(new Error(event.data.error));
      else resolve(event.data.result);
    };
    worker.postMessage({ peer: name, file });
  });
}
