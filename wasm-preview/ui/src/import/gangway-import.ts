/** <gangway-import>: the import wizard, from a file to records. */

import { EngineError, type Actor, type Module, type Template, type User } from '@gangway/engine';
import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { ConnectedElement } from '../connected.js';
import { tell } from '../events.js';
import * as icons from '../look/icons.js';
import type { LeaveDialog } from './leave-dialog.js';
import { PreviewLoader } from './preview-loader.js';
import { priceOf } from './preview/forecast.js';
import type { UploadTime } from './setting.js';
import { Wizard } from './wizard.js';
import { styles } from './gangway-import.styles.js';

/**
 * Imports a CSV or Excel file into a module of the CRM.
 *
 * @tag gangway-import
 * @summary Imports a CSV or Excel file into a module of the CRM.
 * @event {CustomEvent<null>} gangway-ready - The wizard can be used.
 * @event {CustomEvent<{ step: StepId }>} gangway-step - Another step is shown.
 * @event {CustomEvent<{ code: RefusalCode | 'fault' }>} gangway-refusal - A file cannot be used.
 * @event {CustomEvent<{ module: string }>} gangway-start - The person wants to import; `preventDefault()` keeps it from starting.
 * @event {CustomEvent<{ job: string; status: JobStatus; counts: JobCounts }>} gangway-progress - The job's counts changed.
 * @event {CustomEvent<{ job: string; status: JobStatus; counts: JobCounts }>} gangway-complete - The job has ended.
 * @event {CustomEvent<{ message: string }>} gangway-error - Something failed that the person was told about.
 * @event {CustomEvent<null>} gangway-close - The person is done here.
 * @event {CustomEvent<{ module: string }>} gangway-records - The person wants to see the module's records.
 * @csspart frame - Everything.
 * @csspart top - The list of steps and the button to close.
 * @csspart step - The present step.
 * @csspart foot - The line with the buttons back and on.
 */
export class GangwayImport extends ConnectedElement {
  static override styles = [...ConnectedElement.styles, styles];

  /** The module that records are imported into: `leads`. */
  @property() module = '';

  /** Where the worker's script lies, if a bundler does not find it by itself. */
  @property({ attribute: 'worker-url' }) workerUrl: string | undefined;

  /** Where the WebAssembly module lies, if a bundler does not find it by itself. */
  @property({ attribute: 'wasm-url' }) wasmUrl: string | undefined;

  /**
   * When the file is uploaded: `on-start`, or in the `background` while the person still maps. The page says which;
   * nothing is imported before the start.
   */
  @property() upload: UploadTime = 'on-start';

  /**
   * Shows what the import will cost before it is started: the price of a million write units of DynamoDB where Gangway
   * is deployed, `0.625 USD`.
   */
  @property({ attribute: 'show-cost' }) showCost: string | undefined;

  protected override readonly settings = ['apiUrl', 'getToken', 'module'];

  @state() private wizard: Wizard | undefined;
  @state() private trouble: string | undefined;

  @query('gangway-leave-dialog') private dialog: LeaveDialog | undefined;

  private readonly preview = new PreviewLoader(() => this.requestUpdate());
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

  protected override async load(): Promise<void> {
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
        new Wizard({
          api,
          actor,
          module,
          users,
          templates,
          engine: this.engineOptions(),
          upload: this.upload,
          price: priceOf(this.showCost),
        }),
      );
      tell(this, 'gangway-ready', null);
    } catch (error) {
      if (signal.aborted) return;
      this.trouble = this.texts.failure(error);
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

  protected override firstUpdated(): void {
    for (const type of ['click', 'change']) this.renderRoot.addEventListener(type, this.handleAct);
  }

  protected override render(): TemplateResult {
    if (this.trouble) return this.renderTrouble(this.trouble, () => void this.load());
    if (!this.wizard) return this.renderWaiting();
    if (!this.wizard.can('import')) return this.renderTrouble(this.strings.noImportRight);
    return html`<div class="frame" part="frame">
      <div class="top" part="top">
        <gangway-stepper .wizard=${this.wizard}></gangway-stepper>
        <button class="button bare" @click=${this.handleClose}>${icons.cross()} ${this.strings.close}</button>
      </div>
      ${this.wizard.intake.queue ? html`<gangway-file-queue .wizard=${this.wizard}></gangway-file-queue>` : nothing}
      ${this.renderStep(this.wizard)}
      <gangway-wizard-foot
        part="foot"
        .wizard=${this.wizard}
        @start=${(event: CustomEvent<number | undefined>) => this.wizard && this.start(this.wizard, event.detail)}
      ></gangway-wizard-foot>
      <gangway-leave-dialog @leave=${this.handleLeave}></gangway-leave-dialog>
    </div>`;
  }

  private renderTrouble(message: string, retry?: () => void): TemplateResult {
    return html`<div class="notice bad" role="alert">
      ${icons.alert()}
      <div class="body">
        <p>${message}</p>
        ${retry ? html`<button class="button little above" @click=${retry}>${this.strings.tryAgain}</button>` : nothing}
      </div>
    </div>`;
  }

  private renderStep(wizard: Wizard): TemplateResult {
    switch (wizard.step) {
      case 'upload':
        return html`<gangway-step-upload part="step" .wizard=${wizard}></gangway-step-upload>`;
      case 'map':
        return html`<gangway-step-map part="step" .wizard=${wizard}></gangway-step-map>`;
      case 'configure':
        return html`<gangway-step-configure part="step" .wizard=${wizard}></gangway-step-configure>`;
      case 'preview':
        return this.renderPreview(wizard);
      case 'execute':
        return html`<gangway-step-execute part="step" .wizard=${wizard}></gangway-step-execute>`;
      case 'review':
        return html`<gangway-step-review part="step" .wizard=${wizard}></gangway-step-review>`;
    }
  }

  private renderPreview(wizard: Wizard): TemplateResult {
    if (this.preview.state === 'missing')
      return this.renderTrouble(this.texts.failure(new EngineError('unavailable')), () =>
        this.preview.load(),
      );
    if (this.preview.state !== 'there') return this.renderWaiting();
    return html`<gangway-step-preview part="step" .wizard=${wizard}></gangway-step-preview>`;
  }

  private renderWaiting(): TemplateResult {
    return html`<p class="quiet waiting" role="status">${this.strings.loading}</p>`;
  }

  private start(wizard: Wizard, test: number | undefined): void {
    if (tell(this, 'gangway-start', { module: this.module }, true)) void wizard.start(test);
  }

  private readonly handleChange = (): void => {
    this.requestUpdate();
    if (this.wizard?.reading.plan && this.preview.state === 'waiting') this.preview.load();
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
    void this.updateComplete.then(() => this.focusHeading());
  };

  private async focusHeading(): Promise<void> {
    if (this.wizard?.step === 'preview') await this.preview.done.then(() => this.updateComplete);
    const step = this.renderRoot.querySelector<HTMLElement & { updateComplete?: Promise<unknown> }>(
      `gangway-step-${this.wizard?.step}`,
    );
    await step?.updateComplete;
    step?.shadowRoot?.querySelector('h2')?.focus({ preventScroll: true });
  }

  /** A button that did its work may be gone then; whoever pressed it is not to be lost outside. */
  private readonly handleAct = (event: Event): void => {
    const pressed = event.composedPath()[0];
    if (!(pressed instanceof Element)) return;
    setTimeout(() => {
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (!pressed.isConnected && isLost) void this.focusHeading();
    }, 100);
  };

  private readonly handleClose = async (): Promise<void> => {
    const { wizard, dialog } = this;
    if (!dialog || !wizard?.decisions.made || wizard.run.job) return void tell(this, 'gangway-close', null);
    await wizard.drafting.flush();
    dialog.kept = !wizard.drafting.unsaved;
    dialog.show();
  };

  private readonly handleLeave = (event: CustomEvent<'keep' | 'discard'>): void => {
    if (event.detail === 'discard') this.wizard?.reset();
    tell(this, 'gangway-close', null);
  };

  /** A draft that is kept needs no question; an upload, and what could not be kept, do. */
  private readonly handleUnload = (event: BeforeUnloadEvent): void => {
    const { wizard } = this;
    void wizard?.drafting.flush();
    if (wizard?.run.needsPage || (wizard?.decisions.made && wizard.drafting.unsaved)) event.preventDefault();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-import': GangwayImport;
  }
}
