/** Sentences that a host page says in its own words. Pure. */

import type { Strings } from './en.js';

type Sentence = string | ((...words: never[]) => string);

type Some<T> = { [K in keyof T]?: T[K] extends Sentence ? T[K] : Some<T[K]> };

/** Any of the page's sentences, by their places in `strings/en.ts`. */
export type Messages = Some<Strings>;

/** The sentences of a language, those of the host before them. */
export function withMessages(strings: Strings, messages: Messages | undefined): Strings {
  return messages ? (laid(strings, messages) as Strings) : strings;
}

function laid(below: unknown, above: unknown): unknown {
  if (above === undefined) return below;
  if (!isGroup(below) || !isGroup(above)) return above;
  const result: Record<string, unknown> = { ...below };
  for (const [name, it] of Object.entries(above)) result[name] = laid(below[name], it);
  return result;
}

function isGroup(it: unknown): it is Record<string, unknown> {
  return typeof it === 'object' && it !== null && !Array.isArray(it);
}
