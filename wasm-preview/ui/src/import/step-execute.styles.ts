/** The look of the running import. */

import { css } from 'lit';

export const styles = css`
  .stages {
    padding: 6px 18px;
  }
  .stages li {
    display: grid;
    grid-template-columns: 26px 1fr auto;
    gap: 4px 10px;
    align-items: center;
    padding: 14px 0;
    border-bottom: 1px solid var(--g-line);
  }
  .stages li:last-child {
    border-bottom: 0;
  }
  .dot {
    display: grid;
    place-items: center;
    width: 22px;
    height: 22px;
    border: 2px solid var(--g-line-strong);
    border-radius: 50%;
    color: transparent;
  }
  .now .dot {
    border-color: var(--g-accent);
    border-top-color: transparent;
    animation: turn 0.9s linear infinite;
  }
  .done .dot {
    border-color: var(--g-accent);
    background: var(--g-accent);
    color: var(--g-on-accent);
  }
  .later {
    color: var(--g-text-2);
  }
  .bar {
    grid-column: 2 / -1;
  }
  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
`;
