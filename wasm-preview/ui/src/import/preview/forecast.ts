/** What an import will cost and how long it will take, for a host that wants that shown. Draws nothing. */

import type { Estimate, Job, Page, Pace } from '@gangway/engine';

import type { Api } from '../../api/client.js';
import { counts } from '../../jobs/status.js';
import type { Reading } from '../reading.js';
import type { Split } from './outcomes.js';

/** What a million write units cost: `0.625 USD`. */
export interface Price {
  amount: number;
  currency: string;
}

/** A price as an attribute says it; none if it says none. */
export function priceOf(text: string | null | undefined): Price | undefined {
  const [, amount, currency] = /^\s*(\d+(?:\.\d+)?)\s+([A-Z]{3})\s*$/.exec(text ?? '') ?? [];
  return amount && currency ? { amount: Number(amount), currency } : undefined;
}

/** Shorter imports say more of their beginning than of their rows. */
const TELLING_ROWS = 1_000;

/** The pace of the newest of these jobs that tells one. */
export function paceOf(jobs: readonly Job[]): Pace | undefined {
  for (const job of jobs) {
    const { started_at: from, finished_at: to } = job;
    const { rows, unprocessed } = counts(job);
    if (job.kind !== 'import' || job.test || !from || !to || rows < TELLING_ROWS || unprocessed > 0) continue;
    const milliseconds = Date.parse(to) - Date.parse(from);
    if (milliseconds > 0) return { rows, milliseconds };
  }
  return undefined;
}

export class Forecasting {
  /** As far as it is known. */
  estimate: Estimate | undefined;

  private readonly api: Api;
  private readonly reading: Reading;
  private readonly changed: () => void;
  private pace: Promise<Pace | undefined> | undefined;
  private asked = '';

  constructor(api: Api, reading: Reading, changed: () => void) {
    this.api = api;
    this.reading = reading;
    this.changed = changed;
  }

  /** Reckons anew where something is new. Called whenever something may have changed. */
  async reckon(rows: number, { imported, matched }: Split, update: boolean, price: Price): Promise<void> {
    const updated = update ? matched : 0;
    const created = Math.max(0, imported - updated);
    const asking = JSON.stringify([rows, created, updated, price]);
    if (asking === this.asked) return;
    this.asked = asking;
    this.pace ??= this.api.get<Page<Job>>('/jobs?limit=50').then(
      (page) => paceOf(page.items),
      () => undefined,
    );
    const pace = await this.pace;
    const estimate = await this.reading
      .estimate({
        rows,
        created,
        updated,
        changed_keys: 0,
        micros_per_million_units: Math.round(price.amount * 1_000_000),
        ...(pace && { pace }),
      })
      .catch(() => undefined);
    if (asking !== this.asked) return;
    this.estimate = estimate;
    this.changed();
  }
}
