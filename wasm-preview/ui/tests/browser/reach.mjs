/** What the page holds, through all shadow roots, as hands and eyes meet it. Run inside the page. */

/** Every element that can be pressed or filled and is shown, with the box that a finger may hit. */
export function targets() {
  const found = [];
  const walk = (root) => {
    for (const it of root.querySelectorAll('*')) {
      if (it.shadowRoot) walk(it.shadowRoot);
      if (!it.matches('button, a[href], input, select, textarea, summary, [role=tab]')) continue;
      const box = (it.closest('label') ?? it).getBoundingClientRect();
      const own = it.getBoundingClientRect();
      if (own.width === 0 || own.height === 0) continue;
      const name = it.getAttribute('aria-label') || it.innerText || it.closest('label')?.innerText || it.id;
      found.push({ name: `${it.localName} ${name.trim()}`, width: box.width, height: box.height });
    }
  };
  walk(document);
  return found;
}

/** What keeps the page from fitting its window: the first elements that stick out and do not scroll by themselves. */
export function overflow() {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const found = [];
  const walk = (root) => {
    for (const it of root.querySelectorAll('*')) {
      if (it.matches('.scroll')) continue;
      if (it.shadowRoot) walk(it.shadowRoot);
      const { left, right } = it.getBoundingClientRect();
      if (right > width + 1 || left < -1)
        found.push(`${it.localName}.${it.className} ${Math.round(left)}–${Math.round(right)}`);
    }
  };
  walk(document);
  return [`scrollWidth ${document.documentElement.scrollWidth}`, ...found.slice(-5)];
}

/** The texts of the page, but for those of the file, the CRM's own names and the host page. */
export function texts() {
  const found = [];
  const walk = (root) => {
    const nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let it = nodes.nextNode(); it; it = nodes.nextNode()) {
      if (it.shadowRoot) walk(it.shadowRoot);
      if (it.nodeType !== Node.TEXT_NODE || !/\p{L}{2}/u.test(it.data)) continue;
      if (it.parentElement?.closest('style, script, title, noscript')) continue;
      found.push(it.data.trim());
    }
  };
  walk(document);
  return found;
}

/** The element that has the focus, through shadow roots; and whether it is inside of the wizard. */
export function focused() {
  let at = document.activeElement;
  let inside = false;
  while (at?.shadowRoot?.activeElement) {
    at = at.shadowRoot.activeElement;
    inside ||= at.localName === 'gangway-import';
  }
  const name = at?.getAttribute('aria-label') || at?.labels?.[0]?.innerText || at?.innerText || '';
  return { inside, tag: at?.localName, name: name.trim(), checked: at?.checked };
}
