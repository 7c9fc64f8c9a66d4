/** <gangway-records>: a module's records, newest first, as far as a filter lets them through. */

import type { Actor, Field, FieldId, Filter, Module, User } from '@gangway/engine';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import type { Api } from '../api/client.js';
import { ConnectedElement } from '../connected.js';
import { tell } from '../events.js';
import * as icons from '../look/icons.js';
import { both } from './conditions.js';
import type { ExportDialog } from './export-dialog.js';
import type { FilterBar } from './filter-bar.js';
import { styles } from './gangway-records.styles.js';
import { sorted, type Order } from './order.js';
import { MOST_SORTED, RecordList, type Sorting } from './record-list.js';

/** Enough to recognise a record by; a list of forty columns is no list. */
const MOST_COLUMNS = 7;

/**
 * Lists the records of a module that the person may see.
 *
 * @tag gangway-records
 * @summary Lists the records of a module that the person may see.
 * @event {CustomEvent<{ module: string }>} gangway-import - The person wants to import into the module.
 * @csspart heading - The module's name and the buttons.
 * @csspart filter - The conditions of the filter.
 * @csspart list - The table of records.
 */
export class GangwayRecords extends ConnectedElement {
  static override styles = [...ConnectedElement.styles, styles];

  /** Whose records: `leads`. */
  @property() module = '';

  /** Which of them; without it, all that the person may see. The person may filter further. */
  @property({ attribute: false }) filter: Filter | undefined;

  protected override readonly settings = ['apiUrl', 'getToken', 'module', 'filter'];

  @state() private definition: Module | undefined;
  @state() private users: User[] = [];
  @state() private trouble: string | undefined;
  @state() private mayExport = false;
  /** What the person filters by. */
  @state() private own: Filter | undefined;
  /** The fields that the person chose to see. */
  @state() private chosen: FieldId[] | undefined;
  /** What the person sorted by. */
  @state() private order: Order | undefined;

  @query('gangway-export-dialog') private exporting!: ExportDialog;
  @query('gangway-filter-bar') private bar: FilterBar | undefined;

  private readonly list = new RecordList(() => this.requestUpdate());
  private api: Api | undefined;

  private get words() {
    return this.strings.records;
  }

  /** What is listed, and what is exported. */
  private get whole(): Filter | undefined {
    return both(this.filter, this.own);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('module')) {
      this.own = undefined;
      this.chosen = undefined;
      this.order = undefined;
      this.definition = undefined;
    }
    super.willUpdate(changed);
  }

  /** Reads the list anew. */
  override async load(): Promise<void> {
    const api = this.connect();
    if (!api || !this.module) return;
    this.api = api;
    const { signal } = this.leaving;
    this.trouble = undefined;
    try {
      const [actor, definition, users] = await Promise.all([
        api.get<Actor>('/me', signal),
        api.get<Module>(`/modules/${encodeURIComponent(this.module)}`, signal),
        api.get<User[]>('/users', signal),
        this.list.open(api, this.module, this.whole, signal, this.sorting),
      ]);
      if (signal.aborted) return;
      this.definition = definition;
      this.mayExport = actor.rights.includes('export');
      this.users = users;
    } catch (error) {
      if (!signal.aborted) this.fail(error);
    }
  }

  private async read(how: (api: Api, signal: AbortSignal) => Promise<void>): Promise<void> {
    const { signal } = this.leaving;
    if (!this.api) return;
    this.trouble = undefined;
    try {
      await how(this.api, signal);
    } catch (error) {
      if (!signal.aborted) this.fail(error);
    }
  }

  private fail(error: unknown): void {
    this.trouble = this.texts.failure(error);
    tell(this, 'gangway-error', { message: this.trouble });
  }

  protected override render(): TemplateResult {
    const label = this.definition?.label ?? '';
    const { records, hasMore } = this.list;
    return html`<div class="stack">
      <div class="head" part="heading">
        <h2>${label}</h2>
        ${records && this.definition ? html`<span class="quiet" role="status">${this.words.shown(records.length, hasMore)}</span>` : nothing}
        <button class="button" @click=${() => void this.load()}>${this.words.refresh}</button>
        ${this.renderColumns()} ${this.renderExport()} ${this.renderImport(false)}
      </div>
      ${
        this.definition
          ? html`<gangway-filter-bar
              part="filter"
              .module=${this.definition}
              .users=${this.users}
              @filter=${this.handleFilter}
            ></gangway-filter-bar>`
          : nothing
      }
      ${this.trouble ? this.renderTrouble(this.trouble) : this.renderList(label)}
    </div>`;
  }

  private renderColumns(): TemplateResult | typeof nothing {
    if (!this.definition) return nothing;
    return html`<gangway-column-chooser
      .fields=${this.showable()}
      .shown=${this.columns().map((it) => it.id)}
      @columns=${(event: CustomEvent<FieldId[]>) => (this.chosen = event.detail)}
    ></gangway-column-chooser>`;
  }

  private renderExport(): TemplateResult | typeof nothing {
    if (!this.mayExport || !this.definition || !this.list.records?.length) return nothing;
    return html`<button class="button" id="export" @click=${() => this.exporting.show()}>
        ${icons.download()} ${this.words.export}
      </button>
      <gangway-export-dialog
        .api=${this.api}
        .module=${this.definition}
        .filter=${this.whole}
        .shown=${this.chosen ?? []}
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
    const { records, hasMore, searching } = this.list;
    if (!records || !this.definition) return html`<p class="quiet" role="status">${this.strings.loading}</p>`;
    if (records.length === 0) return searching ? this.renderSearching() : this.renderEmpty(label);
    return html`${this.list.tooMany ? this.renderTooMany() : nothing}
      <div class="scroll" part="list" tabindex="0" role="region" aria-label=${label}>
        <gangway-record-table
          .records=${records}
          .fields=${this.columns()}
          .names=${this.names}
          .order=${this.list.tooMany ? undefined : this.order}
          @order=${this.handleOrder}
        ></gangway-record-table>
      </div>
      ${hasMore ? this.renderMore(searching) : nothing}`;
  }

  private renderTooMany(): TemplateResult {
    return html`<div class="notice" role="status">
      ${icons.info()}
      <p class="body">${this.words.tooManyToSort(MOST_SORTED)}</p>
    </div>`;
  }

  private renderMore(searching: boolean): TemplateResult {
    return html`<div>
      <button
        class="button"
        ?disabled=${searching}
        @click=${() => void this.read((api, signal) => this.list.more(api, signal))}
      >
        ${searching ? this.words.searching : this.words.more}
      </button>
    </div>`;
  }

  private renderSearching(): TemplateResult {
    return html`<p class="quiet" role="status">${this.words.searching}</p>`;
  }

  private renderEmpty(label: string): TemplateResult {
    const filtered = this.whole !== undefined;
    return html`<div class="card empty">
      ${icons.ship(40)}
      <p class="strong">${filtered ? this.words.noneFit(label) : this.words.empty(label)}</p>
      ${
        filtered
          ? this.own
            ? html`<button class="button" @click=${() => this.bar?.clear()}>
                ${this.strings.filtering.clear}
              </button>`
            : nothing
          : html`<p class="quiet">${this.words.emptyHint}</p>
              ${this.renderImport(true)}`
      }
    </div>`;
  }

  /** What a list may show; whose a record is and when it was made has a column anyway. */
  private showable(): Field[] {
    const fields = this.definition?.fields ?? [];
    return fields.filter((it) => !it.virtual && !it.read_only && it.type !== 'user');
  }

  /** The chosen fields; else the module's first ones that any of the records fills. */
  private columns(): Field[] {
    const { chosen } = this;
    if (chosen) return this.showable().filter((it) => chosen.includes(it.id));
    const filled = new Set(this.list.records?.flatMap((it) => Object.keys(it.values)));
    return this.showable()
      .filter((it) => filled.has(it.id))
      .slice(0, MOST_COLUMNS);
  }

  private readonly handleFilter = (event: CustomEvent<Filter | undefined>): void => {
    if (JSON.stringify(event.detail) === JSON.stringify(this.own)) return;
    this.own = event.detail;
    this.readAnew();
  };

  private readonly handleOrder = (event: CustomEvent<Order | undefined>): void => {
    this.order = event.detail;
    this.readAnew();
  };

  private readAnew(): void {
    void this.read((api, signal) => this.list.open(api, this.module, this.whole, signal, this.sorting));
  }

  /** How the records are put in order; not at all where the newest come first. */
  private get sorting(): Sorting | undefined {
    const { order } = this;
    if (!order) return undefined;
    const field = this.definition?.fields.find((it) => it.id === order.by);
    return (records) => sorted(records, order, field, this.names, this.format.locale);
  }

  private get names(): Map<string, string> {
    return new Map(this.users.map((it) => [it.id, it.name]));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-records': GangwayRecords;
  }
}
