/** Makes elements known to the page by their names. */

/** A second copy of the package on a page changes nothing. */
export function define(elements: Record<string, CustomElementConstructor>): void {
  for (const [name, element] of Object.entries(elements))
    if (!customElements.get(name)) customElements.define(name, element);
}
