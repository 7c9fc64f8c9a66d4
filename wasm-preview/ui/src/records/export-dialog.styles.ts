/** The look of the export dialog. */

import { css } from 'lit';

export const styles = css`
  dialog > * + * {
    margin-top: 14px;
  }
  .columns {
    max-height: min(40vh, 320px);
    overflow: auto;
    margin: 6px 0 0;
    padding: 4px 10px;
    border: 1px solid var(--g-line);
    border-radius: var(--g-radius);
    list-style: none;
  }
  .columns li {
    display: flex;
    gap: 6px;
    align-items: center;
    padding: 2px 0;
  }
  .columns label {
    flex: 1;
  }
  label {
    display: flex;
    gap: 8px;
    align-items: center;
  }
  fieldset {
    margin-inline: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    font-weight: 600;
  }
  .side {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 18px;
    margin-top: 6px;
  }
`;
