/** The look of the line below each step. */

import { css } from 'lit';

export const styles = css`
  .foot {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
    align-items: center;
    justify-content: space-between;
    padding: 14px 0;
    border-top: 1px solid var(--g-line);
    background: var(--g-bg);
  }
  .ahead {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
    align-items: center;
    justify-content: end;
    margin-inline-start: auto;
  }
  .hurdle {
    color: var(--g-bad);
    font-weight: 550;
    max-width: 560px;
  }
`;
