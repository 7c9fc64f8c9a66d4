/** Classes for text and the room around it: a quiet line, a number that stands in its column, what only ears need. */

import { css } from 'lit';

export const words = css`
  .quiet {
    color: var(--g-text-2);
  }
  .small {
    font-size: 0.93em;
  }
  .number {
    font-variant-numeric: tabular-nums;
  }
  .strong {
    font-weight: 600;
  }
  .light {
    font-weight: 400;
  }
  .above {
    margin-block-start: 8px;
  }
  .below {
    margin-block-end: 8px;
  }
  .near {
    gap: 8px !important;
  }
  .roomy {
    padding: 18px;
  }
  .none-here {
    padding: 24px;
    text-align: center;
  }
  .good-text {
    color: var(--g-good);
  }
  .bad-text {
    color: var(--g-bad);
  }
  /* What points on or back points the other way where people read from right to left. */
  .ahead-icon:dir(rtl) {
    transform: scaleX(-1);
  }
  .hidden-text {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .stack {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 20px;
  }
`;
