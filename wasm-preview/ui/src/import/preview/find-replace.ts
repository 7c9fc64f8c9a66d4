/** A dialog that finds and replaces in a whole column, and lists what is replaced so far. */

import type { PlanColumn, Replacement } from '@gangway/engine';
import { css, html, nothing, type TemplateResult } from 'lit';
import { query } from 'lit/decorators.js';

import { dialogs } from '../../look/dialogs.js';
import { dropReplacement, replaceIn } from '../mapping.js';
import { StepElement } from '../step.js';

export class FindReplace extends StepElement {
  static override styles = [
    ...StepElement.styles,
    dialogs,
    css`
      form {
        display: grid;
        gap: 10px;
      }
      label.line {
        display: grid;
        gap: 4px;
      }
      li {
        display: flex;
        gap: 10px;
        align-items: center;
        justify-content: space-between;
        padding-block: 4px;
      }
    `,
  ];

  @query('dialog') private dialog!: HTMLDialogElement;

  private get words() {
    return this.strings.preview.replace;
  }

  private get columns(): PlanColumn[] {
    const columns = this.wizard.reading.plan?.columns ?? [];
    return columns.filter((it) => it.field && it.status !== 'skipped');
  }

  protected override render(): TemplateResult {
    return html`<button class="button little" @click=${() => this.dialog.showModal()}>
        ${this.words.open}
      </button>
      <dialog aria-labelledby="heading">
        <div class="stack">
          <h2 id="heading">${this.words.heading}</h2>
          <form @submit=${this.handleSubmit}>
            <label class="line"
              >${this.words.column}
              <select class="field" name="column">
                ${this.columns.map((it) => html`<option value=${it.index}>${this.columnName(it)}</option>`)}
              </select></label
            >
            <label class="line"
              >${this.words.find} <input class="field" name="find" required maxlength="200"
            /></label>
            <label class="line">${this.words.by} <input class="field" name="by" maxlength="1000" /></label>
            <label><input type="checkbox" name="whole" /> ${this.words.whole}</label>
            <label><input type="checkbox" name="case" /> ${this.words.matchCase}</label>
            <div class="row spread">
              <button class="button" type="button" @click=${() => this.dialog.close()}>
                ${this.strings.close}
              </button>
              <button class="button primary">${this.words.replace}</button>
            </div>
          </form>
          ${this.renderRules()}
        </div>
      </dialog>`;
  }

  private renderRules(): TemplateResult | typeof nothing {
    const rules = this.columns.flatMap((column) =>
      (column.replacements ?? []).map((rule, at) => ({ column, rule, at })),
    );
    if (rules.length === 0) return nothing;
    return html`<section>
      <h3>${this.words.rules}</h3>
      <ul>
        ${rules.map(
          ({ column, rule, at }) =>
            html`<li>
              <span>${this.words.rule(this.columnName(column), rule.find, rule.replace)}</span>
              <button class="button little" @click=${() => this.drop(column.index, at)}>
                ${this.words.remove}
              </button>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  private drop(column: number, at: number): void {
    const plan = this.wizard.reading.plan;
    if (plan) this.wizard.decisions.remap(dropReplacement(plan, column, at));
  }

  private readonly handleSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const plan = this.wizard.reading.plan;
    const form = event.target as HTMLFormElement;
    const given = new FormData(form);
    const rule: Replacement = {
      find: String(given.get('find')),
      replace: String(given.get('by')),
      whole: given.has('whole'),
      match_case: given.has('case'),
    };
    if (!plan || rule.find === '') return;
    this.wizard.decisions.remap(replaceIn(plan, Number(given.get('column')), rule));
    form.reset();
    this.dialog.close();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-find-replace': FindReplace;
  }
}
