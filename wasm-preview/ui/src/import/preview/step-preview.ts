/** The fourth step: what will happen to every row, before anything happens. */

import type { CheckReport, ImportOptions, Issue, IssueGroup } from '@gangway/engine';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';

import * as icons from '../../look/icons.js';
import { split } from './outcomes.js';
import type { Spot } from '../reasons.js';
import { StepElement } from '../step.js';
import { styles } from './step-preview.styles.js';

export class StepPreview extends StepElement {
  static override styles = [...StepElement.styles, styles];

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

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { reading, options, comparison, forecasting, setting } = this.wizard;
    if (!setting.price || !options || reading.checking.state !== 'done') return;
    const { report } = reading.checking;
    const found = split(report, options, comparison.matched);
    void forecasting.reckon(report.counts.rows, found, options.mode === 'update', setting.price);
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
      <gangway-preview-rows .wizard=${this.wizard}></gangway-preview-rows>`;
  }

  private renderTally(report: CheckReport): TemplateResult {
    const options: ImportOptions = this.wizard.options ?? {};
    const { matched, gone } = split(report, options, this.wizard.comparison.matched);
    const { failed, repeats } = report.counts;
    const isUpdate = options.mode === 'update';
    const folds = options.mode === 'create' ? 0 : repeats;
    const parts = [
      {
        tone: 'good',
        count: report.counts.rows - failed - folds - matched - gone,
        label: this.words.willCreate,
      },
      { tone: 'bad', count: failed, label: this.words.willFail },
    ];
    if (gone > 0) parts.push({ tone: 'bad', count: gone, label: this.words.willBeGone });
    if (matched > 0)
      parts.splice(1, 0, {
        tone: isUpdate ? 'accent' : 'warn',
        count: matched,
        label: isUpdate ? this.words.willUpdate : this.words.known,
      });
    if (options.mode !== 'create')
      parts.push({
        tone: isUpdate ? 'accent' : 'warn',
        count: repeats,
        label: isUpdate ? this.words.folded : this.words.repeats,
      });
    const settled = this.wizard.reading.checking.state === 'done';
    return html`<div>
      <gangway-tally .parts=${parts} ?provisional=${!settled}></gangway-tally>
      ${settled ? this.renderCost() : nothing}
    </div>`;
  }

  private renderCost(): TemplateResult | typeof nothing {
    const { price } = this.wizard.setting;
    const { estimate } = this.wizard.forecasting;
    if (!price || !estimate) return nothing;
    const cost = this.format.money(Number(estimate.micros) / 1e6, price.currency);
    return html`<p class="quiet small above" id="cost">
      ${this.words.cost(cost, Number(estimate.units))}
      ${estimate.seconds ? this.words.time(estimate.seconds) : nothing}
    </p>`;
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
            <gangway-reasons
              linked
              .groups=${notes}
              .issues=${report.issues}
              @go=${this.handleGo}
            ></gangway-reasons>
          </details>`
        : nothing
    }`;
  }

  private renderGroups(reasons: IssueGroup[], issues: Issue[]): TemplateResult {
    return html`<section aria-label=${this.words.reasons}>
      <h3 class="below">${this.words.reasons}</h3>
      <gangway-reasons linked .groups=${reasons} .issues=${issues} @go=${this.handleGo}></gangway-reasons>
    </section>`;
  }

  private readonly handleGo = ({ detail }: CustomEvent<Spot>): void =>
    void this.renderRoot.querySelector('gangway-preview-rows')?.goTo(detail);
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-step-preview': StepPreview;
  }
}
