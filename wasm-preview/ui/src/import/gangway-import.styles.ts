/** The look of the wizard around its steps. */

import { css } from 'lit';

export const styles = css`
  .frame {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 22px;
  }
  .top {
    display: flex;
    gap: 16px;
    align-items: center;
    justify-content: space-between;
  }
  /* Where a window is low, as when text is much enlarged, nothing stands in the way of reading. */
  @media (min-height: 480px) {
    gangway-wizard-foot {
      position: sticky;
      bottom: 0;
      z-index: 3;
    }
  }
  .waiting {
    padding: 48px 0;
    text-align: center;
  }
`;
