/** When an import writes: at once, or at a time that the person chooses. The file is uploaded and planned at once. */

import { css, html, nothing, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';

import { bounds, tonight } from '../look/instants.js';
import { styles } from './step-configure.styles.js';
import { StepElement } from './step.js';

export class When extends StepElement {
  static override styles = [
    ...StepElement.styles,
    styles,
    css`
      .at {
        max-width: 240px;
      }
    `,
  ];

  private get words() {
    return this.strings.configure.when;
  }

  protected override render(): TemplateResult {
    const { at } = this.wizard;
    const choose = (later: boolean) => this.wizard.putOff(later ? tonight(new Date()) : undefined);
    return html`<fieldset class="card">
      <legend>${this.words.heading}</legend>
      <div class="modes">
        ${this.renderMode(this.words.now, at === undefined, () => choose(false))}
        ${this.renderMode(this.words.later, at !== undefined, () => choose(true))}
      </div>
      ${at === undefined ? nothing : this.renderTime(at)}
    </fieldset>`;
  }

  private renderMode(title: string, on: boolean, choose: () => void): TemplateResult {
    return html`<label class=${classMap({ mode: true, on })}>
      <input type="radio" name="when" .checked=${on} @change=${choose} />
      <span class="strong">${title}</span>
    </label>`;
  }

  private renderTime(at: string): TemplateResult {
    const { min, max } = bounds(new Date());
    const handle = (event: Event) => this.wizard.putOff((event.target as HTMLInputElement).value);
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    return html`<div class="lines">
      <label class="line">
        <span>${this.words.time}<span class="quiet small hint">${this.words.hint(zone)}</span></span>
        <input
          class="field at"
          id="at"
          type="datetime-local"
          .value=${at}
          min=${min}
          max=${max}
          required
          @change=${handle}
        />
      </label>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-when': When;
  }
}
