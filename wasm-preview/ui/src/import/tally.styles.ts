/** The look of a tally. */

import { css } from 'lit';

export const styles = css`
  .parts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(120px, 1fr));
    gap: 10px;
  }
  .part {
    padding: 12px 16px;
    border: 1px solid var(--g-line);
    border-radius: calc(var(--g-radius) * 1.5);
    background: var(--g-surface);
  }
  .part b {
    display: block;
    font-size: 1.75em;
    line-height: 1.2;
    font-weight: 650;
    letter-spacing: -0.02em;
    font-variant-numeric: tabular-nums;
  }
  .part.none b {
    color: var(--g-text-2);
    font-weight: 450;
  }
  .good b {
    color: var(--g-good);
  }
  .bad b {
    color: var(--g-bad);
  }
  .warn b {
    color: var(--g-warn);
  }
  .accent b {
    color: var(--g-accent);
  }
  .bar {
    display: flex;
    gap: 2px;
    height: 8px;
    margin-top: 12px;
    overflow: hidden;
    border-radius: 99px;
    background: var(--g-sunken);
  }
  .bar i {
    min-width: 3px;
    background: var(--g-line-strong);
  }
  .bar .good {
    background: var(--g-good);
  }
  .bar .bad {
    background: var(--g-bad);
  }
  .bar .warn {
    background: var(--g-warn);
  }
  .bar .accent {
    background: var(--g-accent);
  }
  @media (forced-colors: active) {
    .bar {
      border: 1px solid;
    }
    .bar i {
      background: CanvasText !important;
      forced-color-adjust: none;
    }
  }
  :host([provisional]) b,
  :host([provisional]) .bar {
    opacity: 0.55;
  }
`;
