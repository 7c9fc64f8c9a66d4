/** Numbers, sizes, times and values as a person reads them. */

import type { Field, Value } from '@gangway/engine';

const numbers = new Intl.NumberFormat('en');
const dates = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' });
const times = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const clock = new Intl.DateTimeFormat('en', { timeStyle: 'medium' });
const ago = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** 9688 → "9,688" */
export function count(it: number): string {
  return numbers.format(it);
}

/** 1 row, 2 rows */
export function rows(it: number): string {
  return `${count(it)} ${it === 1 ? 'row' : 'rows'}`;
}

/** 1536 → "1.5 KB" */
export function size(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${value.toFixed(digits)} ${units[unit]}`;
}

/** A share of a whole, for bars and texts: never 100 before the end. */
export function percent(done: number, of: number): number {
  if (of <= 0) return 0;
  return done >= of ? 100 : Math.min(99, Math.floor((done / of) * 100));
}

/** "14:03:22" */
export function time(instant: string): string {
  return valid(instant, clock);
}

/** "Nov 22, 2026, 14:03" */
export function moment(instant: string): string {
  return valid(instant, times);
}

/** "3 minutes ago", or the date once it is more than a day. */
export function since(instant: string, now: number): string {
  const seconds = Math.round((Date.parse(instant) - now) / 1000);
  if (Number.isNaN(seconds)) return instant;
  if (seconds > -45) return 'just now';
  if (seconds > -3600) return ago.format(Math.round(seconds / 60), 'minute');
  if (seconds > -86_400) return ago.format(Math.round(seconds / 3600), 'hour');
  return moment(instant);
}

/** A stored value as one line. */
export function value(it: Value | undefined, field: Field | undefined): string {
  if (it === undefined) return '';
  if (typeof it === 'boolean') return it ? 'Yes' : 'No';
  if (Array.isArray(it)) return it.join(', ');
  switch (field?.type) {
    case 'date':
      return valid(`${it}T00:00:00Z`, dates, it);
    case 'datetime':
      return valid(it, times, it);
    case 'integer':
    case 'decimal':
    case 'currency':
      return grouped(it);
    case 'percent':
      return `${grouped(it)} %`;
    default:
      return it;
  }
}

/** Groups the whole part of a canonical number without passing through a float: "-1234567.50" → "-1,234,567.50" */
export function grouped(canonical: string): string {
  const [whole = '', fraction] = canonical.split('.');
  const spaced = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? spaced : `${spaced}.${fraction}`;
}

function valid(instant: string, format: Intl.DateTimeFormat, otherwise = instant): string {
  const at = Date.parse(instant);
  return Number.isNaN(at) ? otherwise : format.format(at);
}
