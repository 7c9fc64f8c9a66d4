/** <gangway-import>: the import wizard, from a file to records. */

import type { Actor, Module, Template, User } from '@gangway/engine';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';

import { ApiError } from '../api/client.js';
import { ConnectedElement } from '../connected.js';
import { tell } from '../events.js';
import * as icons from '../look/icons.js';
import { strings } from '../strings.js';
import { split } from './outcomes.js';
import './step-configure.js';
import './step-execute.js';
import './step-map.js';
import './step-preview.js';
import './step-review.js';
import './step-upload.js';
import './stepper.js';
import { STEPS, type StepId } from './steps.js';
import { Wizard } from './wizard.js';
import { styles } from './gangway-import.styles.js';

/**
 * @summary Imports a CSV or Excel file into a module of the CRM.
 * @event gangway-ready - The wizard can be used.
 * @event gangway-step - Another step is shown.
 * @event gangway-refusal - A file cannot be used.
 * @event gangway-start - The person wants to import; cancelable.
 * @event gangway-progress - The job's counts changed.
 * @event gangway-complete - The job has ended.
 * @event gangway-error - Something failed.
 * @event gangway-close - The person is done.
 */
@customElement('gangway-import')
export class GangwayImport extends ConnectedElement {
  static override styles = [...ConnectedElement.styles, styles];

  /** The module that records are imported into: `leads`. */
  @property() module = '';

  /** Where the worker's script lies, if a bundler does not find it by itself. */
  @property({ attribute: 'worker-url' }) workerUrl: string | undefined;

  /** Where the WebAssembly module lies, if a bundler does not find it by itself. */
  @property({ attribute: 'wasm-url' }) wasmUrl: string | undefined;

  @state() private wizard: Wizard | undefined;
  @state() private trouble: string | undefined;

  private told = '';

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('beforeunload', this.handleUnload);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('beforeunload', this.handleUnload);
    this.wizard?.close();
    this.wizard = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (['apiUrl', 'getToken', 'module'].some((it) => changed.has(it))) void this.load();
  }

  private async load(): Promise<void> {
    const api = this.connect();
    if (!api || !this.module) return;
    const { signal } = this.leaving;
    this.wizard?.close();
    this.wizard = undefined;
    this.trouble = undefined;
    try {
      const [actor, module, users, templates] = await Promise.all([
        api.get<Actor>('/me', signal),
        api.get<Module>(`/modules/${encodeURIComponent(this.module)}`, signal),
        api.get<User[]>('/users', signal),
        api.get<Template[]>('/templates', signal),
      ]);
      if (signal.aborted) return;
      this.wizard = this.begin(
        new Wizard({ api, actor, module, users, templates, engine: this.engineOptions() }),
      );
      tell(this, 'gangway-ready', null);
    } catch (error) {
      if (signal.aborted) return;
      this.trouble = error instanceof ApiError ? error.message : String(error);
      tell(this, 'gangway-error', { message: this.trouble });
    }
  }

  private engineOptions() {
    return {
      ...(this.workerUrl ? { workerUrl: this.workerUrl } : {}),
      ...(this.wasmUrl ? { wasmUrl: this.wasmUrl } : {}),
    };
  }

  private begin(wizard: Wizard): Wizard {
    wizard.addEventListener('change', this.handleChange);
    wizard.addEventListener('step', this.handleStep);
    return wizard;
  }

  protected override render(): TemplateResult {
    if (this.trouble) return this.renderTrouble(this.trouble);
    if (!this.wizard) return html`<p class="quiet waiting" role="status">${strings.loading}</p>`;
    if (!this.wizard.can('import')) return this.renderTrouble(strings.noImportRight, false);
    return html`<div class="frame">
      <div class="top">
        <gangway-stepper .wizard=${this.wizard}></gangway-stepper>
        <button class="button bare" @click=${() => tell(this, 'gangway-close', null)}>
          ${icons.cross()} ${strings.close}
        </button>
      </div>
      ${this.renderStep(this.wizard)} ${this.renderFoot(this.wizard)}
    </div>`;
  }

  private renderTrouble(message: string, retry = true): TemplateResult {
    return html`<div class="notice bad" role="alert">
      ${icons.alert()}
      <div class="body">
        <p>${message}</p>
        ${retry ? html`<button class="button little" style="margin-top:8px" @click=${() => void this.load()}>${strings.tryAgain}</button>` : nothing}
      </div>
    </div>`;
  }

  private renderStep(wizard: Wizard): TemplateResult {
    switch (wizard.step) {
      case 'upload':
        return html`<gangway-step-upload .wizard=${wizard}></gangway-step-upload>`;
      case 'map':
        return html`<gangway-step-map .wizard=${wizard}></gangway-step-map>`;
      case 'configure':
        return html`<gangway-step-configure .wizard=${wizard}></gangway-step-configure>`;
      case 'preview':
        return html`<gangway-step-preview .wizard=${wizard}></gangway-step-preview>`;
      case 'execute':
        return html`<gangway-step-execute .wizard=${wizard}></gangway-step-execute>`;
      case 'review':
        return html`<gangway-step-review .wizard=${wizard}></gangway-step-review>`;
    }
  }

  private renderFoot(wizard: Wizard): TemplateResult | typeof nothing {
    if (wizard.step === 'execute' || (wizard.step === 'upload' && !wizard.reading.plan)) return nothing;
    if (wizard.step === 'review') return this.renderEnd(wizard);
    const at = STEPS.indexOf(wizard.step);
    const before = STEPS[at - 1];
    return html`<div class="foot">
      ${before ? html`<button class="button bare" @click=${() => wizard.go(before)}>${icons.back()} ${strings.back}</button>` : nothing}
      <div class="ahead">
        ${wizard.hurdle ? html`<p class="hurdle" role="alert">${wizard.hurdle}</p>` : nothing}
        ${wizard.step === 'preview' ? this.renderStart(wizard) : this.renderNext(wizard, STEPS[at + 1] ?? 'preview')}
      </div>
    </div>`;
  }

  private renderNext(wizard: Wizard, next: StepId): TemplateResult {
    return html`<button class="button primary" id="next" @click=${() => wizard.go(next)}>
      ${strings.steps[next]} ${icons.arrow()}
    </button>`;
  }

  private renderStart(wizard: Wizard): TemplateResult {
    const { checking } = wizard.reading;
    if (checking.state !== 'done') {
      const percent = checking.state === 'running' ? checking.percent : 0;
      if (checking.state === 'stopped') return html``;
      return html`<button
          class="button"
          title=${strings.preview.uncheckedHint}
          @click=${() => this.start(wizard)}
        >
          ${strings.preview.startUnchecked}
        </button>
        <button class="button primary" id="start" aria-disabled="true">
          ${strings.preview.waiting(percent)}
        </button>`;
    }
    const { imported, left, matched } = split(checking.report, wizard.options ?? {}, wizard.known);
    if (imported === 0) {
      const why = matched > 0 ? strings.preview.allKnown : strings.preview.nothingLeft;
      return html`<p class="hurdle" role="status">${why}</p>`;
    }
    return html`<button class="button primary" id="start" @click=${() => this.start(wizard)}>
      ${strings.preview.start(imported, left)} ${icons.arrow()}
    </button>`;
  }

  private renderEnd(wizard: Wizard): TemplateResult {
    return html`<div class="foot">
      <button class="button" @click=${() => wizard.reset()}>${icons.plus()} ${strings.review.another}</button>
      <div class="ahead">
        <button class="button primary" @click=${() => tell(this, 'gangway-records', { module: this.module })}>
          ${strings.review.see} ${icons.arrow()}
        </button>
      </div>
    </div>`;
  }

  private start(wizard: Wizard): void {
    if (tell(this, 'gangway-start', { module: this.module }, true)) void wizard.start();
  }

  private readonly handleChange = (): void => {
    this.requestUpdate();
    const { job } = this.wizard?.run ?? {};
    const refused = this.wizard?.reading.trouble?.code;
    const telling = JSON.stringify([job?.status, job?.counts, refused, this.wizard?.run.phase]);
    if (telling === this.told) return;
    this.told = telling;
    if (refused) tell(this, 'gangway-refusal', { code: refused });
    if (!job) return;
    const ended = this.wizard?.run.phase === 'ended';
    tell(this, ended ? 'gangway-complete' : 'gangway-progress', {
      job: job.id,
      status: job.status,
      counts: job.counts,
    });
  };

  /** A new step begins at its heading, for eyes, keyboards and screen readers alike. */
  private readonly handleStep = (): void => {
    if (!this.wizard) return;
    tell(this, 'gangway-step', { step: this.wizard.step });
    void this.updateComplete.then(async () => {
      const step = this.renderRoot.querySelector<HTMLElement & { updateComplete?: Promise<unknown> }>(
        `gangway-step-${this.wizard?.step}`,
      );
      await step?.updateComplete;
      step?.shadowRoot?.querySelector('h2')?.focus();
    });
  };

  private readonly handleUnload = (event: BeforeUnloadEvent): void => {
    if (this.wizard?.run.needsPage) event.preventDefault();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-import': GangwayImport;
  }
}
