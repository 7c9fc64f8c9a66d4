/** A dialog with the module's templates: renamed and removed here, chosen in the step behind it. */

import type { Template } from '@gangway/engine';
import { css, html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { base } from '../look/base.js';
import { dialogs } from '../look/dialogs.js';
import * as icons from '../look/icons.js';
import type { Wizard } from './wizard.js';
import { LocalizedElement } from '../strings/localized.js';

export class ManageTemplates extends LocalizedElement {
  static override styles = [
    base,
    dialogs,
    css`
      .top {
        display: flex;
        justify-content: space-between;
        align-items: center;
        margin-bottom: 12px;
      }
      li {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 10px;
        align-items: center;
        padding: 6px 0;
      }
      .drops {
        display: flex;
        gap: 8px;
        grid-column: 1 / -1;
      }
      code {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) wizard!: Wizard;
  @state() private trouble: string | undefined;
  @query('dialog') private dialog!: HTMLDialogElement;

  show(): void {
    this.trouble = undefined;
    this.dialog.showModal();
  }

  private get words() {
    return this.strings.templates;
  }

  protected override render(): TemplateResult {
    const templates = this.wizard.templates.list;
    return html`<dialog aria-labelledby="title">
      <div class="top">
        <h3 id="title">${this.words.manage}</h3>
        <button class="button bare" aria-label=${this.strings.close} @click=${() => this.dialog.close()}>
          ${icons.cross()}
        </button>
      </div>
      ${this.trouble ? html`<p role="alert" class="bad-text">${this.trouble}</p>` : nothing}
      ${templates.length === 0 ? html`<p class="quiet">${this.words.none}</p>` : nothing}
      <ul>
        ${templates.map((it) => this.renderTemplate(it))}
      </ul>
    </dialog>`;
  }

  private renderTemplate(template: Template): TemplateResult {
    const handleName = (event: Event) => {
      const name = (event.target as HTMLInputElement).value.trim();
      if (name && name !== template.name) void this.do(() => this.wizard.templates.rename(template, name));
    };
    return html`<li>
      <input
        class="field"
        maxlength="120"
        aria-label=${this.words.rename(template.name)}
        .value=${template.name}
        @change=${handleName}
      />
      <button
        class="button little"
        aria-label=${this.words.removeNamed(template.name)}
        @click=${() => void this.do(() => this.wizard.templates.remove(template))}
      >
        ${this.words.remove}
      </button>
      ${this.renderDrops(template)}
    </li>`;
  }

  /** Whether systems may drop files under its name, and where they put them. */
  private renderDrops(template: Template): TemplateResult {
    const { module, actor } = this.wizard.setting;
    const allow = (event: Event) => {
      const { checked } = event.target as HTMLInputElement;
      void this.do(() => this.wizard.templates.allowDrops(template, checked));
    };
    return html`<label class="drops small">
      <input
        type="checkbox"
        .checked=${!!template.drops}
        ?disabled=${!this.wizard.can('import')}
        @change=${allow}
      />
      <span>
        ${this.words.drops}
        ${
          template.drops
            ? html`<code>drops/${actor.tenant}/${module.id}/${template.slug}/</code>
                <span class="quiet">${this.words.dropsRunAs(template.drops.run_as.user)}</span>`
            : nothing
        }
      </span>
    </label>`;
  }

  private async do(what: () => Promise<unknown>): Promise<void> {
    try {
      await what();
      this.trouble = undefined;
    } catch (error) {
      this.trouble = this.texts.failure(error);
    }
    this.requestUpdate();
    this.wizard.dispatchEvent(new Event('change'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-manage-templates': ManageTemplates;
  }
}
