/** The line below each step: back, on, and the button that says what it does. */

import { html, nothing, type TemplateResult } from 'lit';

import { tell } from '../events.js';
import * as icons from '../look/icons.js';
import { instantOf } from '../look/instants.js';
import { split } from './preview/outcomes.js';
import { StepElement } from './step.js';
import { STEPS, type StepId } from './steps.js';
import { styles } from './wizard-foot.styles.js';
import type { Wizard } from './wizard.js';

/** How many rows are tried first, where somebody wants to look before the rest. */
const TESTED = 20;

export class WizardFoot extends StepElement {
  static override styles = [...StepElement.styles, styles];

  protected override render(): TemplateResult | typeof nothing {
    const { wizard } = this;
    if (wizard.step === 'execute' || (wizard.step === 'upload' && !wizard.reading.plan)) return nothing;
    if (wizard.step === 'review') return this.renderEnd(wizard);
    const at = STEPS.indexOf(wizard.step);
    const before = STEPS[at - 1];
    return html`<div class="foot">
      ${before ? html`<button class="button bare" @click=${() => wizard.go(before)}>${icons.back()} ${this.strings.back}</button>` : nothing}
      <div class="ahead">
        ${wizard.hurdle ? html`<p class="hurdle" role="alert">${wizard.hurdle(this.texts)}</p>` : nothing}
        ${wizard.step === 'preview' ? this.renderStart(wizard) : this.renderNext(wizard, STEPS[at + 1] ?? 'preview')}
      </div>
    </div>`;
  }

  private renderNext(wizard: Wizard, next: StepId): TemplateResult {
    return html`<button class="button primary" id="next" @click=${() => wizard.go(next)}>
      ${this.strings.steps[next]} ${icons.arrow()}
    </button>`;
  }

  private renderStart(wizard: Wizard): TemplateResult {
    const { checking } = wizard.reading;
    if (checking.state !== 'done') {
      const percent = checking.state === 'running' ? checking.percent : 0;
      if (checking.state === 'stopped') return html``;
      return html`<button
          class="button"
          title=${this.strings.preview.uncheckedHint}
          @click=${() => this.start()}
        >
          ${this.strings.preview.startUnchecked}
        </button>
        <button class="button primary" id="start" aria-disabled="true">
          ${this.strings.preview.waiting(percent)}
        </button>`;
    }
    const known = wizard.comparison.matched;
    const { imported, left, matched } = split(checking.report, wizard.options ?? {}, known);
    if (imported === 0) {
      const why = matched > 0 ? this.strings.preview.allKnown : this.strings.preview.nothingLeft;
      return html`<p class="hurdle" role="status">${why}</p>`;
    }
    const at = wizard.at && instantOf(wizard.at);
    return html`${at ? html`<p class="quiet small" id="put-off">${this.strings.jobs.time.writesAt(this.format.moment(at))}</p>` : nothing}
      ${checking.report.counts.rows > TESTED ? this.renderTest() : nothing}
      <button class="button primary" id="start" @click=${() => this.start()}>
        ${known.estimated && left > 0 ? this.strings.preview.startAbout(imported, left) : this.strings.preview.start(imported, left)}
        ${icons.arrow()}
      </button>`;
  }

  private renderTest(): TemplateResult {
    const words = this.strings.preview;
    return html`<button class="button" id="test" title=${words.testHint} @click=${() => this.start(TESTED)}>
      ${words.test(TESTED)}
    </button>`;
  }

  private start(test?: number): void {
    this.dispatchEvent(new CustomEvent<number | undefined>('start', { detail: test }));
  }

  private renderEnd(wizard: Wizard): TemplateResult {
    const next = wizard.intake.queue?.next;
    return html`<div class="foot">
      <button class="button" @click=${() => wizard.reset()}>
        ${icons.plus()} ${this.strings.review.another}
      </button>
      <div class="ahead">
        ${
          next
            ? html`<button class="button primary" id="next-file" @click=${() => void wizard.intake.next()}>
                ${this.strings.queue.next(next.name)} ${icons.arrow()}
              </button>`
            : nothing
        }
        <button
          class=${next ? 'button' : 'button primary'}
          @click=${() => tell(this, 'gangway-records', { module: wizard.setting.module.id })}
        >
          ${this.strings.review.see} ${icons.arrow()}
        </button>
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-wizard-foot': WizardFoot;
  }
}
