/** Pages of the preview's rows: earlier, later, or from a row on. */

import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import * as icons from '../../look/icons.js';
import { StepElement } from '../step.js';
import type { RowPages } from './row-pages.js';

export class PreviewPager extends StepElement {
  static override styles = [
    ...StepElement.styles,
    css`
      .goto {
        width: 110px;
        min-height: 32px;
      }
    `,
  ];

  @property({ attribute: false }) pages!: RowPages;
  /** The numbers of the first and the last row that are shown; none where there are no rows. */
  @property({ attribute: false }) range: [first: number, last: number] | undefined;
  @property({ attribute: false }) more = false;

  private get words() {
    return this.strings.preview;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { pages, range } = this;
    if (!range || (pages.isFirst && !pages.more)) return nothing;
    return html`<nav class="row spread above" aria-label=${this.words.pages}>
      <span class="row near">
        <button class="button little" ?disabled=${pages.isFirst} @click=${() => pages.previous()}>
          ${icons.back()} ${this.words.previous}
        </button>
        <span class="quiet small number">${this.words.fromTo(...range)}</span>
        <button class="button little" ?disabled=${!pages.more} @click=${() => pages.next()}>
          ${this.words.next} ${icons.arrow()}
        </button>
      </span>
      <form class="row near" @submit=${this.handleGoTo}>
        <label class="row near small"
          ><span class="quiet">${this.words.goTo}</span>
          <input class="field goto" name="row" type="number" min="1" required
        /></label>
        <button class="button little">${this.words.go}</button>
      </form>
    </nav>`;
  }

  private readonly handleGoTo = (event: SubmitEvent): void => {
    event.preventDefault();
    const row = Number(new FormData(event.target as HTMLFormElement).get('row'));
    if (row >= 1) this.pages.goTo(row);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-preview-pager': PreviewPager;
  }
}
