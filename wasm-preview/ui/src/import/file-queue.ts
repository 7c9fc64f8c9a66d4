/** The list of several files: which is imported now, which are started, which wait. */

import { css, html, nothing, type TemplateResult } from 'lit';

import type { Queued } from './queue.js';
import { StepElement } from './step.js';

const TONES = { waiting: '', now: 'accent', started: 'good', left: 'warn' };

export class FileQueue extends StepElement {
  static override styles = [
    ...StepElement.styles,
    css`
      ol {
        display: grid;
        padding: 4px 18px;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        align-items: center;
        padding: 8px 0;
        border-block-end: 1px solid var(--g-line);
      }
      li:last-child {
        border-block-end: 0;
      }
      .name {
        flex: 1 1 200px;
        overflow-wrap: anywhere;
      }
    `,
  ];

  private get words() {
    return this.strings.queue;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { queue } = this.wizard.intake;
    if (!queue) return nothing;
    return html`<section aria-label=${this.words.heading(queue.items.length)}>
      <h3 class="below">${this.words.heading(queue.items.length)}</h3>
      <ol class="card">
        ${queue.items.map((it) => this.renderFile(it))}
      </ol>
    </section>`;
  }

  private renderFile(it: Queued): TemplateResult {
    return html`<li aria-current=${it.state === 'now' ? 'true' : nothing}>
      <span class="name ${it.state === 'now' ? 'strong' : ''}">${it.file.name}</span>
      <span class="quiet small number">${this.format.size(it.file.size)}</span>
      ${it.job ? html`<span class="quiet small">${this.strings.execute.job(it.job)}</span>` : nothing}
      <span class="badge ${TONES[it.state]}">${this.words.states[it.state]}</span>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-file-queue': FileQueue;
  }
}
