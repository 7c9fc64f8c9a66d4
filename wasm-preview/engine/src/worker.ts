/** The Web Worker: one worker, one instance of the module, one file. Answers messages; thinks nothing. */

import { EngineError, RefusedError, SupersededError } from './errors.js';
import { Parts, type Place } from './parts.js';
import type {
  Answer,
  AskMessage,
  Failure,
  FromWorker,
  OpenMessage,
  PassMessage,
  Question,
  ToWorker,
} from './protocol.js';
import { rehearse, type Rehearsal } from './rehearse.js';
import { Session, type Core, type OnProgress } from './session.js';
import init, {
  Engine,
  cellDigest,
  correctionsDigest,
  defaultModules,
  estimate,
  readingDigest,
} from './wasm/gangway_wasm.js';

const core: Core = { Engine, cellDigest, correctionsDigest, estimate, readingDigest };

/** As much of a file as the core looks at first. */
const HEAD = 256 * 1024;
/** Milliseconds in which nobody came with a file, so that rehearsing on keeps nobody waiting. */
const QUIET = 100;
/** What is rehearsed then, and the part that it needs: the likeliest first. */
const FURTHER: [Rehearsal, string][] = [
  ['phones', 'phones'],
  ['workbook', 'excel'],
  ['rare', 'domains'],
];

let session: Promise<Session> | undefined;
let loading: Promise<Parts> | undefined;

self.onmessage = (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  if (message.kind === 'load') void prepare(message.wasmUrl);
  else if (message.kind === 'open') session = open(message);
  else if (message.kind === 'ask') void answer(message);
  else if (message.kind === 'stop') void session?.then((it) => it.stop());
  else void run(message);
};

function load(wasmUrl?: string): Promise<Parts> {
  const module_or_path = wasmUrl ?? new URL('./wasm/gangway_wasm_bg.wasm', import.meta.url);
  const beside: Place = ({ name }) => new URL(`parts/${name}`, new URL(wasmUrl ?? '', self.location.href));
  const parts = () => (wasmUrl ? new Parts(readNow, beside) : new Parts(readNow));
  return (loading ??= init({ module_or_path }).then(parts));
}

/** A worker may wait for a file without freezing anything. */
function readNow(from: string | URL): ArrayBuffer {
  const request = new XMLHttpRequest();
  request.open('GET', from, false);
  request.responseType = 'arraybuffer';
  request.send();
  if (!request.response) throw new EngineError('unavailable', `${from} answers ${request.status}`);
  return request.response;
}

/** The file's first bytes. Workbooks begin as zips or as compound files do; what reads them is loaded meanwhile. */
async function look(file: Blob, parts: Parts): Promise<Uint8Array> {
  const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  const [first, second] = head;
  const book = (first === 0x50 && second === 0x4b) || (first === 0xd0 && second === 0xcf);
  if (book) await parts.load('excel').catch(() => undefined);
  return head;
}

/** Loads and rehearses. A module that cannot be loaded is told to whoever opens a file. */
async function prepare(wasmUrl?: string): Promise<void> {
  const parts = await load(wasmUrl)
    .then(async (it) => rehearseWith('usual').then(() => it))
    .catch(() => undefined);
  say({ kind: 'loaded', generation: 0 });
  for (const [kind, part] of FURTHER) {
    await new Promise((resolve) => setTimeout(resolve, QUIET));
    if (session || !parts) return;
    await parts.load(part).catch(() => undefined);
    await rehearseWith(kind).catch(() => undefined);
  }
}

/** Until a file comes. */
async function rehearseWith(kind: Rehearsal): Promise<void> {
  const [module] = defaultModules();
  if (module) await rehearse(core, module, kind, () => !session);
}

async function open(message: OpenMessage): Promise<Session> {
  let parts: Parts;
  try {
    parts = await load(message.wasmUrl);
  } catch (cause) {
    throw new EngineError('unavailable', cause);
  }
  // An unreadable file is told by the pass that reads it.
  const head = await look(message.file, parts).catch(() => undefined);
  return new Session(core, message.file, message.name, message.purpose, head);
}

async function run(message: PassMessage): Promise<void> {
  const { generation } = message;
  const onProgress: OnProgress = (progress) => say({ kind: 'progress', generation, progress });
  try {
    const result = await begin(message, onProgress);
    say({ kind: 'done', generation, result });
  } catch (thrown) {
    say({ kind: 'failed', generation, failure: failure(thrown) });
  }
}

async function answer({ id, question }: AskMessage): Promise<void> {
  try {
    const it = await session;
    if (!it) throw new EngineError('broken', 'a question before a file');
    say({ kind: 'answered', id, answer: told(it, question) });
  } catch (thrown) {
    say({ kind: 'unanswered', id, failure: failure(thrown) });
  }
}

function told(it: Session, question: Question): Answer {
  if (question.about === 'keys') return it.keys();
  if (question.about === 'foresee') return it.foresee(question.asked);
  return it.estimate(question.forecast, question.plan);
}

async function begin(message: PassMessage, onProgress: OnProgress) {
  const it = await session;
  if (!it) throw new EngineError('broken', 'a pass before a file');
  switch (message.kind) {
    case 'propose':
      return it.propose(message.choices);
    case 'survey':
      return it.survey(message.plan, onProgress, message.edits);
    case 'check':
      return it.check(message.plan, onProgress, message.edits);
    case 'rows':
      return it.rows(message.plan, message.wanted, message.edits);
    case 'seal':
      return it.seal(message.plan, message.edits);
  }
}

function failure(thrown: unknown): Failure {
  if (thrown instanceof RefusedError)
    return { kind: 'refused', refusal: { code: thrown.code, message: thrown.message } };
  if (thrown instanceof SupersededError) return { kind: 'superseded' };
  const error = thrown instanceof EngineError ? thrown : new EngineError('broken', thrown);
  return { kind: 'fault', fault: error.fault, detail: String(error.cause ?? '') };
}

function say(message: FromWorker): void {
  self.postMessage(message);
}
