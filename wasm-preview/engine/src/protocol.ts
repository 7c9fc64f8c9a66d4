/** What the page and its worker say to each other. */

import type { EngineFault } from './errors.js';
import type { CellEdit, Sealed } from './edits.js';
import type { Progress, Purpose, WantedRows } from './session.js';
import type {
  CheckReport,
  Choices,
  Estimate,
  FileKeys,
  Forecast,
  Foreseeing,
  Foreseen,
  ImportPlan,
  Refusal,
  RowPage,
} from './types.js';

/** Loads the module before there is a file. */
export interface LoadMessage {
  kind: 'load';
  wasmUrl?: string;
}

/** The file that a worker lives for; its first message, or the one after `load`. */
export interface OpenMessage {
  kind: 'open';
  file: Blob;
  name: string;
  purpose: Purpose;
  wasmUrl?: string;
}

/** Begins a pass; a running one ends. */
export type PassMessage = { generation: number } & (
  | { kind: 'propose'; choices: Choices }
  | { kind: 'survey'; plan: ImportPlan; edits: CellEdit[] }
  | { kind: 'check'; plan: ImportPlan; edits: CellEdit[] }
  | { kind: 'rows'; plan: ImportPlan; edits: CellEdit[]; wanted: WantedRows }
  | { kind: 'seal'; plan: ImportPlan; edits: CellEdit[] }
);

/** A question that needs no pass over the file: a running one goes on. */
export type Question =
  | { about: 'keys' }
  | { about: 'foresee'; asked: Foreseeing }
  | { about: 'estimate'; forecast: Forecast; plan: ImportPlan };

export type Answer = FileKeys | Foreseen[] | Estimate;

/** What became of a question. */
export type Answered =
  { kind: 'answered'; id: number; answer: Answer } | { kind: 'unanswered'; id: number; failure: Failure };

export interface AskMessage {
  kind: 'ask';
  id: number;
  question: Question;
}

export interface StopMessage {
  kind: 'stop';
}

export type ToWorker = LoadMessage | OpenMessage | PassMessage | AskMessage | StopMessage;

/** How a pass ended without a result. */
export type Failure =
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'fault'; fault: EngineFault; detail: string }
  | { kind: 'superseded' };

export type FromWorker =
  | { kind: 'loaded'; generation: 0 }
  | { kind: 'progress'; generation: number; progress: Progress }
  | { kind: 'done'; generation: number; result: ImportPlan | CheckReport | RowPage | Sealed }
  | { kind: 'failed'; generation: number; failure: Failure }
  | Answered;
