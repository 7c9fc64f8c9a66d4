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
  td.wrong {
    min-width: 190px;
    background: var(--g-bad-soft);
  }
  td.noted {
    position: relative;
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
  .kept {
    color: var(--g-text-2);
    font-style: italic;
  }
  /* What is only heard stays within its cell; it would widen the page otherwise. */
  .change {
    position: relative;
    display: flex;
    gap: 6px;
    align-items: center;
    white-space: nowrap;
  }
  .change svg {
    flex: none;
    width: 12px;
    height: 12px;
    color: var(--g-text-2);
  }
  .change del,
  .change ins {
    max-width: 170px;
    overflow: hidden;
    text-overflow: ellipsis;
    unicode-bidi: plaintext;
  }
  .change del {
    color: var(--g-text-2);
  }
  .change ins {
    padding: 0 5px;
    border-radius: 4px;
    background: var(--g-accent-soft);
    color: var(--g-accent);
    font-weight: 600;
    text-decoration: none;
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
