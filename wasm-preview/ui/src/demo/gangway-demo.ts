/** A small CRM around the components, so that there is something to import into. Not part of the package. */

// Named, for the page's policy wants to know every worker's address.
import workerUrl from '@gangway/engine/worker?worker&url';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';

import { base } from '../look/base.js';
import * as icons from '../look/icons.js';
import { tokens } from '../look/tokens.js';
import { loadConfig, loadPeople, token, type Config, type Person } from './session.js';

const MODULES: [string, string][] = [
  ['leads', 'Leads'],
  ['contacts', 'Contacts'],
  ['accounts', 'Accounts'],
];
const SCOPES: Record<string, string> = { own: 'own records', team: 'team', all: 'all records' };

/** What the address names after its `#`: a module, `jobs`, or a module's import. */
interface Place {
  tab: string;
  importing: boolean;
}

@customElement('gangway-demo')
export class GangwayDemo extends LitElement {
  static override styles = [
    base,
    tokens,
    css`
      :host {
        min-height: 100vh;
        background: var(--g-bg);
      }
      header {
        border-bottom: 1px solid var(--g-line);
        background: var(--g-surface);
      }
      .wide {
        width: 100%;
        max-width: 1240px;
        margin: 0 auto;
        padding: 0 24px;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 24px;
        align-items: center;
        min-height: 56px;
      }
      .brand {
        display: flex;
        gap: 8px;
        align-items: center;
        font-weight: 650;
        font-size: 1.05em;
      }
      .brand svg {
        color: var(--g-accent);
      }
      nav {
        display: flex;
        align-self: stretch;
        gap: 2px;
        margin-inline-end: auto;
        overflow-x: auto;
      }
      nav a {
        display: flex;
        align-items: center;
        padding: 0 12px;
        border-bottom: 2px solid transparent;
        color: var(--g-text-2);
        font-weight: 550;
        text-decoration: none;
        white-space: nowrap;
        min-height: 44px;
      }
      nav a:hover {
        color: var(--g-text);
      }
      nav a[aria-current] {
        border-color: var(--g-accent);
        color: var(--g-text);
      }
      .who {
        display: flex;
        gap: 8px;
        align-items: center;
        color: var(--g-text-2);
      }
      main {
        padding-top: 28px !important;
        padding-bottom: 40px !important;
      }
      @media (max-width: 640px) {
        .wide {
          padding: 0 14px;
        }
        .bar {
          padding-top: 8px;
        }
        nav {
          order: 3;
          width: 100%;
        }
        .who {
          margin-inline-start: auto;
        }
        .who select {
          max-width: 190px;
        }
      }
    `,
  ];

  /** `light` or `dark`; without it, the system's. */
  @property({ reflect: true }) theme: 'light' | 'dark' | undefined;

  @state() private config: Config | undefined;
  @state() private people: Person[] = [];
  @state() private person = '';
  @state() private place: Place = readPlace();
  @state() private trouble: string | undefined;
  @state() private getToken: (() => Promise<string>) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.handleHash);
    const asked = new URLSearchParams(location.search);
    const wanted = asked.get('theme');
    if (wanted === 'light' || wanted === 'dark') this.theme = wanted;
    const language = asked.get('lang');
    if (language) speak(language);
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.handleHash);
  }

  private async load(): Promise<void> {
    try {
      const config = await loadConfig();
      const people = await loadPeople(config);
      // Tests and curious people name somebody whom the issuer makes up: `?as=journey-1`.
      const guest = new URLSearchParams(location.search).get('as');
      if (guest && !people.some((it) => it.id === guest))
        people.push({ id: guest, name: guest, tenant: guest, scope: 'all' });
      this.config = config;
      this.people = people;
      const last = guest ?? sessionStorage.getItem('gangway-demo-person');
      this.become((people.find((it) => it.id === last) ?? people[0])?.id ?? '');
    } catch (error) {
      this.trouble = `The local cloud does not answer. Is it running? (${error instanceof Error ? error.message : ''})`;
    }
  }

  private become(person: string): void {
    const config = this.config;
    if (!config) return;
    this.person = person;
    sessionStorage.setItem('gangway-demo-person', person);
    // A new function is a new person: the components load anew.
    this.getToken = () => token(config, person);
  }

  protected override render(): TemplateResult {
    return html`<header>
        <div class="wide bar">
          <span class="brand">${icons.ship()} Harbour CRM</span>
          <nav aria-label="Modules">
            ${MODULES.map(([id, label]) => this.renderTab(id, label))} ${this.renderTab('jobs', 'Batch Jobs')}
          </nav>
          ${this.renderWho()}
        </div>
      </header>
      ${this.renderNotices()}
      <main class="wide">
        <h1 class="hidden-text">Harbour CRM</h1>
        ${
          this.trouble
            ? html`<div class="notice bad" role="alert">
                ${icons.alert()}
                <p class="body">${this.trouble}</p>
              </div>`
            : this.renderPlace()
        }
      </main>`;
  }

  private renderTab(id: string, label: string): TemplateResult {
    return html`<a href="#${id}" aria-current=${this.place.tab === id ? 'page' : nothing}>${label}</a>`;
  }

  private renderWho(): TemplateResult {
    const tenants = [...new Set(this.people.map((it) => it.tenant))];
    const option = (it: Person) =>
      html`<option value=${it.id} .selected=${it.id === this.person}>
        ${it.name}${SCOPES[it.scope] ? ` · ${SCOPES[it.scope]}` : ''}
      </option>`;
    return html`<label class="who">
      ${icons.users()}
      <span class="hidden-text">Signed in as</span>
      <select
        class="field"
        id="person"
        @change=${(event: Event) => this.become((event.target as HTMLSelectElement).value)}
      >
        ${tenants.map(
          (tenant) =>
            html`<optgroup label=${tenant}>
              ${this.people.filter((it) => it.tenant === tenant).map(option)}
            </optgroup>`,
        )}
      </select>
    </label>`;
  }

  /** Where the jobs are listed, their ends are seen anyway. */
  private renderNotices(): TemplateResult | typeof nothing {
    if (!this.config || !this.getToken || this.place.tab === 'jobs') return nothing;
    return html`<gangway-job-notices
      api-url=${this.config.apiUrl}
      jobs-url="#jobs"
      .getToken=${this.getToken}
      theme=${this.theme ?? nothing}
    ></gangway-job-notices>`;
  }

  private renderPlace(): TemplateResult | typeof nothing {
    const { tab, importing } = this.place;
    if (!this.config || !this.getToken) return nothing;
    const { apiUrl } = this.config;
    if (tab === 'jobs')
      return html`<gangway-jobs
        api-url=${apiUrl}
        .getToken=${this.getToken}
        theme=${this.theme ?? nothing}
      ></gangway-jobs>`;
    if (importing)
      return html`<gangway-import
        api-url=${apiUrl}
        module=${tab}
        .getToken=${this.getToken}
        .workerUrl=${workerUrl}
        upload=${new URLSearchParams(location.search).get('upload') ?? 'on-start'}
        theme=${this.theme ?? nothing}
        @gangway-close=${() => (location.hash = tab)}
        @gangway-records=${() => (location.hash = tab)}
      ></gangway-import>`;
    return html`<gangway-records
      api-url=${apiUrl}
      module=${tab}
      .getToken=${this.getToken}
      theme=${this.theme ?? nothing}
      @gangway-import=${() => (location.hash = `${tab}/import`)}
    ></gangway-records>`;
  }

  private readonly handleHash = (): void => {
    this.place = readPlace();
  };
}

/** A page says its language and direction on its root; what is in it follows. */
function speak(language: string): void {
  document.documentElement.lang = language;
  document.documentElement.dir = /^(ar|fa|he|ur)\b/.test(language) ? 'rtl' : 'ltr';
}

function readPlace(): Place {
  const [tab = '', what] = location.hash.slice(1).split('/');
  const known = tab === 'jobs' || MODULES.some(([id]) => id === tab);
  return { tab: known ? tab : 'leads', importing: what === 'import' };
}

declare global {
  interface HTMLElementTagNameMap {
    'gangway-demo': GangwayDemo;
  }
}
