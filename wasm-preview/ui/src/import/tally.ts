/** A few counts that make up a whole: figures, and a bar that shows their shares. */

import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { base } from '../look/base.js';
import { LocalizedElement } from '../strings/localized.js';
import { styles } from './tally.styles.js';

export interface TallyPart {
  tone: string;
  count: number;
  label: string;
}

export class Tally extends LocalizedElement {
  static override styles = [base, styles];

  @property({ attribute: false }) parts: TallyPart[] = [];
  /** The counts are not final. */
  @property({ type: Boolean, reflect: true }) provisional = false;

  protected override render(): TemplateResult {
    return html`<dl class="parts">
        ${this.parts.map(
          (it) =>
            html`<div class="part ${it.count === 0 ? 'none' : it.tone}">
              <dd><b>${this.format.count(it.count)}</b></dd>
              <dt class="quiet">${it.label}</dt>
            </div>`,
        )}
      </dl>
      <div class="bar" aria-hidden="true">
        ${this.parts.filter((it) => it.count > 0).map((it) => html`<i class=${it.tone} .style=${`flex:${it.count} 0 0`}></i>`)}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-tally': Tally;
  }
}
