/** The engine in Node: the same passes, without a worker. For tests, scripts and servers. */

import { openAsBlob, readFileSync } from 'node:fs';
import { basename } from 'node:path';

import { Parts } from './parts.js';
import { Session, type Core, type Purpose } from './session.js';
import {
  Engine,
  cellDigest,
  correctionsDigest,
  defaultModules,
  estimate,
  initSync,
  readingDigest,
  semantics,
} from './wasm/gangway_wasm.js';

export { EngineError, RefusedError, SupersededError } from './errors.js';
export { Session, type OnProgress, type Progress, type Purpose } from './session.js';
export type * from './types.js';

/** What a session needs of the module. */
export const core: Core = { Engine, cellDigest, correctionsDigest, estimate, readingDigest };

let loaded = false;

function load(): void {
  if (loaded) return;
  initSync({ module: readFileSync(new URL('./wasm/gangway_wasm_bg.wasm', import.meta.url)) });
  new Parts((from) => readFileSync(from));
  loaded = true;
}

/** The modules that every tenant starts with. */
export function modules() {
  load();
  return defaultModules();
}

/** What the core's outcomes mean. */
export function coreSemantics(): number {
  load();
  return semantics();
}

/** Opens a file on disk. */
export async function openPath(path: string, purpose: Purpose): Promise<Session> {
  return openBlob(await openAsBlob(path), basename(path), purpose);
}

/** Opens bytes that are at hand. */
export function openBlob(file: Blob, name: string, purpose: Purpose): Session {
  load();
  return new Session(core, file, name, purpose);
}
