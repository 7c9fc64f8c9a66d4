/** The look of the preview. */

import { css } from 'lit';

export const styles = css`
  details summary {
    cursor: pointer;
    font-weight: 600;
    padding: 6px 0;
  }
`;
