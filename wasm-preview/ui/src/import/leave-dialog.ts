/** Asks before an import is left that a person has worked on. */

import { html, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';

import { base } from '../look/base.js';
import { dialogs } from '../look/dialogs.js';
import { LocalizedElement } from '../strings/localized.js';

export class LeaveDialog extends LocalizedElement {
  static override styles = [base, dialogs];

  /** Whether what was done is kept in a draft. */
  @property({ type: Boolean }) kept = true;

  @query('dialog') private dialog!: HTMLDialogElement;

  show(): void {
    this.dialog.showModal();
  }

  private get words() {
    return this.strings.draft;
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" aria-describedby="hint">
      <h3 id="title">${this.words.leave}</h3>
      <p id="hint">${this.kept ? this.words.leaveHint : this.words.leaveLost}</p>
      <div class="choices">
        <button class="button primary" autofocus @click=${() => this.dialog.close()}>
          ${this.words.stay}
        </button>
        <button class="button" @click=${() => this.leave('keep')}>${this.words.keep}</button>
        ${
          this.kept
            ? html`<button class="button danger" @click=${() => this.leave('discard')}>
                ${this.words.discard}
              </button>`
            : ''
        }
      </div>
    </dialog>`;
  }

  private leave(how: 'keep' | 'discard'): void {
    this.dialog.close();
    this.dispatchEvent(new CustomEvent('leave', { detail: how }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-leave-dialog': LeaveDialog;
  }
}
