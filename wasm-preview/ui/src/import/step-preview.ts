/** The fourth step: what will happen to every row, before anything happens. */

import type { CheckReport, Field, ImportOptions, Issue, IssueGroup, PreviewRow } from '@gangway/engine';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';

import '../look/bar.js';
import * as icons from '../look/icons.js';
import { fate, isUnder, split, type Fate, type Tab } from './outcomes.js';
import { storedFields } from './mapping.js';
import './meanings.js';
import './reasons.js';
import { StepElement } from './step.js';
import './tally.js';
import { styles } from './step-preview.styles.js';

const TABS: Tab[] = ['all', 'problems', 'duplicates'];

@customElement('gangway-step-preview')
export class StepPreview extends StepElement {
  static override styles = [...StepElement.styles, styles];

  @state() private tab: Tab = 'all';

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const report = this.wizard.reading.report;
    const mode = this.wizard.options?.mode;
    if (!report || mode === 'create') return;
    void this.wizard.askKnown(report.preview.flatMap((it) => (it.key ? [it.key] : [])));
  }

  private get words() {
    return this.strings.preview;
  }

  protected override render(): TemplateResult {
    const { reading } = this.wizard;
    const { checking, report } = reading;
    return html`<div class="stack">
      <div class="head">
        <h2 tabindex="-1">${this.words.heading}</h2>
        ${this.renderProgress()}
      </div>
      ${
        checking.state === 'stopped'
          ? html`<div class="notice bad" role="alert">
              ${icons.alert()}
              <div class="body">
                <p class="strong">${this.words.stopped}</p>
                <p>${checking.trouble.say(this.texts)}</p>
              </div>
            </div>`
          : nothing
      }
      ${report ? this.renderReport(report) : nothing}
    </div>`;
  }

  private renderProgress(): TemplateResult {
    const { checking, report } = this.wizard.reading;
    if (checking.state === 'done' && report)
      return html`<p class="quiet" role="status">
        ${this.words.checked(report.counts.rows)}${report.counts.blank > 0 ? html` · ${this.words.blank(report.counts.blank)}` : nothing}
      </p>`;
    if (checking.state === 'stopped') return html``;
    const percent = checking.state === 'running' ? checking.percent : 0;
    return html`<p class="quiet number">${this.words.checking(percent)}</p>
      <gangway-bar class="bar" label=${this.words.checking(percent)} percent=${percent}></gangway-bar>`;
  }

  private renderReport(report: CheckReport): TemplateResult {
    return html`${this.renderTally(report)} ${this.renderReasons(report)}
      <gangway-meanings .wizard=${this.wizard} .report=${report}></gangway-meanings>
      ${this.renderRows(report)}`;
  }

  private renderTally(report: CheckReport): TemplateResult {
    const options: ImportOptions = this.wizard.options ?? {};
    const { imported, matched } = split(report, options, this.wizard.known);
    const { failed, repeats } = report.counts;
    const parts = [
      { tone: 'good', count: imported, label: this.words.willImport },
      { tone: 'bad', count: failed, label: this.words.willFail },
    ];
    if (options.mode === 'skip') {
      parts.push({ tone: 'warn', count: repeats, label: this.words.repeats });
      if (matched > 0) parts.push({ tone: 'warn', count: matched, label: this.words.known });
    }
    const settled = this.wizard.reading.checking.state === 'done';
    return html`<gangway-tally .parts=${parts} ?provisional=${!settled}></gangway-tally>`;
  }

  private renderReasons(report: CheckReport): TemplateResult | typeof nothing {
    const reasons = report.groups.filter((it) => !it.note);
    const notes = report.groups.filter((it) => it.note);
    const settled = this.wizard.reading.checking.state === 'done';
    if (reasons.length === 0 && notes.length === 0)
      return settled && report.counts.repeats === 0
        ? html`<div class="notice good">
            ${icons.check()}
            <p class="body">${this.words.noReasons}</p>
          </div>`
        : nothing;
    return html`${reasons.length > 0 ? this.renderGroups(reasons, report.issues) : nothing}
    ${
      notes.length > 0
        ? html`<details>
            <summary>${this.words.notes}</summary>
            <gangway-reasons .groups=${notes} .issues=${report.issues}></gangway-reasons>
          </details>`
        : nothing
    }`;
  }

  private renderGroups(reasons: IssueGroup[], issues: Issue[]): TemplateResult {
    return html`<section aria-label=${this.words.reasons}>
      <h3 class="below">${this.words.reasons}</h3>
      <gangway-reasons .groups=${reasons} .issues=${issues}></gangway-reasons>
    </section>`;
  }

  private renderRows(report: CheckReport): TemplateResult {
    const { reading, setting, known } = this.wizard;
    const shown = report.preview.filter((it) => isUnder(this.tab, it, known));
    const fields = reading.plan ? storedFields(reading.plan, setting.module) : [];
    return html`<section>
      <div class="row spread below">
        <h3>${this.words.firstRows(report.preview.length)}</h3>
        ${this.renderTabs(report)} ${this.renderMode()}
      </div>
      <div
        class="scroll"
        tabindex="0"
        role="region"
        aria-label=${this.words.firstRows(report.preview.length)}
      >
        <table>
          <thead>
            <tr>
              <th scope="col" class="at">${this.words.row}</th>
              <th scope="col">${this.words.fate}</th>
              ${fields.map((it) => html`<th scope="col">${it.label}</th>`)}
              <th scope="col">${this.words.owner}</th>
            </tr>
          </thead>
          <tbody>
            ${shown.map((it) => this.renderRow(it, fields))}
          </tbody>
        </table>
        ${
          shown.length === 0
            ? html`<p class="quiet none-here">${this.words.noneUnder[this.tab]}</p>`
            : nothing
        }
      </div>
      ${this.renderKnown()}
    </section>`;
  }

  private renderTabs(report: CheckReport): TemplateResult {
    const { known } = this.wizard;
    return html`<div class="tabs" role="tablist" @keydown=${this.handleTabKey}>
      ${TABS.map(
        (it) =>
          html`<button
            role="tab"
            aria-selected=${it === this.tab ? 'true' : 'false'}
            tabindex=${it === this.tab ? 0 : -1}
            @click=${() => (this.tab = it)}
          >
            ${this.words.tabs[it]}
            <span class="number"
              >${this.format.count(report.preview.filter((row) => isUnder(it, row, known)).length)}</span
            >
          </button>`,
      )}
    </div>`;
  }

  private renderMode(): TemplateResult {
    const present = this.wizard.options?.mode ?? 'skip';
    const handle = (event: Event) =>
      this.wizard.configure({ mode: (event.target as HTMLSelectElement).value as typeof present });
    return html`<label class="row near">
      <span class="quiet small">${this.words.mode}</span>
      <select class="field" @change=${handle}>
        ${(['skip', 'update', 'create'] as const).map(
          (it) =>
            html`<option
              value=${it}
              .selected=${it === present}
              ?disabled=${it === 'update' && !this.wizard.can('update')}
            >
              ${this.strings.modes[it].title}
            </option>`,
        )}
      </select>
    </label>`;
  }

  private renderRow(row: PreviewRow, fields: Field[]): TemplateResult {
    const options = this.wizard.options;
    const what = options ? fate(row, options, this.wizard.known) : { kind: 'create' as const };
    const elsewhere = row.issues.filter((it) => !fields.some((field) => this.isAbout(it, field)));
    return html`<tr class=${what.kind}>
      <td class="at number">${this.format.count(row.row)}</td>
      <td>
        ${this.renderFate(what, row)}
        ${elsewhere.map((it) => html`<span class="say">${this.texts.issue(it)}</span>`)}
      </td>
      ${fields.map((field) => this.renderCell(row, field))}
      <td><div class="cell">${this.ownerName(row)}</div></td>
    </tr>`;
  }

  private renderFate(what: Fate, row: PreviewRow): TemplateResult {
    const tone = { create: 'good', update: 'accent', skip: 'warn', fail: 'bad' }[what.kind];
    const leader = 'leader' in what ? what.leader : undefined;
    const inCrm = what.kind !== 'fail' && !!row.key && this.wizard.known.get(row.key) === true;
    return html`<span class="badge ${tone}">${this.words.fates[what.kind]}</span> ${
        leader !== undefined
          ? html`<span class="why">${this.words.repeatsRow(leader)}</span>`
          : inCrm
            ? html`<span class="why">${this.words.inCrm}</span>`
            : nothing
      }`;
  }

  private renderCell(row: PreviewRow, field: Field): TemplateResult {
    const issue = row.issues.find((it) => this.isAbout(it, field));
    const text = this.format.value(row.record[field.id], field, this.strings);
    const shown = text || (issue ? issue.value : '');
    return html`<td class=${classMap({ wrong: !!issue && !issue.note, noted: !!issue?.note })}>
      <div class="cell" title=${shown}>${shown}</div>
      ${issue ? html`<span class="say">${this.texts.issue(issue)}</span>` : nothing}
    </td>`;
  }

  private isAbout(issue: Issue, field: Field): boolean {
    return issue.field === field.id;
  }

  private ownerName(row: PreviewRow): string {
    const user = this.wizard.setting.users.find((it) => it.id === row.owner);
    return user?.name ?? row.owner ?? '';
  }

  /** Whether every row of the file is among those that are shown. */
  private isWhole(): boolean {
    const report = this.wizard.reading.report;
    return !!report && report.preview.length === report.counts.rows;
  }

  private renderKnown(): TemplateResult | typeof nothing {
    if (this.wizard.options?.mode === 'create') return nothing;
    const { knownAsOf, knownTrouble } = this.wizard;
    if (knownTrouble) return html`<p class="quiet small above" role="status">${knownTrouble}</p>`;
    if (!knownAsOf) return nothing;
    return html`<p class="quiet small above known">
      ${this.words.knownAsOf(this.format.time(knownAsOf))}.
      ${this.isWhole() ? nothing : this.words.knownLater}
    </p>`;
  }

  private readonly handleTabKey = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = (TABS.indexOf(this.tab) + step + TABS.length) % TABS.length;
    this.tab = TABS[at] ?? 'all';
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus(),
    );
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-step-preview': StepPreview;
  }
}
