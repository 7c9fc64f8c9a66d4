/**
 * A made-up language for looking at the page: every sentence is there, longer, and in brackets that show where it is
 * cut off. What has no brackets is not in the files of the languages.
 */

import type { Strings } from './en.js';

/** Stands for the strings of a language that nobody speaks. */
export function pseudo(strings: Strings): Strings {
  return estrange(strings) as Strings;
}

function estrange(it: unknown): unknown {
  if (typeof it === 'string') return lengthen(it);
  if (typeof it === 'function') return (...given: unknown[]) => estrange((it as Function)(...given));
  if (typeof it !== 'object' || it === null) return it;
  return Object.fromEntries(Object.entries(it).map(([name, inside]) => [name, estrange(inside)]));
}

/** Other languages need about a third more room. */
function lengthen(text: string): string {
  return `⟦${text}${' ~~~~'.repeat(Math.ceil(text.length / 15))}⟧`;
}
