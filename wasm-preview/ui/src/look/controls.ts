/** What can be pressed and filled: buttons, links that are buttons, fields. */

import { css } from 'lit';

export const controls = css`
  button,
  select,
  input {
    font: inherit;
    color: inherit;
  }
  input {
    accent-color: var(--g-accent);
  }
  input[type='checkbox'],
  input[type='radio'] {
    flex: none;
    width: 16px;
    height: 16px;
    margin-inline: 0;
  }
  label,
  summary {
    min-height: 24px;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: 36px;
    padding: 6px 14px;
    border: 1px solid var(--g-line-strong);
    border-radius: var(--g-radius);
    background: var(--g-surface);
    color: var(--g-text);
    font-weight: 550;
    text-decoration: none;
    cursor: pointer;
    transition: background-color 0.12s;
  }
  .button:hover {
    background: var(--g-sunken);
  }
  .button.primary {
    border-color: transparent;
    background: var(--g-accent);
    color: var(--g-on-accent);
  }
  .button.primary:hover {
    background: var(--g-accent-hover);
  }
  .button.danger {
    color: var(--g-bad);
  }
  .button.bare {
    border-color: transparent;
    background: transparent;
  }
  .button.bare:hover {
    background: var(--g-sunken);
  }
  .button.little {
    min-height: 28px;
    padding: 2px 10px;
    font-size: 0.93em;
  }
  .button[disabled],
  .button[aria-disabled='true'] {
    opacity: 0.55;
    cursor: default;
  }
  .link {
    min-height: 24px;
    padding: 0;
    border: 0;
    background: none;
    color: var(--g-accent);
    font-weight: 550;
    text-decoration: underline;
    text-underline-offset: 3px;
    cursor: pointer;
  }
  .field {
    min-height: 34px;
    min-width: 0;
    padding: 4px 10px;
    border: 1px solid var(--g-line-strong);
    border-radius: var(--g-radius);
    background: var(--g-surface);
    color: var(--g-text);
  }
`;
