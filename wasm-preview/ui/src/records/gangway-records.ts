/** <gangway-records>: a module's records, newest first. */

import type { Actor, Field, Filter, Module, Page, StoredRecord, User } from '@gangway/engine';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';

import type { Api } from '../api/client.js';
import { ConnectedElement } from '../connected.js';
import { tell } from '../events.js';
import * as icons from '../look/icons.js';
import type { ExportDialog } from './export-dialog.js';
import { styles } from './gangway-records.styles.js';

const PAGE = 50;
/** Enough to recognise a record by; a list of forty columns is no list. */
const MOST_COLUMNS = 7;

/**
 * Lists the records of a module that the person may see.
 *
 * @tag gangway-records
 * @summary Lists the records of a module that the person may see.
 * @event {CustomEvent<{ module: string }>} gangway-import - The person wants to import into the module.
 * @csspart heading - The module's name and the buttons.
 * @csspart list - The table of records.
 */
export class GangwayRecords extends ConnectedElement {
  static override styles = [...ConnectedElement.styles, styles];

  /** Whose records: `leads`. */
  @property() module = '';

  /** Which of them; without it, all that the person may see. What is exported is what is listed. */
  @property({ attribute: false }) filter: Filter | undefined;

  @state() private definition: Module | undefined;
  @state() private records: StoredRecord[] | undefined;
  @state() private next: string | null = null;
  @state() private trouble: string | undefined;

  @state() private mayExport = false;
  @query('gangway-export-dialog') private exporting!: ExportDialog;

  private api: Api | undefined;
  private names = new Map<string, string>();

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (['apiUrl', 'getToken', 'module', 'filter'].some((it) => changed.has(it))) void this.load();
  }

  /** Reads the list anew. */
  async load(): Promise<void> {
    const api = this.connect();
    if (!api || !this.module) return;
    this.api = api;
    const { signal } = this.leaving;
    this.records = undefined;
    this.trouble = undefined;
    try {
      const [actor, definition, users, page] = await Promise.all([
        api.get<Actor>('/me', signal),
        api.get<Module>(`/modules/${encodeURIComponent(this.module)}`, signal),
        api.get<User[]>('/users', signal),
        api.get<Page<StoredRecord>>(this.path(), signal),
      ]);
      if (signal.aborted) return;
      this.definition = definition;
      this.mayExport = actor.rights.includes('export');
      this.names = new Map(users.map((it) => [it.id, it.name]));
      this.records = page.items;
      this.next = page.next;
    } catch (error) {
      if (!signal.aborted) this.fail(error);
    }
  }

  private async more(): Promise<void> {
    if (!this.next || !this.api) return;
    try {
      const page = await this.api.get<Page<StoredRecord>>(this.path(this.next), this.leaving.signal);
      this.records = [...(this.records ?? []), ...page.items];
      this.next = page.next;
    } catch (error) {
      if (!this.leaving.signal.aborted) this.fail(error);
    }
  }

  private path(cursor?: string): string {
    const which = this.filter ? `&filter=${encodeURIComponent(JSON.stringify(this.filter))}` : '';
    const after = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    return `/records/${encodeURIComponent(this.module)}?limit=${PAGE}${which}${after}`;
  }

  private fail(error: unknown): void {
    this.trouble = this.texts.failure(error);
  }

  private get words() {
    return this.strings.records;
  }

  protected override render(): TemplateResult {
    const label = this.definition?.label ?? '';
    return html`<div class="stack">
      <div class="head" part="heading">
        <h2>${label}</h2>
        ${this.records ? html`<span class="quiet">${this.words.shown(this.records.length, this.next !== null)}</span>` : nothing}
        <button class="button" @click=${() => void this.load()}>${this.words.refresh}</button>
        ${this.renderExport()} ${this.renderImport(false)}
      </div>
      ${this.trouble ? this.renderTrouble(this.trouble) : this.renderList(label)}
    </div>`;
  }

  private renderExport(): TemplateResult | typeof nothing {
    if (!this.mayExport || !this.definition || !this.records?.length) return nothing;
    return html`<button class="button" id="export" @click=${() => this.exporting.show()}>
        ${icons.download()} ${this.words.export}
      </button>
      <gangway-export-dialog
        .api=${this.api}
        .module=${this.definition}
        .filter=${this.filter}
      ></gangway-export-dialog>`;
  }

  private renderImport(plain: boolean): TemplateResult {
    return html`<button
      class="button primary"
      @click=${() => tell(this, 'gangway-import', { module: this.module })}
    >
      ${icons.plus()} ${plain ? this.strings.title(this.definition?.label ?? '') : this.words.import}
    </button>`;
  }

  private renderTrouble(message: string): TemplateResult {
    return html`<div class="notice bad" role="alert">
      ${icons.alert()}
      <div class="body">
        <p class="strong">${this.words.trouble}</p>
        <p>${message}</p>
        <button class="button little above" @click=${() => void this.load()}>${this.strings.tryAgain}</button>
      </div>
    </div>`;
  }

  private renderList(label: string): TemplateResult {
    if (!this.records) return html`<p class="quiet" role="status">${this.strings.loading}</p>`;
    if (this.records.length === 0)
      return html`<div class="card empty">
        ${icons.ship(40)}
        <p class="strong">${this.words.empty(label)}</p>
        <p class="quiet">${this.words.emptyHint}</p>
        ${this.renderImport(true)}
      </div>`;
    const fields = this.columns(this.records);
    return html`<div class="scroll" part="list" tabindex="0" role="region" aria-label=${label}>
        <table>
          <thead>
            <tr>
              ${fields.map((it) => html`<th scope="col">${it.label}</th>`)}
              <th scope="col">${this.words.owner}</th>
              <th scope="col">${this.words.created}</th>
            </tr>
          </thead>
          <tbody>
            ${repeat(
              this.records,
              (it) => it.id,
              (it) => this.renderRecord(it, fields),
            )}
          </tbody>
        </table>
      </div>
      ${this.next ? html`<div><button class="button" @click=${() => void this.more()}>${this.words.more}</button></div>` : nothing}`;
  }

  private renderRecord(record: StoredRecord, fields: Field[]): TemplateResult {
    return html`<tr>
      ${fields.map((it, at) => html`<td><div class="cell ${at === 0 ? 'strong' : ''}">${this.format.value(record.values[it.id], it, this.strings)}</div></td>`)}
      <td><div class="cell">${this.names.get(record.owner) ?? record.owner}</div></td>
      <td class="quiet" title=${this.format.moment(record.created_at)}>
        <div class="cell">${this.format.since(record.created_at, Date.now(), this.strings)}</div>
      </td>
    </tr>`;
  }

  /** The module's first fields that any of the records fills. */
  private columns(records: StoredRecord[]): Field[] {
    const filled = new Set(records.flatMap((it) => Object.keys(it.values)));
    return (this.definition?.fields ?? [])
      .filter((it) => !it.virtual && !it.read_only && it.type !== 'user' && filled.has(it.id))
      .slice(0, MOST_COLUMNS);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-records': GangwayRecords;
  }
}
