/** The look of the mapping table. */

import { css } from 'lit';

export const styles = css`
  td,
  tbody th {
    vertical-align: middle;
  }
  .column {
    min-width: 130px;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .samples {
    color: var(--g-text-2);
    font-size: 0.93em;
  }
  .samples .cell {
    max-width: 300px;
  }
  .samples i {
    padding: 0 6px;
    color: var(--g-line-strong);
    font-style: normal;
  }
  .target {
    display: grid;
    gap: 6px;
    min-width: 210px;
  }
  .target > * {
    width: 100%;
  }
  tr.out {
    color: var(--g-text-2);
  }
  tr.out .column {
    font-weight: 400;
  }
  .sure {
    display: block;
    margin-top: 2px;
    font-size: 0.86em;
    color: var(--g-text-2);
  }
  td:last-child {
    min-width: 150px;
  }
  .ask {
    color: var(--g-warn);
    font-size: 0.93em;
  }
  thead th:first-child {
    border-start-start-radius: calc(var(--g-radius) * 1.5);
  }
  thead th:last-child {
    border-start-end-radius: calc(var(--g-radius) * 1.5);
  }
  @media (max-width: 760px) {
    .samples .cell {
      max-width: 100%;
    }
    .target {
      min-width: 0;
    }
  }
`;
