/** Why rows are left out or failed: every kind of issue with its count, most frequent first. */

import type { Issue, IssueGroup } from '@gangway/engine';
import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { base } from '../look/base.js';
import { LocalizedElement } from '../strings/localized.js';

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
        <span class="quiet small">· ${this.words.firstIn(group.first_row)}</span>
        ${this.brief ? nothing : html`<p class="quiet small">${this.texts.group(group, this.issues)}</p>`}
      </div>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-reasons': Reasons;
  }
}
