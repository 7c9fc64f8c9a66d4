/** The look of the records list. */

import { css } from 'lit';

export const styles = css`
  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
    align-items: center;
  }
  .head h2 {
    margin-inline-end: auto;
  }
  .empty {
    display: grid;
    justify-items: center;
    gap: 10px;
    padding: 64px 20px;
    text-align: center;
  }
  .empty > svg {
    color: var(--g-accent);
  }
  .scroll {
    max-height: calc(100vh - 220px);
    min-height: 200px;
  }
`;
