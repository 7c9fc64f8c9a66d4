/** The look of the preview's grid. */

import { css } from 'lit';

export const styles = css`
  th.at,
  td.at {
    position: sticky;
    inset-inline-start: 0;
    background: var(--g-surface);
    color: var(--g-text-2);
    font-weight: 400;
    text-align: end;
  }
  thead th.at {
    z-index: 2;
    background: var(--g-sunken);
  }
  td.wrong,
  td.noted {
    min-width: 190px;
  }
  td.wrong {
    background: var(--g-bad-soft);
  }
  td.noted {
    background: var(--g-warn-soft);
  }
  .say {
    display: block;
    max-width: 260px;
    margin-top: 2px;
    font-size: 0.86em;
    white-space: normal;
    color: var(--g-bad);
  }
  .noted .say {
    color: var(--g-warn);
  }
  tr.fail .cell,
  tr.skip .cell {
    color: var(--g-text-2);
  }
  .why {
    display: block;
    font-size: 0.86em;
    color: var(--g-text-2);
    white-space: nowrap;
  }
  td.corrected {
    box-shadow: inset 3px 0 0 var(--g-accent);
  }
  td[role='gridcell']:focus-visible {
    outline-offset: -2px;
  }
  td input.field {
    min-width: 180px;
    min-height: 30px;
    padding-block: 2px;
  }
`;
