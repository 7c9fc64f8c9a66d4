/** Times as a person chooses them: in the zone where they sit, as an input of the browser holds them. Pure. */

/** An import can be put off by so many days. */
const DAYS_AHEAD = 7;
const DAY_MS = 24 * 3600 * 1000;

/** An instant as `<input type="datetime-local">` holds it. */
export function localText(at: Date): string {
  const two = (it: number) => String(it).padStart(2, '0');
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${date}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The instant that such a text names, RFC 3339 in UTC; none if it names none. */
export function instantOf(text: string): string | undefined {
  const at = new Date(text);
  return text === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/** Whether an import can be put off until then. */
export function isAhead(text: string, now: Date): boolean {
  const at = Date.parse(instantOf(text) ?? '') - now.getTime();
  return at > 0 && at <= DAYS_AHEAD * DAY_MS;
}

/** The first and the last that can be chosen. */
export function bounds(now: Date): { min: string; max: string } {
  return { min: localText(now), max: localText(new Date(now.getTime() + DAYS_AHEAD * DAY_MS)) };
}

/** One o'clock of the next night, when nobody else works. */
export function tonight(now: Date): string {
  const at = new Date(now);
  at.setHours(1, 0, 0, 0);
  if (at <= now) at.setDate(at.getDate() + 1);
  return localText(at);
}
