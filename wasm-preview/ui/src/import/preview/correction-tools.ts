/** What was corrected, and the ways back: undo, redo, find and replace. */

import { html, nothing, type TemplateResult } from 'lit';

import { StepElement } from '../step.js';

export class CorrectionTools extends StepElement {
  protected override render(): TemplateResult {
    const words = this.strings.preview;
    const { decisions, reading } = this.wizard;
    const { cells = 0, replaced = 0, unfit = 0 } = reading.report?.corrections ?? {};
    return html`<div class="row spread">
      <p class="quiet small" role="status">
        ${words.editHint}
        ${cells + replaced > 0 ? html`<b>${words.corrected(cells + replaced)}</b>` : nothing}
        ${unfit > 0 ? html`<span class="bad-text">${words.unfit(unfit)}</span>` : nothing}
      </p>
      <div class="row near">
        <button class="button little" ?disabled=${!reading.edits.canUndo} @click=${() => decisions.undo()}>
          ${words.undo}
        </button>
        <button class="button little" ?disabled=${!reading.edits.canRedo} @click=${() => decisions.redo()}>
          ${words.redo}
        </button>
        <gangway-find-replace .wizard=${this.wizard}></gangway-find-replace>
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-correction-tools': CorrectionTools;
  }
}
