/** The tabs above the preview's rows, each with how many rows it has. */

import { css, html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { tabsOf, type Tab } from './outcomes.js';
import { StepElement } from '../step.js';

export class PreviewTabs extends StepElement {
  static override styles = [
    ...StepElement.styles,
    css`
      .tabs {
        display: flex;
        gap: 4px;
      }
      .tabs button {
        min-height: 32px;
        padding: 4px 12px;
        border: 0;
        border-radius: var(--g-radius);
        background: none;
        font-weight: 550;
        color: var(--g-text-2);
        cursor: pointer;
      }
      .tabs button[aria-selected='true'] {
        background: var(--g-accent-soft);
        color: var(--g-accent);
      }
      .tabs {
        flex-wrap: wrap;
      }
    `,
  ];

  /** The one that is shown. */
  @property({ attribute: false }) tab: Tab = 'all';

  protected override render(): TemplateResult {
    const { tabs } = this.strings.preview;
    return html`<div class="tabs" role="tablist" @keydown=${this.handleKey}>
      ${this.tabs.map(
        (it) =>
          html`<button
            role="tab"
            aria-selected=${it === this.tab ? 'true' : 'false'}
            tabindex=${it === this.tab ? 0 : -1}
            @click=${() => this.show(it)}
          >
            ${tabs[it]} <span class="number">${this.format.count(this.count(it))}</span>
          </button>`,
      )}
    </div>`;
  }

  private get tabs(): Tab[] {
    return tabsOf(this.wizard.options?.mode);
  }

  /** Of the whole file. */
  private count(tab: Tab): number {
    const { comparison, options, reading } = this.wizard;
    const { rows = 0, failed = 0, remarks = 0, repeats = 0, ok = 0 } = reading.report?.counts ?? {};
    const found = options?.mode === 'create' ? { rows: 0, gone: 0 } : comparison.matched;
    const matched = Math.min(ok, found.rows);
    const problems = failed + found.gone;
    return { all: rows, problems, remarks, duplicates: repeats + matched, updates: matched }[tab];
  }

  private show(tab: Tab): void {
    this.dispatchEvent(new CustomEvent<Tab>('show', { detail: tab }));
  }

  /** Arrows go the way that the tabs lie. */
  private readonly handleKey = (event: KeyboardEvent): void => {
    const ahead = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!ahead) return;
    const { tabs } = this;
    const step = getComputedStyle(this).direction === 'rtl' ? -ahead : ahead;
    this.show(tabs[(tabs.indexOf(this.tab) + step + tabs.length) % tabs.length] ?? 'all');
    setTimeout(() => this.renderRoot.querySelector<HTMLElement>('[aria-selected=true]')?.focus());
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-preview-tabs': PreviewTabs;
  }
}
