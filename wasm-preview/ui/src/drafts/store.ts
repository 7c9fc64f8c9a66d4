/** Drafts of imports as the browser keeps them: for one person of one tenant, for seven days, on this computer only. */

import type { CellEdit, Choices, ImportPlan, ModuleId, TenantId, UserId } from '@gangway/engine';
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

import type { SentSoFar } from '../import/sending.js';
import type { StepId } from '../import/steps.js';

/** Whose drafts, and for which module. */
export interface Owner {
  tenant: TenantId;
  user: UserId;
  module: ModuleId;
}

/** The file of a draft. Its bytes are not kept: the person chooses it again. */
export interface DraftFile {
  name: string;
  size: number;
  fingerprint: string;
}

/** What a person has done so far. */
export interface Draft {
  id: string;
  owner: Owner;
  file: DraftFile;
  step: StepId;
  choices: Choices;
  plan: ImportPlan;
  /** Cells that were corrected; none in drafts of an older page. */
  edits?: CellEdit[] | undefined;
  /** What was uploaded of the file, if anything. */
  upload?: SentSoFar | undefined;
  /** Milliseconds since 1970. */
  saved: number;
}

interface Schema extends DBSchema {
  drafts: { key: string; value: Draft };
}

const KEPT_MS = 7 * 24 * 3600 * 1000;

let opening: Promise<IDBPDatabase<Schema>> | undefined;

function open(): Promise<IDBPDatabase<Schema>> {
  opening ??= openDB<Schema>('gangway', 1, {
    upgrade: (db) => void db.createObjectStore('drafts', { keyPath: 'id' }),
    // Another version of the page wants to change the store: let it, and open anew when needed.
    blocking: (_from, _to, event) => {
      (event.target as IDBDatabase).close();
      opening = undefined;
    },
  });
  opening.catch(() => (opening = undefined));
  return opening;
}

export async function save(draft: Draft): Promise<void> {
  await (await open()).put('drafts', draft);
}

export async function remove(id: string): Promise<void> {
  await (await open()).delete('drafts', id);
}

/** Somebody's drafts, newest first. Drafts of anybody that are too old are removed. */
export async function list(owner: Owner, now: number): Promise<Draft[]> {
  const db = await open();
  const all = await db.getAll('drafts');
  const old = all.filter((it) => now - it.saved > KEPT_MS);
  await Promise.all(old.map((it) => db.delete('drafts', it.id)));
  return all
    .filter((it) => !old.includes(it) && isSame(it.owner, owner))
    .sort((one, other) => other.saved - one.saved);
}

function isSame(one: Owner, other: Owner): boolean {
  return one.tenant === other.tenant && one.user === other.user && one.module === other.module;
}
