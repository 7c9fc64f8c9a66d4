/** The sentences and formats of a locale: a language's file, and what every language's errors have in common. */

import { EngineError, RefusedError, type Issue, type IssueGroup, type Refusal } from '@gangway/engine';

import { ApiError } from '../api/client.js';
import { de } from './de.js';
import { en, type Strings } from './en.js';
import { Format } from './format.js';
import { withMessages, type Messages } from './messages.js';
import { pseudo } from './pseudo.js';

export type { Strings } from './en.js';

/** A sentence that waits for its language. */
export type Saying = (texts: Texts) => string;

/** Every language has its file. */
const LANGUAGES: Record<string, (format: Format) => Strings> = { en, de };

/** Unicode's locale for trying out layouts from right to left. */
const PSEUDO = 'ar-xb';

export class Texts {
  readonly format: Format;
  readonly strings: Strings;

  constructor(locale: string, messages?: Messages) {
    const language = locale.toLowerCase().split('-')[0] ?? '';
    const make = LANGUAGES[language] ?? en;
    // Sentences of one language with the numbers of another help nobody.
    this.format = new Format(LANGUAGES[language] && isKnown(locale) ? locale : 'en');
    const strings = make(this.format);
    this.strings = withMessages(locale.toLowerCase() === PSEUDO ? pseudo(strings) : strings, messages);
  }

  /** What failed, for people. */
  failure(error: unknown): string {
    if (error instanceof RefusedError) return this.refusal(error);
    const { faults, problems, unknownFailure } = this.strings;
    if (error instanceof EngineError) return faults[error.fault] ?? error.message;
    if (error instanceof ApiError)
      return problems[error.kind] ?? problems[String(error.status)] ?? error.message;
    return unknownFailure;
  }

  /** Why a file cannot be used. */
  refusal({ code, message }: Pick<Refusal, 'code' | 'message'>): string {
    return this.strings.refusals[code] ?? message;
  }

  /** What is wrong with a cell. */
  issue({ code, value, message }: Pick<Issue, 'code' | 'value' | 'message'>): string {
    return this.strings.issueSentences[code]?.(value) ?? message;
  }

  /** What is wrong with many cells, by the first of them; `issues` are those that a report lists. */
  group({ code, first_row, message }: IssueGroup, issues: readonly Issue[]): string {
    const first = issues.find((it) => it.code === code && it.row === first_row);
    return this.issue(first ?? { code, value: '…', message });
  }
}

/** Of each host's messages, and of none. */
const hosts = new WeakMap<Messages, Map<string, Texts>>();
const plain = new Map<string, Texts>();

/** The texts of a locale by its BCP 47 tag: `de-CH`; with what a host page says in its own words. */
export function textsOf(locale: string, messages?: Messages): Texts {
  const tag = locale.replaceAll('_', '-');
  let known = messages ? hosts.get(messages) : plain;
  if (!known) hosts.set(messages as Messages, (known = new Map()));
  let texts = known.get(tag);
  if (!texts) known.set(tag, (texts = new Texts(tag, messages)));
  return texts;
}

function isKnown(locale: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale).length > 0;
  } catch {
    return false;
  }
}
