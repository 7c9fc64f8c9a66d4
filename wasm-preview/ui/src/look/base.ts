/** What every component shares: text, buttons, fields, badges, notices. Shapes only; colours are tokens. */

import { css } from 'lit';

export const base = css`
  :host {
    display: block;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h2 {
    font-size: 1.4em;
    line-height: 1.25;
    font-weight: 650;
    letter-spacing: -0.01em;
  }
  h3 {
    font-size: 1em;
    font-weight: 650;
  }
  h2:focus {
    outline: none;
  }
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
  :focus-visible {
    outline: 2px solid var(--g-accent);
    outline-offset: 2px;
  }
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
  .stack {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 20px;
  }
  .badge {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    padding: 1px 8px;
    border-radius: 99px;
    background: var(--g-sunken);
    color: var(--g-text-2);
    font-size: 0.86em;
    font-weight: 600;
    white-space: nowrap;
  }
  .badge.good {
    background: var(--g-good-soft);
    color: var(--g-good);
  }
  .badge.warn {
    background: var(--g-warn-soft);
    color: var(--g-warn);
  }
  .badge.bad {
    background: var(--g-bad-soft);
    color: var(--g-bad);
  }
  .badge.accent {
    background: var(--g-accent-soft);
    color: var(--g-accent);
  }
  .notice {
    display: flex;
    gap: 10px;
    align-items: flex-start;
    padding: 12px 14px;
    border-radius: var(--g-radius);
    background: var(--g-sunken);
  }
  .notice > svg {
    flex: none;
    margin-top: 2px;
  }
  .notice .body {
    flex: 1;
    min-width: 0;
  }
  .notice.bad {
    background: var(--g-bad-soft);
  }
  .notice.bad > svg {
    color: var(--g-bad);
  }
  .notice.warn {
    background: var(--g-warn-soft);
  }
  .notice.warn > svg {
    color: var(--g-warn);
  }
  .notice.good {
    background: var(--g-good-soft);
  }
  .notice.good > svg {
    color: var(--g-good);
  }
  .card {
    border: 1px solid var(--g-line);
    border-radius: calc(var(--g-radius) * 1.5);
    background: var(--g-surface);
  }
  @media (forced-colors: active) {
    .badge,
    .notice,
    .card,
    .button.primary,
    .button.bare,
    [role='tab'][aria-selected='true'] {
      border: 1px solid;
    }
    .button.primary {
      border-width: 2px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 0.01ms !important;
      transition-duration: 0.01ms !important;
    }
  }
`;

/** Tables of rows: quiet lines, sticky heads, room to breathe, and a scroll of their own. */
export const tables = css`
  .scroll {
    overflow: auto;
    border: 1px solid var(--g-line);
    border-radius: calc(var(--g-radius) * 1.5);
    background: var(--g-surface);
  }
  table {
    width: 100%;
    border-collapse: separate;
    border-spacing: 0;
  }
  th,
  td {
    padding: 8px 12px;
    border-bottom: 1px solid var(--g-line);
    text-align: start;
    vertical-align: top;
  }
  tbody tr:last-child > * {
    border-bottom: 0;
  }
  thead th {
    position: sticky;
    top: 0;
    z-index: 1;
    background: var(--g-sunken);
    color: var(--g-text-2);
    font-size: 0.9em;
    font-weight: 600;
    white-space: nowrap;
  }
  tbody th {
    font-weight: inherit;
  }
  /* A number in a line that runs from right to left must not be turned around. */
  .cell {
    unicode-bidi: plaintext;
    max-width: 260px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .cell:dir(rtl) {
    text-align: right;
  }
  .end {
    text-align: end;
  }
`;
