/**
 * What the CRM knows of the file's rows: for each row that is shown, which record its key leads to; for the whole file,
 * how many keys lead to one. Hashes travel, never the data. Draws nothing.
 */

import type { CheckKeys, CheckReport, FileKeys, KnownKeys, MatchKey, MatchRule } from '@gangway/engine';

import type { Api } from '../../api/client.js';
import type { Reading } from '../reading.js';
import { Matching } from './matching.js';
import type { Known } from './outcomes.js';

/** Keys to a question; the API takes no more. */
const AT_ONCE = 5_000;

/** How many of the file's rows match a record. */
export interface Matched {
  rows: number;
  /** How many name a record that is not there, where rows name theirs. */
  gone: number;
  /** Reckoned from a sample of the keys. */
  estimated: boolean;
}

/** What is counted: again when one of them is another. */
interface Counted {
  known: Known;
  asked: FileKeys | undefined;
  rule: MatchRule | undefined;
}

export class Comparison {
  /** The records behind the keys of the rows that are shown. */
  readonly matching: Matching;
  /** Keys that were asked about, and whether a record has them. */
  known: Known = new Map();
  /** Keys of the whole file, once they are asked about. */
  asked: FileKeys | undefined;
  /** How many of those were answered, in percent; none while nothing is asked. */
  percent: number | undefined;
  /** As of when, RFC 3339 in UTC. */
  asOf: string | undefined;
  failed = false;

  private readonly api: Api;
  private readonly reading: Reading;
  private readonly path: string;
  private readonly changed: () => void;
  private of: CheckReport | undefined;
  private rule: MatchRule | undefined;
  private counted: { of: Counted; matched: Matched } | undefined;
  private turn = 0;

  constructor(api: Api, module: string, reading: Reading, changed: () => void) {
    this.api = api;
    this.reading = reading;
    this.path = `/modules/${encodeURIComponent(module)}`;
    this.changed = changed;
    this.matching = new Matching(api, this.path, reading, (found) => this.learn(found));
  }

  /** The rows that lead their key and match a record, or name one in vain, as far as is known. */
  get matched(): Matched {
    const { known, asked, rule } = this;
    const last = this.counted?.of;
    // Every part of the page asks for it whenever it is drawn, and there may be 50,000 keys.
    if (last?.known !== known || last.asked !== asked || last.rule !== rule || !this.counted)
      this.counted = { of: { known, asked, rule }, matched: count({ known, asked, rule }) };
    return this.counted.matched;
  }

  /** What was known may have changed: the same questions are asked anew. */
  forget(): void {
    this.turn += 1;
    this.known = new Map();
    this.matching.forget();
    this.asked = undefined;
    this.percent = undefined;
    this.asOf = undefined;
    this.failed = false;
    this.of = undefined;
  }

  /** Asks about every key of the file, once for each check of it. The rows that are shown were asked about before. */
  async askAll(rule: MatchRule): Promise<void> {
    const { checking } = this.reading;
    this.rule = rule;
    if (checking.state !== 'done' || checking.report === this.of || this.failed) return;
    this.of = checking.report;
    const turn = ++this.turn;
    try {
      const keys = await this.reading.keys();
      if (turn !== this.turn || !keys) return;
      this.asked = keys;
      await this.askAbout(keys, rule, turn);
    } catch {
      if (turn !== this.turn) return;
      this.failed = true;
      this.asked = undefined;
      this.percent = undefined;
    }
    this.changed();
  }

  private async askAbout({ keys }: FileKeys, rule: MatchRule, turn: number): Promise<void> {
    const unknown = keys.filter((it) => !this.known.has(it));
    for (let at = 0; at < unknown.length; at += AT_ONCE) {
      this.percent = Math.floor((100 * at) / unknown.length);
      this.changed();
      const body: CheckKeys = { rule, keys: unknown.slice(at, at + AT_ONCE) };
      const answer = await this.api.post<KnownKeys>(`${this.path}/keys`, body, crypto.randomUUID());
      if (turn !== this.turn) return;
      this.known = new Map([...this.known, ...decode(body.keys, answer.known)]);
      this.asOf = answer.as_of;
    }
    this.percent = 100;
  }

  /** What was found behind a key is surer than whether there is something. */
  private learn(found: { known: Map<MatchKey, boolean>; asOf: string } | undefined): void {
    if (!found) this.failed = true;
    else if (found.known.size > 0) {
      this.known = new Map([...this.known, ...found.known]);
      this.asOf = found.asOf;
    }
    this.changed();
  }
}

function count({ known, asked, rule }: Counted): Matched {
  const keys = asked?.keys ?? [...known.keys()];
  const found = keys.filter((it) => known.get(it)).length;
  const missing = rule === 'identity' ? keys.filter((it) => known.get(it) === false).length : 0;
  const distinct = asked?.distinct ?? keys.length;
  const estimated = distinct > keys.length;
  const ofAll = (it: number) => (estimated ? Math.round((it * distinct) / Math.max(1, keys.length)) : it);
  return { rows: ofAll(found), gone: ofAll(missing), estimated };
}

/** One bit a key, the first in the lowest bit of the first byte. */
export function decode(keys: MatchKey[], bitset: string): Map<MatchKey, boolean> {
  const bytes = Uint8Array.from(atob(bitset), (it) => it.charCodeAt(0));
  return new Map(keys.map((key, index) => [key, (((bytes[index >> 3] ?? 0) >> (index & 7)) & 1) === 1]));
}
