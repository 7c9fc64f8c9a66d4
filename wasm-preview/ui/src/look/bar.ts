/** A bar that fills: how far something is. */

import { LitElement, css, html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

export class Bar extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }
    div {
      height: 6px;
      overflow: hidden;
      border-radius: 99px;
      background: var(--g-sunken);
    }
    i {
      display: block;
      height: 100%;
      border-radius: 99px;
      background: var(--g-accent);
      transition: width 0.3s;
    }
    @media (forced-colors: active) {
      div {
        border: 1px solid;
      }
      i {
        background: Highlight;
        forced-color-adjust: none;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      i {
        transition: none;
      }
    }
  `;

  /** 0 to 100. */
  @property({ type: Number }) percent = 0;
  /** What it is that goes on. */
  @property() label = '';

  protected override render(): TemplateResult {
    return html`<div
      role="progressbar"
      aria-label=${this.label}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${this.percent}
    >
      <i .style=${`width:${this.percent}%`}></i>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-bar': Bar;
  }
}
