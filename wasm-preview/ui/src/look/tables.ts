/** Tables of rows: quiet lines, sticky heads, room to breathe, and a scroll of their own. */

import { css } from 'lit';

export const tables = css`
  .scroll {
    overflow: auto;
    border: 1px solid var(--g-line);
    border-radius: calc(var(--g-radius) * 1.5);
    background: var(--g-surface);
  }
  table {
    width: 100%;
    border-collapse: separate;
    border-spacing: 0;
  }
  th,
  td {
    padding: 8px 12px;
    border-bottom: 1px solid var(--g-line);
    text-align: start;
    vertical-align: top;
  }
  tbody tr:last-child > * {
    border-bottom: 0;
  }
  thead th {
    position: sticky;
    top: 0;
    z-index: 1;
    background: var(--g-sunken);
    color: var(--g-text-2);
    font-size: 0.9em;
    font-weight: 600;
    white-space: nowrap;
  }
  tbody th {
    font-weight: inherit;
  }
  /* A number in a line that runs from right to left must not be turned around. */
  .cell {
    unicode-bidi: plaintext;
    max-width: 260px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .cell:dir(rtl) {
    text-align: right;
  }
  .end {
    text-align: end;
  }
`;

/** In a narrow window each row is a card of its own. */
export const cards = css`
  @media (max-width: 760px) {
    thead {
      display: none;
    }
    table,
    tbody {
      display: block;
    }
    tr {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 6px;
      padding: 14px;
      border-bottom: 1px solid var(--g-line);
    }
    td,
    tbody th {
      padding: 0;
      border: 0;
    }
  }
`;
