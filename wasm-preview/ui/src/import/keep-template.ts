/** A line that keeps the mapping and the options for the next file of the same kind. */

import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { base } from '../look/base.js';
import type { Wizard } from './wizard.js';
import { LocalizedElement } from '../strings/localized.js';

export class KeepTemplate extends LocalizedElement {
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

  private get words() {
    return this.strings.templates;
  }

  protected override render(): TemplateResult | typeof nothing {
    const plan = this.wizard.reading.plan;
    if (!plan || plan.header_row === null || !this.wizard.can('edit_templates')) return nothing;
    const name = this.name ?? this.wizard.templates.get(plan.template)?.name ?? '';
    return html`<section class="card roomy">
      <h3>${this.words.keepHeading}</h3>
      <p class="quiet small">${this.words.keepHint}</p>
      <form @submit=${this.handleKeep}>
        <input
          class="field"
          maxlength="120"
          aria-label=${this.words.name}
          placeholder=${this.words.name}
          .value=${name}
          @input=${(event: Event) => (this.name = (event.target as HTMLInputElement).value)}
        />
        <button class="button" ?disabled=${this.busy}>${this.words.keep}</button>
      </form>
      ${
        this.said
          ? html`<p
              class="small above ${this.said.good ? 'good-text' : 'bad-text'}"
              role=${this.said.good ? 'status' : 'alert'}
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
      this.said = { good: false, text: this.words.needsName };
      return;
    }
    this.busy = true;
    try {
      const kept = await this.wizard.decisions.keepTemplate(name);
      this.said = { good: true, text: this.words.kept(kept.name) };
    } catch (error) {
      this.said = { good: false, text: this.texts.failure(error) };
    }
    this.busy = false;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-keep-template': KeepTemplate;
  }
}
