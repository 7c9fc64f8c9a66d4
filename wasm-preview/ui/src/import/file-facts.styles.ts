/** The look of what is known about a file. */

import { css } from 'lit';

export const styles = css`
  .facts {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(190px, 1fr));
    gap: 14px 18px;
    margin-top: 12px;
  }
  .facts label {
    display: grid;
    gap: 4px;
    align-content: start;
  }
  .facts .field {
    width: 100%;
  }
  .told {
    padding: 6px 0;
  }
  .pair {
    display: flex;
    gap: 8px;
  }
  .pair input {
    width: 84px;
  }
`;
