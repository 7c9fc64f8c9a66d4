/** The six steps by name: where one is, what is done, and a way back. */

import { html, nothing, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';

import * as icons from '../look/icons.js';
import { StepElement } from './step.js';
import { STEPS, type StepId } from './steps.js';
import { styles } from './stepper.styles.js';

export class Stepper extends StepElement {
  static override styles = [...StepElement.styles, styles];

  protected override render(): TemplateResult {
    const at = STEPS.indexOf(this.wizard.step);
    return html`<nav aria-label=${this.strings.title(this.wizard.setting.module.label)}>
      <p class="short">${this.strings.stepOf(this.wizard.step, at + 1, STEPS.length)}</p>
      <ol>
        ${STEPS.map((it, index) => this.renderItem(it, index, at))}
      </ol>
    </nav>`;
  }

  private renderItem(step: StepId, index: number, at: number): TemplateResult {
    const classes = classMap({ now: index === at, past: index < at });
    const inside = html`<span class="dot number" aria-hidden="true"
        >${index < at ? icons.check() : index + 1}</span
      ><span class="name">${this.strings.steps[step]}</span>`;
    const open = index !== at && this.wizard.isOpen(step);
    return html`<li aria-current=${index === at ? 'step' : nothing}>
      ${
        open
          ? html`<button class=${classes} @click=${() => this.wizard.go(step)}>${inside}</button>`
          : html`<span class=${classes}>${inside}</span>`
      }
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-stepper': Stepper;
  }
}
