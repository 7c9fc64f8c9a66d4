/**
 * The main job in Firefox: another engine's streams, workers and WebAssembly, from a dropped file to records of the local
 * cloud. All but this and the grid is tried in Chromium alone.
 */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { FIREFOX, Firefox } from './bidi.mjs';
import { pageUrl } from './browser.mjs';
import { LEADS } from './files.mjs';

const skip = FIREFOX ? false : 'No Firefox was found. Install one, or name it in GANGWAY_FIREFOX.';

describe('in Firefox', { skip }, () => {
  let firefox;
  before(async () => (firefox = await Firefox.launch()));
  after(() => firefox?.close());

  /** Keeps what fails on the page by itself. */
  const watch = () =>
    firefox.run(() => {
      window.failures = [];
      const note = (it) => window.failures.push(String(it.reason ?? it.message ?? it.violatedDirective));
      for (const it of ['error', 'unhandledrejection', 'securitypolicyviolation']) addEventListener(it, note);
    });

  /** Lets a file go over the wizard, as a hand does. */
  const drop = (name, text) =>
    firefox.run(
      async (find, name, text) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([text], name, { type: 'text/csv' }));
        const target = await find('.drop');
        target.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
        await find('.facts');
      },
      name,
      text,
    );

  /** Presses the button that leads on, and waits for the step that it leads to. */
  const goOn = (step) =>
    firefox.run(async (find, step) => {
      (await find('#next')).click();
      await find(step);
    }, step);

  test('a CSV that is dropped on the page becomes records', async () => {
    const guest = `journey-firefox-${Math.random().toString(36).slice(2, 10)}`;
    await firefox.visit(`${pageUrl()}/?as=${guest}#leads/import`);
    await watch();
    await drop('leads-autumn-fair.csv', LEADS);
    for (const step of ['map', 'configure', 'preview']) await goOn(`gangway-step-${step}`);
    const [promised, said] = await firefox.run(async (find) => {
      const start = await find('#start:not([aria-disabled])');
      const promised = start.innerText.trim();
      start.click();
      const review = await find('gangway-step-review');
      await review.updateComplete;
      return [promised, review.shadowRoot.querySelector('.stack').innerText];
    });
    assert.equal(promised, 'Import 8 rows, leave out 4');
    assert.match(said, /8 created \+ 1 skipped \+ 3 failed = 12/);
    assert.match(said, /What was written is what was previewed/);
    assert.deepEqual(await firefox.run(() => window.failures), []);
  });
});
