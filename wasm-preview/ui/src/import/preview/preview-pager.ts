/** Pages of the preview's rows: earlier, later, or from a row on. */

import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import * as icons from '../../look/icons.js';
import { StepElement } from '../step.js';
import { PAGE, type RowPages } from './row-pages.js';

export class PreviewPager extends StepElement {
  static override styles = [
    ...StepElement.styles,
    css`
      .goto {
        width: 110px;
        min-height: 32px;
      }
      .thumb {
        flex: 1 1 160px;
        min-width: 120px;
        min-height: 24px;
        accent-color: var(--g-accent);
      }
    `,
  ];

  @property({ attribute: false }) pages!: RowPages;
  /** The numbers of the first and the last row that are shown; none where there are no rows. */
  @property({ attribute: false }) range: [first: number, last: number] | undefined;
  @property({ attribute: false }) more = false;
  /** Where the page lies among the rows of its tab, while another one is read as well. */
  @state() private place: RowPages['place'];
  private tab: RowPages['tab'] | undefined;

  private get words() {
    return this.strings.preview;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { pages } = this;
    if (pages.place || pages.tab !== this.tab) this.place = pages.place;
    this.tab = pages.tab;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { pages, range } = this;
    const isTurning = pages.loading && this.place !== undefined;
    const isWhole = pages.isFirst && !pages.more && !isTurning;
    if ((!range && !this.place) || isWhole) return nothing;
    return html`<nav class="row spread above" aria-label=${this.words.pages}>
      <span class="row near">
        <button class="button little" ?disabled=${pages.isFirst} @click=${() => pages.first()}>
          ${this.words.first}
        </button>
        <button class="button little" ?disabled=${pages.isFirst} @click=${() => pages.previous()}>
          ${icons.back()} ${this.words.previous}
        </button>
        <span class="quiet small number" aria-live="polite"
          >${range ? this.words.fromTo(...range) : this.words.reading}</span
        >
        <button class="button little" ?disabled=${!pages.more} @click=${() => pages.next()}>
          ${this.words.next} ${icons.arrow()}
        </button>
        ${
          this.place
            ? html`<button class="button little" ?disabled=${!pages.more} @click=${() => pages.last()}>
                ${this.words.last}
              </button>`
            : nothing
        }
      </span>
      ${this.renderThumb()}
      <form class="row near" @submit=${this.handleGoTo}>
        <label class="row near small"
          ><span class="quiet">${this.words.goTo}</span>
          <input class="field goto" name="row" type="number" min="1" required
        /></label>
        <button class="button little">${this.words.go}</button>
      </form>
    </nav>`;
  }

  /** However many rows there are, the way of the thumb is all of them. */
  private renderThumb(): TemplateResult | typeof nothing {
    const { place } = this;
    if (!place || place.total <= PAGE) return nothing;
    const handle = (event: Event) => this.pages.at(Number((event.target as HTMLInputElement).value));
    return html`<input
      class="thumb"
      type="range"
      min="0"
      max=${place.total - PAGE}
      step="1"
      .value=${String(place.before)}
      aria-label=${this.words.thumb}
      aria-valuetext=${this.words.ofAll(place.before + 1, place.total)}
      @change=${handle}
    />`;
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
