/** A filter in words, for a person who is about to export what fulfils it. */

import type { Filter, Module, Value } from '@gangway/engine';

import type { Strings } from '../strings/texts.js';

/** One sentence without its end: `City is Paris and Employees is greater than 50`. */
export function filterWords(filter: Filter, module: Module, strings: Strings): string {
  const words = strings.filters;
  const label = (id: string) => module.fields.find((it) => it.id === id)?.label ?? id;
  const said = (value: Value) => (Array.isArray(value) ? value.join(', ') : String(value));
  const inner = (parts: Filter[], between: string) =>
    parts.map((it) => `(${filterWords(it, module, strings)})`).join(` ${between} `);
  if ('all' in filter) return inner(filter.all, words.and);
  if ('any' in filter) return inner(filter.any, words.or);
  if ('equals' in filter) return words.equals(label(filter.equals.field), said(filter.equals.value));
  if ('any_of' in filter)
    return words.anyOf(label(filter.any_of.field), filter.any_of.values.map(said).join(', '));
  if ('contains' in filter) return words.contains(label(filter.contains.field), filter.contains.value);
  if ('starts_with' in filter)
    return words.startsWith(label(filter.starts_with.field), filter.starts_with.value);
  if ('less' in filter) return words.less(label(filter.less.field), said(filter.less.value));
  if ('greater' in filter) return words.greater(label(filter.greater.field), said(filter.greater.value));
  if ('between' in filter) {
    const { field, from, to } = filter.between;
    return words.between(label(field), said(from), said(to));
  }
  return words.isEmpty(label(filter.is_empty.field));
}
