/** Below the rows: which of them are seen, how far the file was looked through, and the way to a row by its number. */

import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { StepElement } from '../../step.js';
import type { RowWindows } from './row-windows.js';

export class GridFoot extends StepElement {
  static override styles = [
    ...StepElement.styles,
    css`
      .goto {
        width: 110px;
        min-height: 32px;
      }
    `,
  ];

  @property({ attribute: false }) rows!: RowWindows;
  /** The places of the first and the last row that are seen. */
  @property({ attribute: false }) seen: [first: number, last: number] = [0, 0];
  /** Another number when the rows are others. */
  @property({ attribute: false }) revision = 0;

  protected override render(): TemplateResult {
    const words = this.strings.preview;
    return html`<div class="row spread above">
      <span class="quiet small number">${this.renderSeen()}</span>
      <form class="row near" @submit=${this.handleGoTo}>
        <label class="row near small"
          ><span class="quiet">${words.goTo}</span>
          <input class="field goto" name="row" type="number" min="1" required
        /></label>
        <button class="button little">${words.go}</button>
      </form>
    </div>`;
  }

  private renderSeen(): TemplateResult | string | typeof nothing {
    const words = this.strings.preview;
    const { percent, total, trouble } = this.rows;
    if (trouble) return html`<span role="alert">${this.texts.failure(trouble)}</span>`;
    const [first, last] = this.seen.map((it) => this.rows.row(it));
    const seen = first && last ? words.fromTo(first.row, last.row) : total > 0 ? words.reading : '';
    return percent === undefined ? seen : `${seen} ${words.looking(percent)}`;
  }

  private readonly handleGoTo = (event: SubmitEvent): void => {
    event.preventDefault();
    const row = Number(new FormData(event.target as HTMLFormElement).get('row'));
    if (row >= 1) this.dispatchEvent(new CustomEvent<number>('go', { detail: row }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-grid-foot': GridFoot;
  }
}
