/** What is to be seen at once: badges, notices, cards; and how they keep their edges where the system takes their colours. */

import { css } from 'lit';

export const signs = css`
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
`;
