/** The rows of the file as they will be imported: every one of them, and under tabs those that have something. */

import type { DuplicateMode } from '@gangway/engine';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';

import type { Spot } from '../reasons.js';
import { StepElement } from '../step.js';
import type { PreviewGrid } from './grid/preview-grid.js';
import { RowWindows } from './grid/row-windows.js';
import { tabsOf, type Tab } from './outcomes.js';

const MODES: readonly DuplicateMode[] = ['skip', 'update', 'create'];
/** The CRM is asked no more often, however fast somebody scrolls. */
const REST_MS = 150;

export class PreviewRows extends StepElement {
  @query('gangway-preview-grid') private grid!: PreviewGrid;
  /** The places of the first and the last row that are seen. */
  @state() private seen: [first: number, last: number] = [0, 0];
  private rows!: RowWindows;
  private resting: ReturnType<typeof setTimeout> | undefined;

  private get words() {
    return this.strings.preview;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.resting);
    this.resting = undefined;
    this.rows?.close();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.rows?.reopen();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.rows ??= new RowWindows(this.wizard.reading, () => this.requestUpdate());
    const { comparison, options } = this.wizard;
    // Another mode has other tabs.
    if (!tabsOf(options?.mode).includes(this.rows.tab)) this.rows.show('all');
    const { known, matched } = comparison;
    this.rows.learn({ known, matched: matched.rows, rule: options?.match_rule });
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { options } = this.wizard;
    if (!options || options.mode === 'create') return;
    this.resting ??= setTimeout(() => this.compare(), REST_MS);
  }

  /** Asks the CRM about the rows that are looked at, then about all of them. */
  private compare(): void {
    this.resting = undefined;
    const { comparison, options } = this.wizard;
    if (!options) return;
    void comparison.matching
      .see(this.rows.around, options.match_rule)
      .then(() => comparison.askAll(options.match_rule));
  }

  protected override render(): TemplateResult {
    const { rows } = this;
    return html`<section>
      <div class="row spread below">
        <h3>${this.words.rowsHeading}</h3>
        <gangway-preview-tabs
          .wizard=${this.wizard}
          .tab=${rows.tab}
          @show=${(event: CustomEvent<Tab>) => rows.show(event.detail)}
        ></gangway-preview-tabs>
        ${this.renderMode()}
      </div>
      <gangway-correction-tools class="below" .wizard=${this.wizard}></gangway-correction-tools>
      <gangway-preview-grid
        .wizard=${this.wizard}
        .rows=${rows}
        .tab=${rows.tab}
        .revision=${rows.revision}
        @look=${this.handleLook}
        @empty=${this.handleEmpty}
      ></gangway-preview-grid>
      ${rows.total === 0 ? html`<p class="quiet none-here" tabindex="-1">${this.words.noneUnder[rows.tab]}</p>` : nothing}
      <gangway-grid-foot
        .wizard=${this.wizard}
        .rows=${rows}
        .revision=${rows.revision}
        .seen=${this.seen}
        @go=${this.handleGo}
      ></gangway-grid-foot>
      <gangway-compared .wizard=${this.wizard}></gangway-compared>
    </section>`;
  }

  private readonly handleLook = ({ detail }: CustomEvent<[number, number]>): void => {
    const [first, last] = this.seen;
    if (first !== detail[0] || last !== detail[1]) this.seen = detail;
  };

  /** Goes to a row, which is looked for among all of them. */
  async goTo({ row, column }: Spot): Promise<void> {
    this.rows.show('all');
    await this.updateComplete;
    const place = await this.rows.find(row);
    if (place === undefined) return;
    this.grid.goTo(place, column);
    this.grid.scrollIntoView({ block: 'nearest' });
  }

  private readonly handleGo = ({ detail: row }: CustomEvent<number>): void => void this.goTo({ row });

  /** Whoever corrected the last row of a tab is not to be lost outside. */
  private readonly handleEmpty = (): void =>
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.none-here')?.focus());

  private renderMode(): TemplateResult {
    const present = this.wizard.options?.mode ?? 'skip';
    const handle = (event: Event) =>
      this.wizard.decisions.configure({ mode: (event.target as HTMLSelectElement).value as DuplicateMode });
    const isOff = (it: DuplicateMode) => it === 'update' && !this.wizard.can('update');
    return html`<label class="row near">
      <span class="quiet small">${this.words.mode}</span>
      <select class="field" @change=${handle}>
        ${MODES.map(
          (it) =>
            html`<option value=${it} .selected=${it === present} ?disabled=${isOff(it)}>
              ${this.strings.modes[it].title}
            </option>`,
        )}
      </select>
    </label>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-preview-rows': PreviewRows;
  }
}
