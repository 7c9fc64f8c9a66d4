/** The look of the native dialogs. */

import { css } from 'lit';

export const dialogs = css`
  dialog {
    width: min(560px, calc(100vw - 32px));
    padding: 20px;
    border: 1px solid var(--g-line);
    border-radius: var(--g-radius);
    background: var(--g-surface);
    color: var(--g-text);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 40%);
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
    margin-top: 16px;
  }
`;
