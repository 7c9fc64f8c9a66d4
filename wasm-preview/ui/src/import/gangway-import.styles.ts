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
  .foot {
    position: sticky;
    bottom: 0;
    z-index: 3;
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
  .waiting {
    padding: 48px 0;
    text-align: center;
  }
`;
