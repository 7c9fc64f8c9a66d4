/** Asks which match keys the CRM knows. Hashes travel, never the data. */

import type { CheckKeys, KnownKeys, MatchKey, MatchRule, ModuleId } from '@gangway/engine';

import type { Api } from '../../api/client.js';

interface Answer {
  known: Map<MatchKey, boolean>;
  asOf: string;
}

/** Asks for a few keys of a module. */
async function ask(
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

/** Which of the shown keys the CRM knows, and as of when. */
export class Comparison {
  known = new Map<MatchKey, boolean>();
  asOf: string | undefined;
  failed = false;

  private readonly api: Api;
  private readonly module: ModuleId;
  private readonly changed: () => void;
  private asked = '';

  constructor(api: Api, module: ModuleId, changed: () => void) {
    this.api = api;
    this.module = module;
    this.changed = changed;
  }

  /** What was known may have changed: the same question is asked anew. */
  forget(): void {
    this.known = new Map();
    this.asOf = undefined;
    this.asked = '';
  }

  /** Asks for the keys of the shown rows, once for each set. */
  async ask(rule: MatchRule, keys: MatchKey[]): Promise<void> {
    const unknown = keys.filter((key) => !this.known.has(key));
    const asking = JSON.stringify([rule, unknown]);
    if (unknown.length === 0 || asking === this.asked) return;
    this.asked = asking;
    try {
      const answer = await ask(this.api, this.module, rule, unknown);
      if (asking !== this.asked) return;
      this.known = new Map([...this.known, ...answer.known]);
      this.asOf = answer.asOf;
      this.failed = false;
    } catch {
      this.failed = true;
    }
    this.changed();
  }
}

/** One bit a key, the first in the lowest bit of the first byte. */
export function decode(keys: MatchKey[], bitset: string): Map<MatchKey, boolean> {
  const bytes = Uint8Array.from(atob(bitset), (it) => it.charCodeAt(0));
  return new Map(keys.map((key, index) => [key, (((bytes[index >> 3] ?? 0) >> (index & 7)) & 1) === 1]));
}
