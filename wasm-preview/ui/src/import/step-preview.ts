/** The fourth step: what will happen to every row, before anything happens. */

import type { CheckReport, Field, ImportOptions, Issue, IssueGroup, PreviewRow } from '@gangway/engine';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';

import { count, time, value } from '../look/format.js';
import * as icons from '../look/icons.js';
import { strings } from '../strings.js';
import { fate, isUnder, split, type Fate, type Tab } from './outcomes.js';
import { storedFields } from './mapping.js';
import './meanings.js';
import './reasons.js';
import { StepElement } from './step.js';
import './tally.js';
import { styles } from './step-preview.styles.js';

const words = strings.preview;
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

  protected override render(): TemplateResult {
    const { reading } = this.wizard;
    const { checking, report } = reading;
    return html`<div class="stack">
      <div class="head">
        <h2 tabindex="-1">${words.heading}</h2>
        ${this.renderProgress()}
      </div>
      ${
        checking.state === 'stopped'
          ? html`<div class="notice bad" role="alert">
              ${icons.alert()}
              <div class="body">
                <p class="strong">${words.stopped}</p>
                <p>${checking.trouble.message}</p>
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
        ${words.checked(report.counts.rows)}${report.counts.blank > 0 ? html` · ${words.blank(report.counts.blank)}` : nothing}
      </p>`;
    if (checking.state === 'stopped') return html``;
    const percent = checking.state === 'running' ? checking.percent : 0;
    return html`<p class="quiet number">${words.checking(percent)}</p>
      <div
        class="bar"
        role="progressbar"
        aria-label=${words.checking(percent)}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${percent}
      >
        <div style="width:${percent}%"></div>
      </div>`;
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
      { tone: 'good', count: imported, label: words.willImport },
      { tone: 'bad', count: failed, label: words.willFail },
    ];
    if (options.mode === 'skip') {
      parts.push({ tone: 'warn', count: repeats, label: words.repeats });
      if (matched > 0) parts.push({ tone: 'warn', count: matched, label: words.known });
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
            <p class="body">${words.noReasons}</p>
          </div>`
        : nothing;
    return html`${reasons.length > 0 ? this.renderGroups(reasons) : nothing}
    ${
      notes.length > 0
        ? html`<details>
            <summary>${words.notes}</summary>
            <gangway-reasons .groups=${notes}></gangway-reasons>
          </details>`
        : nothing
    }`;
  }

  private renderGroups(reasons: IssueGroup[]): TemplateResult {
    return html`<section aria-label=${words.reasons}>
      <h3 style="margin-bottom:8px">${words.reasons}</h3>
      <gangway-reasons .groups=${reasons}></gangway-reasons>
    </section>`;
  }

  private renderRows(report: CheckReport): TemplateResult {
    const { reading, setting, known } = this.wizard;
    const shown = report.preview.filter((it) => isUnder(this.tab, it, known));
    const fields = reading.plan ? storedFields(reading.plan, setting.module) : [];
    return html`<section>
      <div class="row spread" style="margin-bottom:8px">
        <h3>${words.firstRows(report.preview.length)}</h3>
        ${this.renderTabs(report)} ${this.renderMode()}
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label=${words.firstRows(report.preview.length)}>
        <table>
          <thead>
            <tr>
              <th scope="col" class="at">${words.row}</th>
              <th scope="col">${words.fate}</th>
              ${fields.map((it) => html`<th scope="col">${it.label}</th>`)}
              <th scope="col">${words.owner}</th>
            </tr>
          </thead>
          <tbody>
            ${shown.map((it) => this.renderRow(it, fields))}
          </tbody>
        </table>
        ${
          shown.length === 0
            ? html`<p class="quiet" style="padding:24px;text-align:center">${words.noneUnder[this.tab]}</p>`
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
            ${words.tabs[it]}
            <span class="number"
              >${count(report.preview.filter((row) => isUnder(it, row, known)).length)}</span
            >
          </button>`,
      )}
    </div>`;
  }

  private renderMode(): TemplateResult {
    const present = this.wizard.options?.mode ?? 'skip';
    const handle = (event: Event) =>
      this.wizard.configure({ mode: (event.target as HTMLSelectElement).value as typeof present });
    return html`<label class="row" style="gap:8px">
      <span class="quiet small">${words.mode}</span>
      <select class="field" @change=${handle}>
        ${(['skip', 'update', 'create'] as const).map(
          (it) =>
            html`<option
              value=${it}
              .selected=${it === present}
              ?disabled=${it === 'update' && !this.wizard.can('update')}
            >
              ${strings.modes[it].title}
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
      <td class="at number">${count(row.row)}</td>
      <td>
        ${this.renderFate(what, row)} ${elsewhere.map((it) => html`<span class="say">${it.message}</span>`)}
      </td>
      ${fields.map((field) => this.renderCell(row, field))}
      <td><div class="cell">${this.ownerName(row)}</div></td>
    </tr>`;
  }

  private renderFate(what: Fate, row: PreviewRow): TemplateResult {
    const tone = { create: 'good', update: 'accent', skip: 'warn', fail: 'bad' }[what.kind];
    const leader = 'leader' in what ? what.leader : undefined;
    const inCrm = what.kind !== 'fail' && !!row.key && this.wizard.known.get(row.key) === true;
    return html`<span class="badge ${tone}">${words.fates[what.kind]}</span> ${
        leader !== undefined
          ? html`<span class="why">${words.repeatsRow(leader)}</span>`
          : inCrm
            ? html`<span class="why">${words.inCrm}</span>`
            : nothing
      }`;
  }

  private renderCell(row: PreviewRow, field: Field): TemplateResult {
    const issue = row.issues.find((it) => this.isAbout(it, field));
    const text = value(row.record[field.id], field);
    const shown = text || (issue ? issue.value : '');
    return html`<td class=${classMap({ wrong: !!issue && !issue.note, noted: !!issue?.note })}>
      <div class="cell" title=${shown}>${shown}</div>
      ${issue ? html`<span class="say">${issue.message}</span>` : nothing}
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
    if (knownTrouble)
      return html`<p class="quiet small" role="status" style="margin-top:8px">${knownTrouble}</p>`;
    if (!knownAsOf) return nothing;
    return html`<p class="quiet small" style="margin-top:8px">
      ${words.knownAsOf(time(knownAsOf))}. ${this.isWhole() ? nothing : words.knownLater}
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
