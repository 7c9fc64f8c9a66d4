/** The look of the combobox. */

import { css } from 'lit';

export const styles = css`
  :host {
    position: relative;
  }
  input {
    width: 100%;
    padding-inline-end: 30px;
    text-overflow: ellipsis;
  }
  input[aria-invalid='true'] {
    border-color: var(--g-bad);
  }
  .sign {
    position: absolute;
    inset-inline-end: 10px;
    top: 9px;
    color: var(--g-text-2);
    pointer-events: none;
  }
  #list,
  .none {
    position: absolute;
    z-index: 20;
    inset-inline: 0;
    top: calc(100% + 4px);
    max-height: 300px;
    overflow: auto;
    padding: 4px;
    border: 1px solid var(--g-line-strong);
    border-radius: var(--g-radius);
    background: var(--g-surface);
    color: var(--g-text);
    box-shadow: 0 8px 24px rgb(0 0 0 / 18%);
    overscroll-behavior: contain;
  }
  #list.above {
    top: auto;
    bottom: calc(100% + 4px);
  }
  .none {
    padding: 8px 12px;
  }
  .heading {
    padding: 8px 8px 2px;
    font-size: 0.86em;
    font-weight: 600;
    color: var(--g-text-2);
  }
  [role='option'] {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 10px;
    justify-content: space-between;
    min-height: 28px;
    padding: 4px 8px;
    border-radius: calc(var(--g-radius) - 2px);
    cursor: pointer;
    overflow-wrap: anywhere;
  }
  [role='option']:hover {
    background: var(--g-sunken);
  }
  [role='option'].here {
    background: var(--g-accent-soft);
  }
  [role='option'][aria-selected='true'] {
    font-weight: 600;
  }
  @media (forced-colors: active) {
    [role='option'][aria-selected='true'] {
      border: 1px solid;
    }
    [role='option'].here {
      outline: 2px solid;
      outline-offset: -2px;
    }
  }
`;
