/**
 * Browsers compile a module's functions when they are first called. A rehearsal over a small made-up file calls
 * them before a person chooses one, so that the first look at their file is as quick as the second.
 */

import { Session, type Core } from './session.js';
import type { Module } from './types.js';
import { workbook } from './workbook.js';

const HEADER = [
  'First Name',
  'Last Name',
  'Email',
  'Phone',
  'Company',
  'Website',
  'Birthday',
  'Employees',
  'Annual Revenue',
  'Notes',
];

/**
 * What is rehearsed: usual values; a column of telephone numbers beside them, a workbook, or rare values, each of
 * which needs a part of the module that usual values do not.
 */
export type Rehearsal = 'usual' | 'phones' | 'workbook' | 'rare';

const ROWS = { usual: 400, phones: 50, workbook: 100, rare: 1 };

/** Proposes, surveys and checks, as long as that is wanted; what comes out is nobody's. */
export async function rehearse(
  core: Core,
  module: Module,
  kind: Rehearsal,
  isWanted: () => boolean = () => true,
): Promise<void> {
  const file = await made(kind);
  const session = new Session(core, file, 'rehearsal', { module, users: [], importer: 'importer' });
  try {
    const proposed = await session.propose();
    const plan = isWanted() && (await session.survey(proposed, () => undefined));
    if (plan && isWanted()) await session.check(plan, () => undefined);
  } finally {
    session.close();
  }
}

async function made(kind: Rehearsal): Promise<Blob> {
  const lines = Array.from({ length: ROWS[kind] }, (_, at) => line(at, kind === 'rare'));
  const kept = (_: string, column: number) => kind !== 'usual' || HEADER[column] !== 'Phone';
  const rows = [HEADER, ...lines].map((it) => it.filter(kept));
  if (kind === 'workbook') return workbook(rows);
  const quoted = (it: string) => (/[",]/.test(it) ? `"${it.replaceAll('"', '""')}"` : it);
  return new Blob(rows.map((it) => it.map(quoted).join(',') + '\n'));
}

function line(at: number, rare: boolean): string[] {
  return [
    'Anna',
    rare ? 'Nguyễn' : `Smith-${at}`,
    rare ? `Åsa ${at} <asa${at}@exämple.org>` : `lead${at}@example.com`,
    rare ? `+966 11 ${1_000_000 + at}` : `+1 202 555 ${1000 + at}`,
    rare ? `Müller "${at}" & Co, KG` : `Company ${at}`,
    `https://example.com/${at}`,
    rare ? '9 Feb 1980' : `${1 + (at % 12)}/${1 + (at % 28)}/1980`,
    `${at}`,
    `$${at},200.50`,
    'Met',
  ];
}
