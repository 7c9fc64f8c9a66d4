/** Asks which match keys the CRM knows. Hashes travel, never the data. */

import type { CheckKeys, KnownKeys, MatchKey, MatchRule } from '@gangway/engine';

import type { Api } from '../api/client.js';

export interface Answer {
  known: Map<MatchKey, boolean>;
  asOf: string;
}

/** Asks for a few keys of a module. */
export async function ask(
  api: Api,
  module: string,
  rule: MatchRule,
  keys: MatchKey[],
  signal?: AbortSignal,
): Promise<Answer> {
  const distinct = [...new Set(keys)].sort();
  const body: CheckKeys = { rule, keys: distinct };
  const answer = await api.post<KnownKeys>(`/modules/${module}/keys`, body, crypto.randomUUID(), signal);
  return { known: decode(distinct, answer.known), asOf: answer.as_of };
}

/** One bit a key, the first in the lowest bit of the first byte. */
export function decode(keys: MatchKey[], bitset: string): Map<MatchKey, boolean> {
  const bytes = Uint8Array.from(atob(bitset), (it) => it.charCodeAt(0));
  return new Map(keys.map((key, index) => [key, (((bytes[index >> 3] ?? 0) >> (index & 7)) & 1) === 1]));
}
