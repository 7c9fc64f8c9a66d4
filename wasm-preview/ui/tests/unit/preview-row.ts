/** A row of a preview, for tests: it passes and says nothing, but for what is given. */

import type { PreviewRow } from '@gangway/engine';

export function row(number: number, more: Partial<PreviewRow> = {}): PreviewRow {
  return {
    row: number,
    record: {},
    cells: [],
    owner: null,
    issues: [],
    outcome: { outcome: 'ok' },
    key: null,
    ...more,
  };
}
