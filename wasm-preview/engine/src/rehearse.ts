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

/** What is rehearsed: usual values, a workbook of such, or values that load what usual ones do not need. */
export type Rehearsal = 'usual' | 'workbook' | 'rare';

const ROWS = { usual: 400, workbook: 100, rare: 1 };

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
  const rows = Array.from({ length: ROWS[kind] }, (_, at) => line(at, kind === 'rare'));
  if (kind === 'workbook') return workbook([HEADER, ...rows]);
  const quoted = (it: string) => (/[",]/.test(it) ? `"${it.replaceAll('"', '""')}"` : it);
  return new Blob([HEADER, ...rows].map((it) => it.map(quoted).join(',') + '\n'));
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
