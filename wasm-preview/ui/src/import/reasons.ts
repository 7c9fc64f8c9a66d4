/** Why rows are left out or failed: every kind of issue with its count, most frequent first. */

import type { Issue, IssueGroup } from '@gangway/engine';
import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { base } from '../look/base.js';
import { LocalizedElement } from '../strings/localized.js';

/** A row, and the header of a column of it. */
export interface Spot {
  row: number;
  column?: string | null | undefined;
}

export class Reasons extends LocalizedElement {
  static override styles = [
    base,
    css`
      li {
        display: grid;
        grid-template-columns: minmax(36px, max-content) 1fr;
        gap: 2px 12px;
        padding: 10px 16px;
        border-bottom: 1px solid var(--g-line);
      }
      li:last-child {
        border-bottom: 0;
      }
      .many {
        font-weight: 650;
      }
    `,
  ];

  @property({ attribute: false }) groups: IssueGroup[] = [];
  /** Where the first issue of each kind is found, with its value. */
  @property({ attribute: false }) issues: Issue[] = [];
  /** Without the first issue's sentence. */
  @property({ type: Boolean }) brief = false;

  /** The first row of each kind can be gone to. */
  @property({ type: Boolean }) linked = false;

  private get words() {
    return this.strings.preview;
  }

  protected override render(): TemplateResult {
    return html`<ul class="card">
      ${this.groups.map((it) => this.renderGroup(it))}
    </ul>`;
  }

  private renderGroup(group: IssueGroup): TemplateResult {
    return html`<li>
      <span class="many number">${this.format.count(group.count)}</span>
      <div>
        <span class="strong">${this.strings.issues[group.code]}</span>
        ${group.column ? this.words.inColumn(group.column) : nothing}
        <span class="quiet small">· ${this.renderFirst(group)}</span>
        ${this.brief ? nothing : html`<p class="quiet small">${this.texts.group(group, this.issues)}</p>`}
      </div>
    </li>`;
  }

  private renderFirst({ first_row: row, column }: IssueGroup): TemplateResult | string {
    const first = this.words.firstIn(row);
    if (!this.linked) return first;
    const go = () => this.dispatchEvent(new CustomEvent<Spot>('go', { detail: { row, column } }));
    return html`<button class="link" @click=${go}>${first}</button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-reasons': Reasons;
  }
}
