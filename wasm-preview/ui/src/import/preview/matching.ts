/**
 * The records that the shown rows match, and what the import would make of both. Which that is the core decides, as it
 * does in the import. Draws nothing.
 */

import type {
  Fate,
  FindMatches,
  ImportPlan,
  KeyMatch,
  Matches,
  MatchKey,
  MatchRule,
  PreviewRow,
} from '@gangway/engine';

import type { Api } from '../../api/client.js';
import type { Reading } from '../reading.js';

/** Keys to a question; the API takes no more. */
const AT_ONCE = 100;

type Learn = (found: { known: Map<MatchKey, boolean>; asOf: string } | undefined) => void;

export class Matching {
  private readonly api: Api;
  private readonly path: string;
  private readonly reading: Reading;
  private readonly learn: Learn;
  private matches = new Map<MatchKey, KeyMatch>();
  private fates = new Map<number, Fate>();
  private told: { rows: PreviewRow[]; plan: ImportPlan | undefined } | undefined;
  private asking = false;
  private turn = 0;

  constructor(api: Api, path: string, reading: Reading, learn: Learn) {
    this.api = api;
    this.path = path;
    this.reading = reading;
    this.learn = learn;
  }

  /** What a key leads to; none while it is not known. */
  of({ key }: PreviewRow): KeyMatch | undefined {
    return key ? this.matches.get(key) : undefined;
  }

  /** What the import would do with a row; none while it is not known. */
  fateOf({ row }: PreviewRow): Fate | undefined {
    return this.told?.plan === this.reading.plan ? this.fates.get(row) : undefined;
  }

  forget(): void {
    this.turn += 1;
    this.asking = false;
    this.matches = new Map();
    this.fates = new Map();
    this.told = undefined;
  }

  /** Learns what there is to learn about these rows, once. Called whenever something may have changed. */
  async see(rows: PreviewRow[], rule: MatchRule): Promise<void> {
    const { plan } = this.reading;
    const isTold = this.told?.plan === plan && isSame(this.told?.rows ?? [], rows);
    if (this.asking || isTold) return;
    this.asking = true;
    const turn = this.turn;
    try {
      const found = await this.ask(rows, rule, turn);
      const fates = await this.reading.foresee({ rows, ...this.behind(rows) });
      if (turn !== this.turn) return;
      if (this.told?.plan !== plan) this.fates = new Map();
      for (const it of fates) this.fates.set(it.row, it.fate);
      this.told = { rows, plan };
      this.asking = false;
      this.learn(found);
    } catch {
      if (turn !== this.turn) return;
      this.told = { rows, plan };
      this.asking = false;
      this.learn(undefined);
    }
  }

  /** The keys of these rows that were asked about, and what they lead to. */
  private behind(rows: PreviewRow[]): { keys: MatchKey[]; matches: KeyMatch[] } {
    const keys = new Set(rows.flatMap((it) => it.key ?? []));
    const found = [...this.matches].filter(([key]) => keys.has(key));
    return { keys: found.map(([key]) => key), matches: found.map(([, match]) => match) };
  }

  private async ask(rows: PreviewRow[], rule: MatchRule, turn: number) {
    const keys = rows.flatMap((it) => it.key ?? []);
    const unknown = [...new Set(keys)].filter((it) => !this.matches.has(it)).sort();
    const known = new Map<MatchKey, boolean>();
    let asOf = '';
    for (let at = 0; at < unknown.length; at += AT_ONCE) {
      const body: FindMatches = { rule, keys: unknown.slice(at, at + AT_ONCE) };
      const answer = await this.api.post<Matches>(`${this.path}/matches`, body, crypto.randomUUID());
      if (turn !== this.turn) break;
      asOf = answer.as_of;
      for (const [place, match] of answer.matches.entries()) {
        const key = body.keys[place] ?? '';
        this.matches.set(key, match);
        known.set(key, match.match !== 'nobody');
      }
    }
    return { known, asOf };
  }
}

function isSame(one: readonly PreviewRow[], other: readonly PreviewRow[]): boolean {
  return one.length === other.length && one.every((it, at) => it === other[at]);
}
