/** What the steps have in common: they draw the wizard's state, and again whenever it changes. */

import { css, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';

import { base } from '../look/base.js';
import { tables } from '../look/tables.js';
import { LocalizedElement } from '../strings/localized.js';
import type { Wizard } from './wizard.js';

export abstract class StepElement extends LocalizedElement {
  static override styles = [
    base,
    tables,
    css`
      .head {
        display: grid;
        gap: 4px;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 10px 14px;
        align-items: center;
      }
      .spread {
        justify-content: space-between;
      }
    `,
  ];

  /** The wizard that this step draws. */
  @property({ attribute: false }) wizard!: Wizard;

  /** What a column is called, also where it has no header. */
  protected columnName({ header, index }: { header: string; index: number }): string {
    return this.strings.column(header, index);
  }

  private heard: Wizard | undefined;
  private readonly redraw = () => this.requestUpdate();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.heard?.removeEventListener('change', this.redraw);
    this.heard = undefined;
  }

  protected override willUpdate(_changed: PropertyValues): void {
    if (this.heard === this.wizard) return;
    this.heard?.removeEventListener('change', this.redraw);
    this.heard = this.wizard;
    this.heard.addEventListener('change', this.redraw);
  }
}
