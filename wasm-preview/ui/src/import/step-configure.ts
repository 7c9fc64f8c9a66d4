/** The third step: duplicates, cells that do not fit, and owners. */

import type { DuplicateMode, FieldId, MatchRule, OwnerRule } from '@gangway/engine';
import { html, nothing, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';

import * as icons from '../look/icons.js';
import { countries, zones } from '../look/places.js';
import { isIdentified, mappedFields } from './mapping.js';
import { StepElement } from './step.js';
import { styles } from './step-configure.styles.js';

const MODES: DuplicateMode[] = ['skip', 'update', 'create'];
const OWNERS: OwnerRule['rule'][] = ['importer', 'fixed', 'round_robin', 'column'];
type RuleName = 'email' | 'phone' | 'name_company' | 'custom' | 'identity';

export class StepConfigure extends StepElement {
  static override styles = [...StepElement.styles, styles];

  private get words() {
    return this.strings.configure;
  }

  protected override render(): TemplateResult {
    const options = this.wizard.options;
    if (!options) return html``;
    return html`<div class="stack">
      <div class="head"><h2 tabindex="-1">${this.words.heading}</h2></div>
      ${this.renderDuplicates()} ${this.renderRest()} ${this.renderOwner()}
      <gangway-when .wizard=${this.wizard}></gangway-when>
      <gangway-keep-template .wizard=${this.wizard}></gangway-keep-template>
    </div>`;
  }

  private renderDuplicates(): TemplateResult {
    const mode = this.wizard.options?.mode ?? 'skip';
    return html`<fieldset class="card">
      <legend>${this.words.duplicates}</legend>
      <p class="quiet small">${this.words.duplicatesHint}</p>
      <div class="modes">${MODES.map((it) => this.renderMode(it, it === mode))}</div>
      ${mode === 'create' ? nothing : this.renderMatch(mode)}
    </fieldset>`;
  }

  private renderMode(mode: DuplicateMode, on: boolean): TemplateResult {
    const off = mode === 'update' && !this.wizard.can('update');
    const { title, text } = this.strings.modes[mode];
    return html`<label class=${classMap({ mode: true, on, off })}>
      <input
        type="radio"
        name="mode"
        .checked=${on}
        ?disabled=${off}
        @change=${() => this.wizard.decisions.configure({ mode })}
      />
      <span class="strong">${title}</span>
      <p class="quiet small">${off ? this.words.noUpdate : text}</p>
    </label>`;
  }

  private renderMatch(mode: DuplicateMode): TemplateResult {
    const options = this.wizard.options;
    const rule = options?.match_rule ?? 'email';
    const name: RuleName = typeof rule === 'object' ? 'custom' : rule;
    const choose = (chosen: RuleName) =>
      this.wizard.decisions.configure({ match_rule: chosen === 'custom' ? { custom: [] } : chosen });
    return html`<div class="lines">
      ${this.renderChoice(this.words.match, this.rules(), name, choose)}
      ${typeof rule === 'object' ? this.renderCustom(rule.custom) : nothing}
      ${
        this.isRuleMapped(rule)
          ? nothing
          : html`<div class="notice warn">
              ${icons.alert()}
              <p class="body">${this.words.unmappedRule}</p>
            </div>`
      }
      ${this.renderChoice(
        this.words.withoutKey,
        this.words.withoutKeys,
        options?.without_key ?? 'create',
        (it) => this.wizard.decisions.configure({ without_key: it }),
      )}
      ${
        mode === 'update'
          ? html`${this.renderChoice(
                this.words.several,
                this.words.severals,
                options?.several_matches ?? 'fail',
                (it) => this.wizard.decisions.configure({ several_matches: it }),
              )}${this.renderChoice(
                this.words.blank,
                this.words.blanks,
                options?.blank_cells ?? 'keep',
                (it) => this.wizard.decisions.configure({ blank_cells: it }),
              )}<gangway-policies
                .wizard=${this.wizard}
                .policies=${options?.update_policies ?? {}}
              ></gangway-policies
              >${this.renderBackUp(options?.back_up ?? false)}`
          : nothing
      }
    </div>`;
  }

  /** Only a file that says which record each row is can be matched by that. */
  private rules(): Partial<Record<RuleName, string>> {
    const { identity, ...rules } = this.words.matchRules;
    const { plan } = this.wizard.reading;
    return plan && isIdentified(plan) ? { identity, ...rules } : rules;
  }

  private renderBackUp(on: boolean): TemplateResult {
    const handle = (event: Event) =>
      this.wizard.decisions.configure({ back_up: (event.target as HTMLInputElement).checked });
    return html`<label class="tick">
      <input type="checkbox" id="back-up" .checked=${on} @change=${handle} />
      <span>${this.words.backUp}<span class="quiet small hint">${this.words.backUpHint}</span></span>
    </label>`;
  }

  private renderCustom(chosen: FieldId[]): TemplateResult {
    const { reading, setting } = this.wizard;
    const fields = reading.plan ? mappedFields(reading.plan, setting.module) : [];
    const toggle = (id: FieldId, on: boolean) => {
      const custom = fields.map((it) => it.id).filter((it) => (it === id ? on : chosen.includes(it)));
      this.wizard.decisions.configure({ match_rule: { custom } });
    };
    return html`<div role="group" aria-label=${this.words.customHint}>
      <p class="quiet small">${this.words.customHint}</p>
      <div class="chips">
        ${fields.map((it) => this.renderChip(it.label, chosen.includes(it.id), (on) => toggle(it.id, on)))}
      </div>
    </div>`;
  }

  private renderRest(): TemplateResult {
    const { options, reading, setting } = this.wizard;
    const types = new Set(
      (reading.plan ? mappedFields(reading.plan, setting.module) : []).map((it) => it.type),
    );
    return html`<fieldset class="card">
      <legend>${this.words.rest}</legend>
      <div class="lines">
        ${this.renderChoice(this.words.bad, this.words.bads, options?.bad_values ?? 'fail_row', (it) =>
          this.wizard.decisions.configure({ bad_values: it }),
        )}
        ${
          types.has('phone')
            ? this.renderChoice(
                this.words.country,
                { '': this.words.noCountry, ...Object.fromEntries(countries(this.format.locale)) },
                options?.phone_country ?? '',
                (it) => this.wizard.decisions.configure({ phone_country: it || null }),
              )
            : nothing
        }
        ${
          types.has('datetime')
            ? this.renderChoice(
                this.words.zone,
                Object.fromEntries(zones(options?.time_zone ?? 'UTC').map((it) => [it, it])),
                options?.time_zone ?? 'UTC',
                (it) => this.wizard.decisions.configure({ time_zone: it }),
              )
            : nothing
        }
        <gangway-defaults .wizard=${this.wizard} .defaults=${options?.defaults ?? {}}></gangway-defaults>
      </div>
    </fieldset>`;
  }

  private renderOwner(): TemplateResult {
    const owner = this.wizard.options?.owner ?? { rule: 'importer' };
    const may = this.wizard.can('assign_owners');
    const column = this.wizard.reading.plan?.columns.find((it) => it.field === 'owner');
    const isOff = (rule: OwnerRule['rule']) =>
      (rule !== 'importer' && !may) || (rule === 'column' && !column);
    return html`<fieldset class="card">
      <legend>${this.words.owner}</legend>
      <div class="modes">
        ${OWNERS.map((rule) => this.renderOwnerRule(rule, owner.rule === rule, isOff(rule), may))}
      </div>
      <div class="lines">${this.renderOwnerDetail(owner, column ? this.columnName(column) : '')}</div>
    </fieldset>`;
  }

  private renderOwnerRule(rule: OwnerRule['rule'], on: boolean, off: boolean, may: boolean): TemplateResult {
    return html`<label class=${classMap({ mode: true, on, off })}>
      <input
        type="radio"
        name="owner"
        .checked=${on}
        ?disabled=${off}
        @change=${() => this.wizard.decisions.configure({ owner: this.ownerRule(rule) })}
      />
      <span class="strong">${this.words.owners[rule]}</span>
      ${off ? html`<p class="quiet small">${may ? this.words.noOwnerColumn : this.words.noAssign}</p>` : nothing}
    </label>`;
  }

  private renderOwnerDetail(owner: OwnerRule, column: string): TemplateResult | typeof nothing {
    const people = Object.fromEntries(this.people().map((it) => [it.id, it.name]));
    if (owner.rule === 'fixed')
      return this.renderChoice(this.words.person, people, owner.user, (user) =>
        this.wizard.decisions.configure({ owner: { rule: 'fixed', user } }),
      );
    if (owner.rule === 'round_robin')
      return html`<p class="quiet small">${this.words.turnHint}</p>
        <div class="chips" role="group" aria-label=${this.words.owners.round_robin}>
          ${this.people().map((it) =>
            this.renderChip(it.name, owner.users.includes(it.id), (on) =>
              this.handleTurn(owner.users, it.id, on),
            ),
          )}
        </div>`;
    if (owner.rule === 'column')
      return html`<p class="quiet small">${this.words.ownerColumn(column)}</p>
        ${this.renderChoice(
          this.words.fallback,
          { '': this.words.fallbackFail, ...people },
          owner.fallback ?? '',
          (it) => this.wizard.decisions.configure({ owner: { rule: 'column', fallback: it || null } }),
        )}`;
    return nothing;
  }

  private renderChoice<T extends string>(
    label: string,
    choices: Partial<Record<T, string>>,
    present: T,
    choose: (it: T) => void,
  ): TemplateResult {
    const entries = Object.entries(choices) as [T, string][];
    return html`<label class="line">
      <span>${label}</span>
      <select
        class="field"
        @change=${(event: Event) => choose((event.target as HTMLSelectElement).value as T)}
      >
        ${entries.map(([it, name]) => html`<option value=${it} .selected=${it === present}>${name}</option>`)}
      </select>
    </label>`;
  }

  private renderChip(label: string, on: boolean, toggle: (on: boolean) => void): TemplateResult {
    return html`<label class="chip">
      <input
        type="checkbox"
        .checked=${on}
        @change=${(event: Event) => toggle((event.target as HTMLInputElement).checked)}
      />
      ${label}
    </label>`;
  }

  private people() {
    return this.wizard.setting.users.filter((it) => it.active);
  }

  private ownerRule(rule: OwnerRule['rule']): OwnerRule {
    if (rule === 'fixed') return { rule, user: this.people()[0]?.id ?? '' };
    if (rule === 'round_robin') return { rule, users: this.people().map((it) => it.id) };
    if (rule === 'column') return { rule, fallback: this.wizard.setting.actor.user };
    return { rule };
  }

  /** In the directory's order, whatever the order of clicks. */
  private handleTurn(users: string[], id: string, on: boolean): void {
    const turn = this.people()
      .map((it) => it.id)
      .filter((it) => (it === id ? on : users.includes(it)));
    this.wizard.decisions.configure({ owner: { rule: 'round_robin', users: turn } });
  }

  private isRuleMapped(rule: MatchRule): boolean {
    const mapped = new Set(this.wizard.reading.plan?.columns.map((it) => it.field));
    if (typeof rule === 'object' || rule === 'identity') return true;
    if (rule === 'name_company')
      return mapped.has('company') && (mapped.has('last_name') || mapped.has('full_name'));
    return rule === 'phone' ? mapped.has('phone') || mapped.has('mobile') : mapped.has('email');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-step-configure': StepConfigure;
  }
}
