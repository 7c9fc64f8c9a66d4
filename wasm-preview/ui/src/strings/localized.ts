/**
 * Elements that speak the language of where they stand: the nearest `locale` of a Gangway element or `lang` of any
 * element above, through shadow roots, or the document's.
 */

import { LitElement } from 'lit';

import type { Format } from './format.js';
import type { Messages } from './messages.js';
import { textsOf, type Strings, type Texts } from './texts.js';

/** Tells every element that the language of something above it may have changed. */
const changes = new EventTarget();
let watched: MutationObserver | undefined;

/** A page may change its language at any time. */
function watchDocument(): void {
  if (watched || typeof MutationObserver === 'undefined') return;
  watched = new MutationObserver(languageChanged);
  watched.observe(document, { subtree: true, attributes: true, attributeFilter: ['lang'] });
}

/** Says that a locale was set that no observer sees. */
export function languageChanged(): void {
  changes.dispatchEvent(new Event('change'));
}

export abstract class LocalizedElement extends LitElement {
  private known: Texts | undefined;

  get texts(): Texts {
    return (this.known ??= textsOf(localeAt(this), messagesAt(this)));
  }

  protected get strings(): Strings {
    return this.texts.strings;
  }

  protected get format(): Format {
    return this.texts.format;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.known = undefined;
    watchDocument();
    changes.addEventListener('change', this.relearn);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    changes.removeEventListener('change', this.relearn);
  }

  private readonly relearn = (): void => {
    this.known = undefined;
    this.requestUpdate();
  };
}

function localeAt(from: Element): string {
  for (let at: Element | null = from; at; at = above(at)) {
    const own = at instanceof LocalizedElement ? (at as { locale?: string }).locale : undefined;
    const said = own || at.getAttribute('lang');
    if (said) return said;
  }
  return 'en';
}

/** The words of the nearest element above that has its own. */
function messagesAt(from: Element): Messages | undefined {
  for (let at: Element | null = from; at; at = above(at)) {
    const own = at instanceof LocalizedElement ? (at as { messages?: Messages }).messages : undefined;
    if (own) return own;
  }
  return undefined;
}

function above(it: Element): Element | null {
  if (it.parentElement) return it.parentElement;
  const root = it.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}
