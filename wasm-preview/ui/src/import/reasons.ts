/** Why rows are left out or failed: every kind of issue with its count, most frequent first. */

import type { IssueGroup } from '@gangway/engine';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';

import { base } from '../look/base.js';
import { count } from '../look/format.js';
import { strings } from '../strings.js';

const words = strings.preview;

@customElement('gangway-reasons')
export class Reasons extends LitElement {
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
  /** Without the first issue's sentence. */
  @property({ type: Boolean }) brief = false;

  protected override render(): TemplateResult {
    return html`<ul class="card">
      ${this.groups.map((it) => this.renderGroup(it))}
    </ul>`;
  }

  private renderGroup(group: IssueGroup): TemplateResult {
    return html`<li>
      <span class="many number">${count(group.count)}</span>
      <div>
        <span class="strong">${strings.issues[group.code]}</span>
        ${group.column ? words.inColumn(group.column) : nothing}
        <span class="quiet small">· ${words.firstIn(group.first_row)}</span>
        ${this.brief ? nothing : html`<p class="quiet small">${group.message}</p>`}
      </div>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-reasons': Reasons;
  }
}
