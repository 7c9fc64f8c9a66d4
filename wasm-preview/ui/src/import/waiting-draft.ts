/** A draft whose file is not here: an offer to go on with it, or what to do with another file in its place. */

import type { Draft } from '../drafts/store.js';
import { css, html, nothing, type TemplateResult } from 'lit';

import * as icons from '../look/icons.js';
import { hasSameColumns } from './adopt.js';
import { StepElement } from './step.js';

export class WaitingDraft extends StepElement {
  static override styles = [
    ...StepElement.styles,
    css`
      .card {
        display: flex;
        flex-wrap: wrap;
        gap: 12px;
        align-items: center;
        padding: 16px 18px;
      }
      .card svg {
        color: var(--g-accent);
      }
      .says {
        flex: 1 1 260px;
        overflow-wrap: anywhere;
      }
    `,
  ];

  private get words() {
    return this.strings.draft;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { drafting, reading } = this.wizard;
    const draft = drafting.waiting;
    if (!draft) return nothing;
    if (!reading.file) return this.renderOffer(draft);
    return reading.plan ? this.renderOther(draft, reading.file) : nothing;
  }

  private renderOffer(draft: Draft): TemplateResult {
    return html`<section class="card" aria-label=${this.words.heading(draft.file.name)}>
      ${icons.file()}
      <div class="says">
        <p class="strong">${this.words.heading(draft.file.name)}</p>
        <p class="quiet small">
          ${this.format.size(draft.file.size)} ·
          ${this.words.hint(draft.step, this.format.since(new Date(draft.saved).toISOString(), Date.now(), this.strings))}
        </p>
      </div>
      <div class="row">
        ${this.renderForget()}
        <button class="button" id="resume" @click=${() => this.dispatchEvent(new Event('pick'))}>
          ${this.strings.upload.chooseAgain}
        </button>
      </div>
    </section>`;
  }

  /** The file is named as the other one that it is; nothing of the draft is used unasked. */
  private renderOther(draft: Draft, file: File): TemplateResult {
    const { plan } = this.wizard.reading;
    const same = plan && hasSameColumns(plan, draft.plan);
    return html`<div class="notice warn" role="status">
      ${icons.alert()}
      <div class="body">
        <p class="strong">
          ${file.name === draft.file.name ? this.words.edited(file.name) : this.words.other(file.name, draft.file.name)}
        </p>
        <p>${same ? this.words.sameColumns : this.words.otherColumns}</p>
        <div class="row above">
          <button class="button little" @click=${() => this.wizard.intake.useDraft()}>
            ${this.words.use}
          </button>
          ${this.renderForget()}
        </div>
      </div>
    </div>`;
  }

  private renderForget(): TemplateResult {
    return html`<button class="button little bare" @click=${() => void this.wizard.intake.forgetDraft()}>
      ${this.words.forget}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-waiting-draft': WaitingDraft;
  }
}
