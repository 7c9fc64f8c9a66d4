/** The look of the list of steps. */

import { css } from 'lit';

export const styles = css`
  :host {
    flex: 1;
    min-width: 0;
  }
  ol {
    display: flex;
    align-items: center;
    gap: 4px;
  }
  li {
    display: flex;
    min-width: 0;
    align-items: center;
    gap: 4px;
  }
  li + li::before {
    content: '';
    flex: none;
    width: clamp(6px, 2vw, 28px);
    height: 1px;
    background: var(--g-line-strong);
  }
  button,
  li > span {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-width: 0;
    min-height: 32px;
    padding: 2px 8px;
    border: 0;
    border-radius: var(--g-radius);
    background: none;
    color: var(--g-text-2);
    white-space: nowrap;
  }
  .name {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  button {
    cursor: pointer;
  }
  button:hover {
    background: var(--g-sunken);
  }
  .now {
    color: var(--g-text);
    font-weight: 650;
  }
  .dot {
    flex: none;
    display: grid;
    place-items: center;
    width: 22px;
    height: 22px;
    border-radius: 50%;
    border: 1.5px solid var(--g-line-strong);
    font-size: 0.86em;
    font-weight: 600;
  }
  .now .dot {
    border-color: var(--g-accent);
    background: var(--g-accent);
    color: var(--g-on-accent);
  }
  .past .dot {
    border-color: var(--g-accent);
    background: var(--g-accent-soft);
    color: var(--g-accent);
  }
  .short {
    display: none;
    font-weight: 600;
  }
  @media (max-width: 900px) {
    .short {
      display: block;
    }
    .name {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    ol {
      gap: 0;
    }
    li {
      flex: none;
    }
    li + li::before {
      width: clamp(2px, 1vw, 28px);
    }
    button,
    li > span {
      padding: 2px;
    }
  }
`;
