/** What the components that stand in a host page have in common: where the API is, and who is asking. */

import type { PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';

import { Api, type GetToken } from './api/client.js';
import { base } from './look/base.js';
import { tables } from './look/tables.js';
import { tokens } from './look/tokens.js';
import { LocalizedElement, languageChanged } from './strings/localized.js';
import type { Messages } from './strings/messages.js';

export abstract class ConnectedElement extends LocalizedElement {
  static override styles = [base, tables, tokens];

  /** Where the HTTP API is. */
  @property({ attribute: 'api-url' }) apiUrl = '';

  /** Hands out an access token. A property and never an attribute: tokens do not belong into markup. */
  @property({ attribute: false }) getToken: GetToken | undefined;

  /** `light` or `dark`; without it, the system's. */
  @property({ reflect: true }) theme: 'light' | 'dark' | undefined;

  /** A BCP 47 tag such as `de-CH`; without it, the nearest `lang` above, or the document's. */
  @property() locale: string | undefined;

  /** Sentences in the host's own words, by their places among the page's strings; a new object where they change. */
  @property({ attribute: false }) messages: Messages | undefined;

  /** The host settings under which another one begins anew. */
  protected readonly settings: readonly string[] = ['apiUrl', 'getToken'];

  /** Ends what was begun for the present host settings. */
  protected leaving = new AbortController();

  /** The API for the present settings, or none while one is missing. */
  protected connect(): Api | undefined {
    if (!this.getToken || !this.apiUrl) return undefined;
    this.leaving.abort();
    this.leaving = new AbortController();
    return new Api(this.apiUrl, this.getToken);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('locale') || changed.has('messages')) languageChanged();
    if (this.settings.some((it) => changed.has(it))) void this.load();
  }

  /** Begins anew under the present host settings: {@link connect} ends what was begun before. */
  protected abstract load(): Promise<void>;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leaving.abort();
  }
}
