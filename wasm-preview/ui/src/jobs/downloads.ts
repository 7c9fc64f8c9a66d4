/** A job's files as buttons. The address behind one lives for minutes, so it is asked for when it is wanted. */

import type { FileKind, Job, JobFile } from '@gangway/engine';
import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import type { Api } from '../api/client.js';
import { save } from '../api/save.js';
import { base } from '../look/base.js';
import * as icons from '../look/icons.js';
import { LocalizedElement } from '../strings/localized.js';

const ORDER: FileKind[] = ['failed', 'success', 'unprocessed', 'undo', 'backup', 'export', 'source'];

export class Downloads extends LocalizedElement {
  static override styles = [
    base,
    css`
      .files {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .bad {
        margin-top: 8px;
        color: var(--g-bad);
      }
    `,
  ];

  @property({ attribute: false }) api!: Api;
  @property({ attribute: false }) job!: Job;
  /** Names only, for the rows of a table. */
  @property({ type: Boolean }) brief = false;

  @state() private trouble: string | undefined;

  protected override render(): TemplateResult {
    const files = ORDER.flatMap((kind) => this.job.files.filter((it) => it.kind === kind));
    return html`<div class="files">
        ${files.map((it) => (this.brief ? this.renderBrief(it) : this.renderFile(it)))}
      </div>
      ${this.trouble ? html`<p class="bad small" role="alert">${this.trouble}</p>` : nothing}`;
  }

  private renderFile(file: JobFile): TemplateResult {
    const facts = file.kind === 'source' ? this.format.size(Number(file.size)) : this.strings.rows(file.rows);
    return html`<button class="button" data-file=${file.kind} @click=${() => void this.fetch(file.kind)}>
      ${icons.download()} ${this.strings.files[file.kind]} <span class="quiet small">${facts}</span>
    </button>`;
  }

  private renderBrief(file: JobFile): TemplateResult {
    const name = this.strings.files[file.kind];
    return html`<button
      class="link small"
      data-file=${file.kind}
      aria-label=${this.strings.jobs.download(name, this.job.file.name)}
      @click=${() => void this.fetch(file.kind)}
    >
      ${name}
    </button>`;
  }

  private async fetch(kind: FileKind): Promise<void> {
    this.trouble = undefined;
    try {
      await save(this.api, this.job.id, kind);
    } catch (error) {
      this.trouble = this.texts.failure(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-downloads': Downloads;
  }
}
