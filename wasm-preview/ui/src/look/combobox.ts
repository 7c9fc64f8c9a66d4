/**
 * A field to choose from a list by typing: the editable combobox of the ARIA patterns. The focus stays in the text; arrows
 * move through the list, Enter chooses, Escape leaves everything as it was. The list is made when it opens, so that a
 * table may have a thousand of these.
 */

import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';

import { LocalizedElement } from '../strings/localized.js';
import { base } from './base.js';
import { fitting, grouped, type Choice } from './choices.js';
import { styles } from './combobox.styles.js';
import * as icons from './icons.js';

/** The room that the list takes, and the line of buttons below which it must not begin. */
const LIST_PX = 300;
const FOOT_PX = 80;

export class Combobox extends LocalizedElement {
  static override styles = [base, styles];

  /** What is chosen here, for those who do not see it. */
  @property() label = '';
  /** What is chosen, as it is shown. */
  @property() shown = '';
  @property() placeholder = '';
  @property({ attribute: false }) value: string | undefined;
  @property({ type: Boolean }) invalid = false;
  /** What may be chosen; asked when the list opens. */
  @property({ attribute: false }) choices: () => Choice[] = () => [];

  @state() private typed: string | undefined;
  @state() private offered: Choice[] = [];
  @state() private at = 0;
  @state() private isOpen = false;
  @state() private above = false;

  @query('input') private input!: HTMLInputElement;

  override focus(): void {
    this.input.focus();
  }

  private get found(): Choice[] {
    return this.typed === undefined ? this.offered : fitting(this.offered, this.typed);
  }

  protected override render(): TemplateResult {
    const found = this.isOpen ? this.found : [];
    return html`<input
        class="field"
        role="combobox"
        aria-label=${this.label}
        aria-autocomplete="list"
        aria-expanded=${this.isOpen ? 'true' : 'false'}
        aria-controls="list"
        aria-activedescendant=${found[this.at] ? `option-${this.at}` : nothing}
        aria-invalid=${this.invalid ? 'true' : 'false'}
        autocomplete="off"
        spellcheck="false"
        placeholder=${this.placeholder}
        .value=${this.typed ?? this.shown}
        @click=${() => this.open()}
        @input=${this.handleInput}
        @keydown=${this.handleKey}
        @blur=${() => this.close()}
      />
      <span class="sign" aria-hidden="true">${icons.down()}</span>
      <div
        id="list"
        role="listbox"
        aria-label=${this.label}
        class=${classMap({ above: this.above })}
        ?hidden=${!this.isOpen || found.length === 0}
        @mousedown=${(event: Event) => event.preventDefault()}
      >
        ${grouped(found).map((it) => this.renderGroup(it.heading, it.choices, found))}
      </div>
      ${this.isOpen && found.length === 0 ? html`<p class="none" role="status">${this.strings.combobox.none}</p>` : nothing}`;
  }

  private renderGroup(heading: string, choices: Choice[], found: Choice[]): TemplateResult {
    const options = choices.map((it) => this.renderOption(it, found.indexOf(it)));
    if (!heading) return html`${options}`;
    return html`<div role="group" aria-label=${heading}>
      <p class="heading" aria-hidden="true">${heading}</p>
      ${options}
    </div>`;
  }

  private renderOption(choice: Choice, at: number): TemplateResult {
    return html`<div
      role="option"
      id="option-${at}"
      data-value=${choice.id}
      class=${classMap({ here: at === this.at })}
      aria-selected=${choice.id === this.value ? 'true' : 'false'}
      @click=${() => this.choose(choice)}
    >
      <span>${choice.label}</span>
      ${choice.hint ? html`<span class="quiet small">${choice.hint}</span>` : nothing}
    </div>`;
  }

  private open(): void {
    if (this.isOpen) return;
    this.offered = grouped(this.choices()).flatMap((it) => it.choices);
    this.typed = undefined;
    // Where nothing is chosen yet, Enter alone chooses nothing.
    this.at = this.offered.findIndex((it) => it.id === this.value);
    const { top, bottom } = this.getBoundingClientRect();
    this.above = bottom + LIST_PX > window.innerHeight - FOOT_PX && top > LIST_PX;
    this.isOpen = true;
    this.input.select();
    this.reveal();
  }

  private close(): void {
    this.isOpen = false;
    this.typed = undefined;
  }

  private choose(choice: Choice | undefined): void {
    this.close();
    if (!choice || choice.id === this.value) return;
    this.dispatchEvent(new CustomEvent<string>('choose', { detail: choice.id }));
  }

  private move(by: number): void {
    const { length } = this.found;
    if (length > 0) this.at = this.at < 0 ? (by > 0 ? 0 : length - 1) : (this.at + by + length) % length;
    this.reveal();
  }

  private reveal(): void {
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector('.here')?.scrollIntoView({ block: 'nearest' }),
    );
  }

  private readonly handleInput = (): void => {
    this.open();
    this.typed = this.input.value;
    this.at = 0;
  };

  private readonly handleKey = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (by !== undefined) this.isOpen && !event.altKey ? this.move(by) : this.open();
    else if (event.key === 'Enter' && this.isOpen) this.choose(this.found[this.at]);
    else if (event.key === 'Enter') this.open();
    else if (event.key === 'Escape' && this.isOpen) this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-combobox': Combobox;
  }
}
