/** What a combobox offers, and what of it fits what somebody types. Pure. */

/** One thing to choose. */
export interface Choice {
  id: string;
  label: string;
  /** A quiet word beside it. */
  hint?: string;
  /** The heading that it stands under. */
  group?: string;
  /** What else it is found by. */
  words?: readonly string[];
}

/** Choices under one heading, in their order. */
export interface Group {
  heading: string;
  choices: Choice[];
}

/** Texts as they are compared: without case and marks. */
export function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

/** The choices that fit; those that begin so come first within their heading. */
export function fitting(choices: readonly Choice[], typed: string): Choice[] {
  const sought = plain(typed);
  if (!sought) return [...choices];
  const texts = (it: Choice) => [it.label, it.id, ...(it.words ?? [])].map(plain);
  const rank = (it: Choice) => (texts(it).some((text) => text.startsWith(sought)) ? 0 : 1);
  return grouped(choices.filter((it) => texts(it).some((text) => text.includes(sought)))).flatMap(
    ({ choices: own }) => [...own].sort((one, other) => rank(one) - rank(other)),
  );
}

/** The choices by their headings, in the order in which these come first. */
export function grouped(choices: readonly Choice[]): Group[] {
  const groups = new Map<string, Choice[]>();
  for (const it of choices) {
    const heading = it.group ?? '';
    groups.set(heading, [...(groups.get(heading) ?? []), it]);
  }
  return [...groups].map(([heading, own]) => ({ heading, choices: own }));
}
