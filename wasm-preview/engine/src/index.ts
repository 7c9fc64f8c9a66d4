/** @gangway/engine: reads, maps and checks a file where it is, before a byte of it is uploaded. */

export { FileEngine, type EngineOptions } from './engine.js';
export type { CellEdit, Sealed } from './edits.js';
export { warmUp } from './warm.js';
export { EngineError, RefusedError, SupersededError, type EngineFault } from './errors.js';
export type { OnProgress, Progress, Purpose, WantedRows } from './session.js';
export type * from './types.js';
