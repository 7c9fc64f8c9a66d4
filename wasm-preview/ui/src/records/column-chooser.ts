/** A dialog that asks which fields the list shows. */

import type { Field, FieldId } from '@gangway/engine';
import { css, html, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { base } from '../look/base.js';
import { dialogs } from '../look/dialogs.js';
import { LocalizedElement } from '../strings/localized.js';

/** @event columns - Other columns are shown. */
export class ColumnChooser extends LocalizedElement {
  static override styles = [
    base,
    dialogs,
    css`
      ul {
        max-height: min(50vh, 380px);
        overflow: auto;
        margin-block: 12px;
        columns: 2;
        column-gap: 24px;
      }
      li {
        break-inside: avoid;
      }
      label {
        display: flex;
        gap: 8px;
        align-items: center;
        padding: 3px 0;
      }
      @media (max-width: 480px) {
        ul {
          columns: 1;
        }
      }
    `,
  ];

  /** What there is to show. */
  @property({ attribute: false }) fields: Field[] = [];
  /** What is shown. */
  @property({ attribute: false }) shown: FieldId[] = [];

  @query('dialog') private dialog!: HTMLDialogElement;
  /** Nobody needs the list before. */
  @state() private isOpen = false;

  protected override render(): TemplateResult {
    const words = this.strings.records;
    return html`<button class="button" id="columns" @click=${this.handleOpen}>${words.columns}</button>
      <dialog aria-labelledby="title" @close=${() => (this.isOpen = false)}>
        <h3 id="title">${words.columnsHeading}</h3>
        <ul>
          ${(this.isOpen ? this.fields : []).map(
            (it) =>
              html`<li>
                <label
                  ><input
                    type="checkbox"
                    .checked=${this.shown.includes(it.id)}
                    @change=${(event: Event) => this.toggle(it.id, (event.target as HTMLInputElement).checked)}
                  />
                  ${it.label}</label
                >
              </li>`,
          )}
        </ul>
        <div class="choices">
          <button class="button primary" @click=${() => this.dialog.close()}>${this.strings.close}</button>
        </div>
      </dialog>`;
  }

  private readonly handleOpen = (): void => {
    this.isOpen = true;
    this.dialog.showModal();
  };

  /** In the module's order, whatever the order of clicks. */
  private toggle(id: FieldId, on: boolean): void {
    const detail = this.fields.map((it) => it.id).filter((it) => (it === id ? on : this.shown.includes(it)));
    this.dispatchEvent(new CustomEvent<FieldId[]>('columns', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-column-chooser': ColumnChooser;
  }
}
