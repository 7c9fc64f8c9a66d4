/** What will happen to one row, and why: a badge and a line below it. */

import type { PreviewRow } from '@gangway/engine';
import { css, html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { StepElement } from '../step.js';
import type { Fate } from './outcomes.js';

const TONES = { create: 'good', update: 'accent', skip: 'warn', fail: 'bad' };

export class RowFate extends StepElement {
  static override styles = [
    ...StepElement.styles,
    css`
      .why {
        display: block;
        font-size: 0.86em;
        color: var(--g-text-2);
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) row!: PreviewRow;
  @property({ attribute: false }) fate!: Fate;

  protected override render(): TemplateResult {
    const { kind } = this.fate;
    const why = this.why();
    return html`<span class="badge ${TONES[kind]}">${this.strings.preview.fates[kind]}</span>
      ${why ? html`<span class="why">${why}</span>` : ''}`;
  }

  private why(): string {
    const { fate, row } = this;
    const words = this.strings.preview;
    if ('leader' in fate && fate.leader !== undefined) return words.repeatsRow(fate.leader);
    const inCrm = fate.kind !== 'fail' && !!row.key && this.wizard.comparison.known.get(row.key) === true;
    return inCrm ? words.inCrm : '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-row-fate': RowFate;
  }
}
