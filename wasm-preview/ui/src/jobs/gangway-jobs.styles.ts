/** The look of the Batch Jobs page. */

import { css } from 'lit';

export const styles = css`
  .file {
    min-width: 170px;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .state {
    min-width: 150px;
  }
  .bar {
    margin-top: 7px;
  }
  .why {
    max-width: 340px;
    margin-top: 4px;
  }
  .numbers {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 12px;
    max-width: 320px;
  }
  .empty {
    display: grid;
    justify-items: center;
    gap: 4px;
    padding: 56px 20px;
    text-align: center;
  }
`;
