/** A dialog that asks what of a module's records is exported and in which form, and waits for small files. */

import type { Export, ExportFormat, Field, FieldId, Filter, Job, Module } from '@gangway/engine';
import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';

import type { Api } from '../api/client.js';
import { poll } from '../api/poll.js';
import { save } from '../api/save.js';
import { jobsChanged } from '../api/wake.js';
import { counts, isEnded } from '../jobs/status.js';
import { base } from '../look/base.js';
import { dialogs } from '../look/dialogs.js';
import * as icons from '../look/icons.js';
import { LocalizedElement } from '../strings/localized.js';
import { styles } from './export-dialog.styles.js';
import { exportColumns, type ExportColumn } from './export-columns.js';
import { filterWords } from './filter-words.js';

const FORMATS: readonly ExportFormat[] = ['csv', 'xlsx'];

export class ExportDialog extends LocalizedElement {
  static override styles = [base, dialogs, styles];

  @property({ attribute: false }) api!: Api;
  @property({ attribute: false }) module!: Module;
  /** What the list shows; without it, every record that the person sees. */
  @property({ attribute: false }) filter: Filter | undefined;
  /** The columns of the list, which are chosen to begin with. */
  @property({ attribute: false }) shown: FieldId[] = [];

  @state() private columns: ExportColumn[] = [];
  @state() private form: ExportFormat = 'csv';
  @state() private sort = '';
  @state() private descending = false;
  @state() private identity = false;
  @state() private job: Job | undefined;
  @state() private busy = false;
  @state() private trouble: string | undefined;

  @query('dialog') private dialog!: HTMLDialogElement;
  private leaving = new AbortController();
  private of = '';

  /** Opens the dialog with the list's columns, in its order; what was chosen for the same list is still chosen. */
  show(): void {
    const of = JSON.stringify([this.module.id, this.shown]);
    if (of !== this.of) this.columns = exportColumns(this.module, this.shown);
    this.of = of;
    this.job = undefined;
    this.trouble = undefined;
    this.dialog.showModal();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leaving.abort();
  }

  private get words() {
    return this.strings.exporting;
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @close=${() => this.leaving.abort()}>
      <h3 id="title">${this.words.title(this.module.label)}</h3>
      ${this.job ? this.renderJob(this.job) : this.renderChoices()}
      ${this.trouble ? html`<p class="bad-text" role="alert">${this.trouble}</p>` : nothing}
      <div class="choices">
        ${this.job ? nothing : this.renderStart()}
        <button class="button" @click=${() => this.dialog.close()}>${this.strings.close}</button>
      </div>
    </dialog>`;
  }

  private renderStart(): TemplateResult {
    const none = !this.columns.some((it) => it.chosen);
    return html`<button
      class="button primary"
      ?disabled=${this.busy || none}
      @click=${() => void this.start()}
    >
      ${icons.download()} ${this.words.start}
    </button>`;
  }

  private renderChoices(): TemplateResult {
    const filter = this.filter;
    return html`<p class="quiet" id="which">
        ${filter ? this.words.filtered(filterWords(filter, this.module, this.strings)) : this.words.every}
      </p>
      <fieldset>
        <legend>${this.words.columns}</legend>
        <ol class="columns">
          ${repeat(
            this.columns,
            (it) => it.id,
            (it, at) => this.renderColumn(it, at),
          )}
        </ol>
      </fieldset>
      <fieldset>
        <legend>${this.words.format}</legend>
        <div class="side">
          ${FORMATS.map(
            (it) =>
              html`<label
                ><input
                  type="radio"
                  name="format"
                  .checked=${it === this.form}
                  @change=${() => (this.form = it)}
                />
                ${this.words.formats[it]}</label
              >`,
          )}
        </div>
      </fieldset>
      ${this.renderSort()}
      <label
        ><input
          type="checkbox"
          .checked=${this.identity}
          @change=${(it: Event) => (this.identity = checked(it))}
        />
        ${this.words.identity}</label
      >`;
  }

  private renderColumn(column: ExportColumn, at: number): TemplateResult {
    const choose = (event: Event) => {
      const chosen = checked(event);
      this.columns = this.columns.map((it) => (it.id === column.id ? { ...it, chosen } : it));
    };
    return html`<li>
      <label><input type="checkbox" .checked=${column.chosen} @change=${choose} /> ${column.label}</label>
      ${this.renderMove(this.words.up(column.label), '↑', at, at - 1)}
      ${this.renderMove(this.words.down(column.label), '↓', at, at + 1)}
    </li>`;
  }

  private renderMove(label: string, sign: string, from: number, to: number): TemplateResult {
    return html`<button
      class="button bare little"
      aria-label=${label}
      ?disabled=${to < 0 || to >= this.columns.length}
      @click=${() => this.move(from, to)}
    >
      ${sign}
    </button>`;
  }

  private move(from: number, to: number): void {
    const columns = [...this.columns];
    columns.splice(to, 0, ...columns.splice(from, 1));
    this.columns = columns;
  }

  private renderSort(): TemplateResult {
    const fields = this.module.fields.filter((it) => !it.virtual && it.type !== 'multi_picklist');
    return html`<div class="side">
      ${this.renderSortField(fields)}${this.sort ? this.renderDirection() : nothing}
    </div>`;
  }

  private renderDirection(): TemplateResult {
    return html`<label
      ><input
        type="checkbox"
        .checked=${this.descending}
        @change=${(it: Event) => (this.descending = checked(it))}
      />
      ${this.words.descending}</label
    >`;
  }

  private renderSortField(fields: Field[]): TemplateResult {
    return html`<label
      >${this.words.sort}
      <select class="field" @change=${(it: Event) => (this.sort = (it.target as HTMLSelectElement).value)}>
        <option value="" ?selected=${!this.sort}>${this.words.newest}</option>
        ${fields.map((it) => html`<option value=${it.id} ?selected=${it.id === this.sort}>${it.label}</option>`)}
      </select>
    </label>`;
  }

  private renderJob(job: Job): TemplateResult {
    if (!isEnded(job.status))
      return html`<p role="status">${this.words.waiting(counts(job).exported)}</p>
        <p class="quiet">${this.words.leave}</p>`;
    if (job.status !== 'completed')
      return html`<p role="alert">
        ${job.refusal ? this.texts.refusal(job.refusal) : this.strings.status[job.status]}
      </p>`;
    return html`<p role="status">${this.words.ready(counts(job).exported)}</p>
      <gangway-downloads .api=${this.api} .job=${job}></gangway-downloads>`;
  }

  private async start(): Promise<void> {
    this.busy = true;
    this.trouble = undefined;
    const body: Export = {
      module: this.module.id,
      columns: this.columns.filter((it) => it.chosen).map((it) => it.id),
      format: this.form,
      identity: this.identity,
      filter: this.filter ?? null,
      sort: this.sort ? { field: this.sort, descending: this.descending } : null,
    };
    try {
      this.job = await this.api.post<Job>('/exports', body, crypto.randomUUID());
      jobsChanged();
      void this.wait(this.job.id);
    } catch (error) {
      this.trouble = this.texts.failure(error);
    }
    this.busy = false;
  }

  /** Small files are there before anybody has closed the dialog, and are downloaded at once. */
  private async wait(id: string): Promise<void> {
    this.leaving = new AbortController();
    await poll<Job>(this.api, {
      path: `/jobs/${id}`,
      signal: this.leaving.signal,
      onChange: (job) => {
        this.job = job;
        if (!isEnded(job.status)) return 500;
        if (job.status === 'completed') void this.download(id);
        return 'stop';
      },
      onTrouble: (error) => (this.trouble = error ? this.texts.failure(error) : undefined),
    });
  }

  private async download(id: string): Promise<void> {
    try {
      await save(this.api, id, 'export');
    } catch (error) {
      this.trouble = this.texts.failure(error);
    }
  }
}

function checked(event: Event): boolean {
  return (event.target as HTMLInputElement).checked;
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-export-dialog': ExportDialog;
  }
}
