/** What the components that stand in a host page have in common: where the API is, and who is asking. */

import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';

import { Api, type GetToken } from './api/client.js';
import { base, tables } from './look/base.js';
import { tokens } from './look/tokens.js';

export abstract class ConnectedElement extends LitElement {
  static override styles = [base, tables, tokens];

  /** Where the HTTP API is. */
  @property({ attribute: 'api-url' }) apiUrl = '';

  /** Hands out an access token. A property and never an attribute: tokens do not belong into markup. */
  @property({ attribute: false }) getToken: GetToken | undefined;

  /** `light` or `dark`; without it, the system's. */
  @property({ reflect: true }) theme: 'light' | 'dark' | undefined;

  /** Ends what was begun for the present host settings. */
  protected leaving = new AbortController();

  /** The API for the present settings, or none while one is missing. */
  protected connect(): Api | undefined {
    if (!this.getToken || !this.apiUrl) return undefined;
    this.leaving.abort();
    this.leaving = new AbortController();
    return new Api(this.apiUrl, this.getToken);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leaving.abort();
  }
}
