/** The look of the options. */

import { css } from 'lit';

export const styles = css`
  fieldset {
    min-width: 0;
    margin: 0;
    padding: 18px;
  }
  legend {
    float: inline-start;
    width: 100%;
    margin-bottom: 2px;
    padding: 0;
    font-weight: 650;
  }
  legend + * {
    clear: both;
  }
  .modes {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(210px, 1fr));
    gap: 10px;
    margin-top: 12px;
  }
  .mode {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 2px 10px;
    align-content: start;
    align-items: start;
    padding: 12px 14px;
    border: 1px solid var(--g-line-strong);
    border-radius: var(--g-radius);
    cursor: pointer;
  }
  .mode.on {
    border-color: var(--g-accent);
    background: var(--g-accent-soft);
    box-shadow: inset 0 0 0 1px var(--g-accent);
  }
  .mode.off {
    cursor: default;
    color: var(--g-text-2);
  }
  .mode input {
    margin-top: 3px;
  }
  .mode p {
    grid-column: 2;
  }
  .lines {
    display: grid;
    gap: 12px;
    margin-top: 14px;
  }
  .line {
    display: grid;
    grid-template-columns: minmax(200px, 320px) minmax(0, 320px);
    gap: 4px 14px;
    align-items: center;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-top: 8px;
  }
  .chip {
    display: inline-flex;
    gap: 7px;
    align-items: center;
    min-height: 30px;
    padding: 2px 12px;
    border: 1px solid var(--g-line-strong);
    border-radius: 99px;
    cursor: pointer;
  }
  .chip:has(input:checked) {
    border-color: var(--g-accent);
    background: var(--g-accent-soft);
  }
  @media (max-width: 640px) {
    .line {
      grid-template-columns: 1fr;
    }
  }
  .tick {
    display: flex;
    gap: 10px;
    align-items: flex-start;
  }
  .tick input {
    margin-top: 4px;
  }
  .tick .hint {
    display: block;
  }
`;
