/** Numbers, sizes, times and values as a person of a locale reads them. Words are in the languages' files. */

import type { Field, Value } from '@gangway/engine';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];

export class Format {
  readonly locale: string;

  private readonly numbers: Intl.NumberFormat;
  private readonly dates: Intl.DateTimeFormat;
  private readonly times: Intl.DateTimeFormat;
  private readonly clock: Intl.DateTimeFormat;
  private readonly ago: Intl.RelativeTimeFormat;
  private readonly names: Intl.ListFormat;

  constructor(locale: string) {
    this.locale = locale;
    this.numbers = new Intl.NumberFormat(locale);
    this.dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
    this.times = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
    this.clock = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
    this.ago = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
    this.names = new Intl.ListFormat(locale, { type: 'conjunction' });
  }

  /** 9688 → "9,688" */
  count(it: number): string {
    return this.numbers.format(it);
  }

  /** 31 → "31%" */
  percent(it: number): string {
    return new Intl.NumberFormat(this.locale, { style: 'percent' }).format(it / 100);
  }

  /** 1.25 → "$1.25"; less than a cent is said as such. */
  money(amount: number, currency: string): string {
    const digits = amount > 0 && amount < 0.1 ? { maximumSignificantDigits: 2 } : {};
    return new Intl.NumberFormat(this.locale, { style: 'currency', currency, ...digits }).format(amount);
  }

  /** 90 → "2 minutes" */
  duration(seconds: number): string {
    const [value, unit] =
      seconds < 60
        ? [seconds, 'second']
        : seconds < 5_400
          ? [seconds / 60, 'minute']
          : [seconds / 3_600, 'hour'];
    const style = { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 } as const;
    return new Intl.NumberFormat(this.locale, style).format(Math.ceil(value));
  }

  /** 1536 → "1.5 kB" */
  size(bytes: number): string {
    let value = bytes;
    let unit = 0;
    while (value >= 1000 && unit < UNITS.length - 1) {
      value /= 1000;
      unit += 1;
    }
    const digits = unit === 0 || value >= 100 ? 0 : 1;
    return new Intl.NumberFormat(this.locale, {
      style: 'unit',
      unit: UNITS[unit]!,
      unitDisplay: unit === 0 ? 'long' : 'short',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(value);
  }

  /** "14:03:22" */
  time(instant: string): string {
    return valid(instant, this.clock);
  }

  /** "Nov 22, 2026, 2:03 PM" */
  moment(instant: string): string {
    return valid(instant, this.times);
  }

  /** "3 minutes ago", or the date once it is more than a day. */
  since(instant: string, now: number, words: { justNow: string }): string {
    const seconds = Math.round((Date.parse(instant) - now) / 1000);
    if (Number.isNaN(seconds)) return instant;
    if (seconds > -45) return words.justNow;
    if (seconds > -3600) return this.ago.format(Math.round(seconds / 60), 'minute');
    if (seconds > -86_400) return this.ago.format(Math.round(seconds / 3600), 'hour');
    return this.moment(instant);
  }

  /** "A, B, and C" */
  list(names: string[]): string {
    return this.names.format(names);
  }

  /** A stored value as one line; yes and no are words of a language. */
  value(it: Value | undefined, field: Field | undefined, words: { yes: string; no: string }): string {
    if (it === undefined) return '';
    if (typeof it === 'boolean') return it ? words.yes : words.no;
    if (Array.isArray(it)) return it.join(', ');
    switch (field?.type) {
      case 'date':
        return valid(`${it}T00:00:00Z`, this.dates, it);
      case 'datetime':
        return valid(it, this.times, it);
      case 'integer':
      case 'decimal':
      case 'currency':
        return this.grouped(it);
      case 'percent':
        return `${this.grouped(it)} %`;
      default:
        return it;
    }
  }

  /** Writes a canonical number without passing through a float: "-1234567.50" → "-1,234,567.50" */
  grouped(canonical: string): string {
    const [, sign = '', whole = '', fraction] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(canonical) ?? [];
    if (!whole) return canonical;
    const groups = sign + this.numbers.format(BigInt(whole));
    return fraction === undefined ? groups : groups + this.decimalSign() + fraction;
  }

  private decimalSign(): string {
    return this.numbers.formatToParts(0.5).find((it) => it.type === 'decimal')?.value ?? '.';
  }
}

/** A share of a whole, for bars and texts: never 100 before the end. */
export function percent(done: number, of: number): number {
  if (of <= 0) return 0;
  return done >= of ? 100 : Math.min(99, Math.floor((done / of) * 100));
}

function valid(instant: string, format: Intl.DateTimeFormat, otherwise = instant): string {
  const at = Date.parse(instant);
  return Number.isNaN(at) ? otherwise : format.format(at);
}
