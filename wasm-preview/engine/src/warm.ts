/**
 * A worker whose module is loaded before there is a file, so that the first rows of a file need not wait for it.
 * One at most is kept; whoever opens a file takes it.
 */

import type { FromWorker, LoadMessage } from './protocol.js';

export interface WorkerOptions {
  /** Where the worker's script lies, when a bundler does not find it by itself. */
  workerUrl?: string | URL;
  /** Where the module lies, when a bundler does not find it by itself. */
  wasmUrl?: string | URL;
}

interface Warm {
  worker: Worker;
  options: WorkerOptions;
  loaded: Promise<void>;
}

let warm: Warm | undefined;

/** Loads a worker and its module for the next file. Call it where a file may soon be chosen. */
export function warmUp(options: WorkerOptions = {}): Promise<void> {
  if (warm && !isSame(warm.options, options)) cool(warm);
  warm ??= start(options);
  return warm.loaded;
}

/** The worker that is ready for these options, if one is; it is the caller's then. */
export function takeWarm(options: WorkerOptions): Worker | undefined {
  if (!warm || !isSame(warm.options, options)) return undefined;
  const { worker } = warm;
  warm = undefined;
  return worker;
}

export function newWorker(options: WorkerOptions): Worker {
  return options.workerUrl
    ? new Worker(trusted(options.workerUrl), { type: 'module' })
    : new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
}

interface ScriptUrls {
  createScriptURL(url: string): string;
}

let policy: ScriptUrls | undefined;

/**
 * The address as browsers want it that enforce Trusted Types. Bundlers only find a worker whose address is written
 * out, so a page with Trusted Types names `workerUrl`, and lets a policy named `gangway` be made.
 */
function trusted(url: string | URL): string {
  const { trustedTypes } = globalThis as {
    trustedTypes?: { createPolicy(name: string, rules: ScriptUrls): ScriptUrls };
  };
  policy ??= trustedTypes?.createPolicy('gangway', { createScriptURL: (it) => it });
  return policy?.createScriptURL(url.toString()) ?? url.toString();
}

function start(options: WorkerOptions): Warm {
  const worker = newWorker(options);
  const loaded = new Promise<void>((resolve) => {
    worker.onmessage = (event: MessageEvent<FromWorker>) => {
      if (event.data.kind === 'loaded') resolve();
    };
    // Whoever opens a file tries again, and tells what is wrong.
    worker.onerror = () => {
      if (warm?.worker === worker) cool(warm);
      resolve();
    };
  });
  const wasmUrl = options.wasmUrl?.toString();
  const message: LoadMessage = { kind: 'load', ...(wasmUrl ? { wasmUrl } : {}) };
  worker.postMessage(message);
  return { worker, options, loaded };
}

function cool(it: Warm): void {
  it.worker.terminate();
  warm = undefined;
}

function isSame(one: WorkerOptions, other: WorkerOptions): boolean {
  return (
    one.workerUrl?.toString() === other.workerUrl?.toString() &&
    one.wasmUrl?.toString() === other.wasmUrl?.toString()
  );
}
