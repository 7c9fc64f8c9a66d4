/**
 * Browsers compile a module's functions when they are first called. A rehearsal over a small made-up file calls
 * them before a person chooses one, so that the first look at their file is as quick as the second.
 */

import { Session, type Core } from './session.js';
import type { Module } from './types.js';

const ROWS = 400;
const HEADER = 'First Name,Last Name,Email,Phone,Company,Website,Birthday,Employees,Annual Revenue,Notes';

/**
 * Proposes, surveys and checks; what comes out is nobody's. Values of the rare kind load what usual ones do not
 * need, which takes longer.
 */
export async function rehearse(core: Core, module: Module, kind: 'usual' | 'rare'): Promise<void> {
  const rows = kind === 'usual' ? ROWS : 1;
  const file = new Blob([
    HEADER,
    '\n',
    ...Array.from({ length: rows }, (_, at) => line(at, kind === 'rare')),
  ]);
  const session = new Session(core, file, 'rehearsal.csv', { module, users: [], importer: 'importer' });
  try {
    const plan = await session.propose();
    await session.check(await session.survey(plan, () => undefined), () => undefined);
  } finally {
    session.close();
  }
}

function line(at: number, rare: boolean): string {
  const email = rare ? `Åsa ${at} <asa${at}@exämple.org>` : `lead${at}@example.com`;
  const phone = rare ? `+966 11 ${1_000_000 + at}` : `+1 202 555 ${1000 + at}`;
  const company = rare ? `"Müller ""${at}"" & Co, KG"` : `Company ${at}`;
  const birthday = rare ? '9 Feb 1980' : `${1 + (at % 12)}/${1 + (at % 28)}/1980`;
  const last = rare ? 'Nguyễn' : `Smith-${at}`;
  return `Anna,${last},${email},${phone},${company},https://example.com/${at},${birthday},${at},"$${at},200.50",Met\n`;
}
