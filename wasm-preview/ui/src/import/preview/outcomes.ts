/** What will happen to the rows: the check's findings, the chosen mode and what the CRM knows, put together. */

import type {
  CheckReport,
  DuplicateMode,
  Fate,
  FieldChange,
  ImportOptions,
  IssueCode,
  MatchKey,
  MatchRule,
  PreviewRow,
} from '@gangway/engine';

/** What will happen to one row. */
export type RowFate =
  | { kind: 'create' }
  /** `changes` once it is known what the record says. */
  | { kind: 'update'; leader?: number; changes?: FieldChange[] }
  | { kind: 'unchanged'; leader?: number }
  | { kind: 'skip'; leader?: number }
  /** `code` where what it matches is why. */
  | { kind: 'fail'; code?: IssueCode };

/** Keys that were asked about, and whether a record has them. */
export type Known = ReadonlyMap<MatchKey, boolean>;

/** What will happen to a row, as far as is known; `told` is what the core said of it and its match. */
export function fate(row: PreviewRow, options: ImportOptions, known: Known, told?: Fate): RowFate {
  if (row.outcome.outcome === 'failed') return { kind: 'fail' };
  const leader = row.outcome.outcome === 'repeat' ? { leader: row.outcome.leader } : {};
  if (told) return told.kind === 'create' || told.kind === 'fail' ? told : { ...told, ...leader };
  const mode = options.mode ?? 'skip';
  if (mode === 'create') return { kind: 'create' };
  if ('leader' in leader) return { kind: mode, ...leader };
  if (row.key && known.get(row.key)) return { kind: mode };
  // A row that names its record changes that one or none.
  if (row.key && options.match_rule === 'identity') return { kind: known.has(row.key) ? 'fail' : mode };
  return { kind: 'create' };
}

/** The rows of a file by what will happen to them, as far as is known. */
export interface Split {
  /** Become records, or change some. */
  imported: number;
  /** Are left out: wrong, repeats that the mode skips, or known to the CRM already. */
  left: number;
  /** Lead their key and match a record. */
  matched: number;
  /** Name a record that is not there, so they fail. */
  gone: number;
}

/** How the rows fall under a mode. Rows that were not compared with the CRM yet count as new. */
export function split(
  report: CheckReport,
  options: ImportOptions,
  found: { rows: number; gone: number },
): Split {
  const mode = options.mode ?? 'skip';
  const { rows, ok, failed, repeats } = report.counts;
  const matched = mode === 'create' ? 0 : Math.min(found.rows, ok);
  const gone = mode === 'create' ? 0 : Math.min(found.gone, ok - matched);
  const left = failed + gone + (mode === 'skip' ? repeats + matched : 0);
  return { imported: rows - left, left, matched, gone };
}

/** The preview's tabs. */
export type Tab = 'all' | 'problems' | 'remarks' | 'duplicates' | 'updates';

/** The tabs that a mode has something for. */
export function tabsOf(mode: DuplicateMode | undefined): Tab[] {
  const tabs: Tab[] = ['all', 'problems', 'remarks', 'duplicates'];
  return mode === 'update' ? [...tabs, 'updates'] : tabs;
}

/** Whether a row names a record that is not there. */
function isGone({ key, outcome }: PreviewRow, known: Known, rule: MatchRule | undefined): boolean {
  return rule === 'identity' && outcome.outcome !== 'failed' && !!key && known.get(key) === false;
}

/** Whether a row is shown under a tab. */
export function isUnder(tab: Tab, row: PreviewRow, known: Known, rule?: MatchRule): boolean {
  if (tab === 'updates') return row.outcome.outcome === 'ok' && !!row.key && known.get(row.key) === true;
  if (tab === 'problems') return row.outcome.outcome === 'failed' || isGone(row, known, rule);
  if (tab === 'duplicates')
    return row.outcome.outcome === 'repeat' || (!!row.key && known.get(row.key) === true);
  return true;
}
