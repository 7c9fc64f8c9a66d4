/** The look of the upload step. */

import { css } from 'lit';

export const styles = css`
  .drop {
    display: grid;
    justify-items: center;
    gap: 10px;
    padding: 56px 20px;
    border: 1.5px dashed var(--g-line-strong);
    border-radius: calc(var(--g-radius) * 1.5);
    background: var(--g-surface);
    text-align: center;
    transition:
      border-color 0.15s,
      background-color 0.15s;
  }
  .drop.over {
    border-style: solid;
    border-color: var(--g-accent);
    background: var(--g-accent-soft);
  }
  .drop svg {
    color: var(--g-accent);
  }
  .drop .big {
    font-size: 1.15em;
    font-weight: 600;
  }
  .card {
    padding: 16px 18px;
  }
  .file {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 12px;
  }
  .file svg {
    color: var(--g-accent);
  }
  .file .name {
    flex: 1;
    min-width: 180px;
    overflow-wrap: anywhere;
  }
  th .badge {
    margin-inline-start: 6px;
  }
`;
