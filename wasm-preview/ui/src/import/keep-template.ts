/** A line that keeps the mapping and the options for the next file of the same kind. */

import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';

import { ApiError } from '../api/client.js';
import { base } from '../look/base.js';
import { strings } from '../strings.js';
import type { Wizard } from './wizard.js';

const words = strings.templates;

@customElement('gangway-keep-template')
export class KeepTemplate extends LitElement {
  static override styles = [
    base,
    css`
      form {
        display: flex;
        flex-wrap: wrap;
        gap: 10px;
        margin-top: 10px;
      }
      input {
        max-width: 320px;
      }
    `,
  ];

  @property({ attribute: false }) wizard!: Wizard;
  @state() private name: string | undefined;
  @state() private said: { good: boolean; text: string } | undefined;
  @state() private busy = false;

  protected override render(): TemplateResult | typeof nothing {
    const plan = this.wizard.reading.plan;
    if (!plan || plan.header_row === null || !this.wizard.can('edit_templates')) return nothing;
    const name = this.name ?? this.wizard.templates.get(plan.template)?.name ?? '';
    return html`<section class="card" style="padding:18px">
      <h3>${words.keepHeading}</h3>
      <p class="quiet small">${words.keepHint}</p>
      <form @submit=${this.handleKeep}>
        <input
          class="field"
          maxlength="120"
          aria-label=${words.name}
          placeholder=${words.name}
          .value=${name}
          @input=${(event: Event) => (this.name = (event.target as HTMLInputElement).value)}
        />
        <button class="button" ?disabled=${this.busy}>${words.keep}</button>
      </form>
      ${
        this.said
          ? html`<p
              class="small"
              role=${this.said.good ? 'status' : 'alert'}
              style="margin-top:8px;color:var(${this.said.good ? '--g-good' : '--g-bad'})"
            >
              ${this.said.text}
            </p>`
          : nothing
      }
    </section>`;
  }

  private readonly handleKeep = async (event: Event): Promise<void> => {
    event.preventDefault();
    const plan = this.wizard.reading.plan;
    const name = (this.name ?? this.wizard.templates.get(plan?.template)?.name ?? '').trim();
    if (!plan) return;
    if (!name) {
      this.said = { good: false, text: words.needsName };
      return;
    }
    this.busy = true;
    try {
      const kept = await this.wizard.keepTemplate(name);
      this.said = { good: true, text: words.kept(kept.name) };
    } catch (error) {
      this.said = { good: false, text: error instanceof ApiError ? error.message : String(error) };
    }
    this.busy = false;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-keep-template': KeepTemplate;
  }
}
