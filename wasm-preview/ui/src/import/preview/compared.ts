/** How far the rows were compared with the CRM's records, and as of when. */

import { html, nothing, type TemplateResult } from 'lit';

import { StepElement } from '../step.js';

export class Compared extends StepElement {
  protected override render(): TemplateResult | typeof nothing {
    const { comparison, options } = this.wizard;
    if (!options || options.mode === 'create') return nothing;
    const words = this.strings.preview;
    const { asOf, failed, asked, matched, percent } = comparison;
    if (failed) return html`<p class="quiet small above" role="status">${words.knownTrouble}</p>`;
    if (percent !== undefined && percent < 100)
      return html`<p class="quiet small above number" role="status">${words.comparing(percent)}</p>`;
    if (!asOf || percent === undefined) return nothing;
    return html`<p class="quiet small above known">
      ${words.knownAsOf(this.format.time(asOf))}.
      ${matched.estimated && asked ? html`<b>${words.estimated(asked.keys.length, asked.distinct)}</b>` : nothing}
      ${this.mayMeetOthers ? words.othersRecords : nothing}
    </p>`;
  }

  /** Whoever does not see everything may match what they must not change. */
  private get mayMeetOthers(): boolean {
    const { comparison, options, setting } = this.wizard;
    return options?.mode === 'update' && setting.actor.scope !== 'all' && comparison.matched.rows > 0;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-compared': Compared;
  }
}
