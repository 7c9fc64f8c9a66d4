/** The look of the preview's grid: every row as high as the others, so that the place of each is known. */

import { css } from 'lit';

export const styles = css`
  /* Whoever is led to a row sees it above the wizard's foot. */
  :host {
    scroll-margin-block: 1em 8em;
  }
  .scroll {
    /* Its height is that of its rows, and at most most of the window. */
    max-height: max(60vh, 15em);
    border-end-start-radius: 0;
    border-end-end-radius: 0;
    overscroll-behavior-inline: contain;
    /* The rows are put where they belong; the browser must not correct that. */
    overflow-anchor: none;
  }
  .heads {
    position: sticky;
    top: 0;
    z-index: 2;
    height: 2.6em;
  }
  .rows {
    position: relative;
    overflow: clip;
  }
  .line {
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
    display: flex;
    height: 3.5em;
    border-bottom: 1px solid var(--g-line);
  }
  .away {
    opacity: 0;
    pointer-events: none;
  }
  .heads .line {
    height: 100%;
    background: var(--g-sunken);
    color: var(--g-text-2);
    font-weight: 600;
  }
  .at {
    position: sticky;
    inset-inline-start: 0;
    z-index: 1;
    display: grid;
    align-content: center;
    flex: none;
    width: var(--numbers);
    padding: 2px 12px;
    border-inline-end: 1px solid var(--g-line);
    background: var(--g-surface);
    color: var(--g-text-2);
    text-align: end;
  }
  .heads .at {
    white-space: nowrap;
    overflow: hidden;
    background: var(--g-sunken);
  }
  .box {
    position: absolute;
    inset-block: 0;
    display: flex;
    flex-direction: column;
    justify-content: center;
    padding: 2px 12px;
    overflow: hidden;
    line-height: 1.35;
  }
  .box > .badge {
    align-self: flex-start;
  }
  .label {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  /* Where somebody stands is marked, as in every spreadsheet; more so while keys go there. */
  .box[tabindex='0'] {
    outline: 1px solid var(--g-line-strong);
    outline-offset: -1px;
  }
  .box:focus {
    outline: 2px solid var(--g-accent);
    outline-offset: -2px;
  }
  .wrong {
    background: var(--g-bad-soft);
  }
  .noted {
    background: var(--g-warn-soft);
  }
  .corrected {
    box-shadow: inset 3px 0 0 var(--g-accent);
  }
  .corrected:dir(rtl) {
    box-shadow: inset -3px 0 0 var(--g-accent);
  }
  .cell {
    max-width: none;
  }
  .say,
  .why {
    display: block;
    overflow: hidden;
    font-size: 0.86em;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .say {
    color: var(--g-bad);
  }
  .noted .say {
    color: var(--g-warn);
  }
  .why,
  .fail .cell,
  .skip .cell,
  .kept,
  .change del {
    color: var(--g-text-2);
  }
  .kept {
    font-style: italic;
  }
  .change {
    display: grid;
    justify-items: start;
  }
  .change del,
  .change ins {
    max-width: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    unicode-bidi: plaintext;
    white-space: nowrap;
  }
  .change del {
    font-size: 0.86em;
  }
  .change ins {
    padding: 0 5px;
    border-radius: 4px;
    background: var(--g-accent-soft);
    color: var(--g-accent);
    font-weight: 600;
    text-decoration: none;
  }
  .box input.field {
    width: 100%;
    min-height: 30px;
    padding-block: 2px;
  }
  .skeleton {
    display: block;
    width: 60%;
    height: 0.8em;
    margin-top: 0.5em;
    border-radius: 4px;
    background: var(--g-line);
  }
  @media (forced-colors: active) {
    .corrected,
    .wrong {
      border-inline-start: 3px solid Highlight;
    }
    .skeleton {
      border: 1px solid GrayText;
    }
  }
`;
