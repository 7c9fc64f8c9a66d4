/** The ways in which a pass over a file ends without a result. */

import type { Refusal, RefusalCode } from './types.js';

/** The file cannot be used. The sentence is the core's and is meant for people. */
export class RefusedError extends Error {
  readonly code: RefusalCode;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.name = 'RefusedError';
    this.code = refusal.code;
  }
}

export type EngineFault = 'stuck' | 'trapped' | 'unreadable' | 'unavailable' | 'broken';

const SENTENCES: Record<EngineFault, string> = {
  stuck:
    'Reading this file made no progress for 10 seconds and was stopped. Save it again as CSV and choose that file.',
  trapped:
    'The reader stopped on this file. Save it again as CSV or XLSX in a spreadsheet program and choose that file.',
  unreadable: 'The browser can no longer read this file. It was moved, changed or deleted: choose it again.',
  unavailable:
    'The part that reads files could not be loaded. Check the connection and choose the file again.',
  broken:
    'Something went wrong while reading this file. Choose it again; if it happens again, tell your administrator.',
};

/** The engine failed, not the file's content. The sentence is meant for people, `cause` for engineers. */
export class EngineError extends Error {
  readonly fault: EngineFault;

  constructor(fault: EngineFault, cause?: unknown) {
    super(SENTENCES[fault], { cause });
    this.name = 'EngineError';
    this.fault = fault;
  }
}

/** Another pass was begun, or the engine closed, before this one ended. Nobody needs to be told. */
export class SupersededError extends Error {
  constructor() {
    super('Another pass over this file was begun');
    this.name = 'SupersededError';
  }
}

/** A refusal is thrown by the core as a plain `{ code, message }`. */
export function isRefusal(thrown: unknown): thrown is Refusal {
  const it = thrown as Partial<Refusal> | null;
  return (
    typeof it === 'object' &&
    it !== null &&
    !(it instanceof Error) &&
    typeof it.code === 'string' &&
    typeof it.message === 'string'
  );
}
