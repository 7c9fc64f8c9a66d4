/** The look of the conditions. */

import { css } from 'lit';

export const styles = css`
  .bar {
    display: grid;
    gap: 8px;
    justify-items: start;
  }
  ul {
    display: grid;
    gap: 8px;
    width: 100%;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 12px;
    align-items: center;
  }
  li {
    display: grid;
    grid-template-columns: minmax(0, 220px) minmax(0, 170px) minmax(0, 1fr) auto;
    gap: 8px;
    align-items: center;
  }
  .values,
  .options {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 10px;
    align-items: center;
  }
  /* A list of many options scrolls by itself: the records below are what somebody is here for. */
  .options {
    max-height: 108px;
    overflow: auto;
    padding: 4px;
  }
  .option {
    display: inline-flex;
    gap: 6px;
    align-items: center;
    padding: 2px 10px;
    border: 1px solid var(--g-line-strong);
    border-radius: 99px;
    background: var(--g-surface);
  }
  @media (max-width: 760px) {
    li {
      grid-template-columns: minmax(0, 1fr) auto;
      padding-bottom: 8px;
      border-bottom: 1px solid var(--g-line);
    }
    li > select,
    .values {
      grid-column: 1;
    }
    li > button {
      grid-row: 1;
      grid-column: 2;
    }
    .values .field {
      flex: 1 1 120px;
    }
  }
`;
