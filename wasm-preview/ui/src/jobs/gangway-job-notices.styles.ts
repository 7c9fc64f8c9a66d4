/** The look of the notices: in a corner, above the page, in nobody's way. */

import { css } from 'lit';

export const styles = css`
  :host {
    position: fixed;
    z-index: 20;
    inset-block-start: 72px;
    inset-inline-end: 16px;
    width: min(360px, calc(100vw - 32px));
  }
  .notice {
    margin-bottom: 8px;
    box-shadow: 0 4px 16px rgb(0 0 0 / 18%);
    overflow-wrap: anywhere;
  }
`;
