/** What is known of a column's values: how many fit its field; of owners, who is not known and what becomes of them. */

import type { ColumnReport, PlanColumn } from '@gangway/engine';
import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { StepElement } from '../step.js';

export class ColumnCheck extends StepElement {
  static override styles = [
    ...StepElement.styles,
    css`
      .bad-count {
        color: var(--g-bad);
        font-weight: 600;
      }
      .warn-count {
        color: var(--g-warn);
        font-weight: 600;
      }
      :host {
        font-size: 0.93em;
      }
    `,
  ];

  @property({ attribute: false }) column!: PlanColumn;
  /** What the check found in it. */
  @property({ attribute: false }) found: ColumnReport | undefined;

  private get words() {
    return this.strings.map;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.column.field || !this.found) return nothing;
    return this.column.field === 'owner' ? this.renderOwner(this.found) : this.renderFit(this.found);
  }

  private renderFit({ bad, filled }: ColumnReport): TemplateResult {
    const greyed = this.wizard.reading.checking.state !== 'done';
    if (bad === 0) return html`<span class="quiet">${this.words.fine(filled)}</span>`;
    return html`<span class=${greyed ? 'quiet' : 'bad-count'}>${this.words.bad(bad, filled)}</span>`;
  }

  /** Values of owners only matter to the rule that asks for them. */
  private renderOwner(found: ColumnReport): TemplateResult {
    const { options } = this.wizard;
    const owner = options?.owner;
    if (owner?.rule !== 'column')
      return html`<p class="warn-count">${this.words.ownerUnused}</p>
        ${
          this.wizard.can('assign_owners')
            ? html`<button class="link" @click=${this.handleUse}>${this.words.useOwner}</button>`
            : html`<p class="quiet">${this.strings.configure.noAssign}</p>`
        }`;
    const strangers = this.wizard.reading.report?.groups.filter((it) => it.code === 'unknown_user') ?? [];
    const rows = strangers.reduce((sum, it) => sum + it.count, 0);
    if (rows === 0) return html`<span class="quiet">${this.words.ownersKnown(found.filled)}</span>`;
    const fallback = this.wizard.setting.users.find((it) => it.id === owner.fallback);
    const names = strangers.flatMap((it) => it.values?.map(({ value }) => value) ?? []);
    return html`<span class=${owner.fallback ? 'warn-count' : 'bad-count'} title=${names.join('\n')}
      >${this.words.strangers(rows, owner.fallback ? (fallback?.name ?? owner.fallback) : undefined)}</span
    >`;
  }

  private readonly handleUse = (): void => {
    const fallback = this.wizard.setting.actor.user;
    this.wizard.decisions.configure({ owner: { rule: 'column', fallback } });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-column-check': ColumnCheck;
  }
}
