/** The preview's grid of a million rows in Firefox, whose boxes end at half the height of Chromium's. */

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { pageUrl } from './browser.mjs';
import { FakeCloud } from './fake-cloud.mjs';
import { FIREFOX, Firefox, standIn } from './bidi.mjs';

const ROWS = 1_000_000;

describe('in Firefox row 1,000,000', { skip: FIREFOX ? false : 'Firefox is not installed' }, () => {
  let folder;
  let firefox;
  let server;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gangway-rows-'));
    const lines = Array.from({ length: ROWS }, (_, at) => `P${at},Berg,p${at}@x.example`);
    await writeFile(join(folder, 'large.csv'), `First Name,Last Name,Email\n${lines.join('\n')}\n`);
    server = await standIn(pageUrl(), (origin) => new FakeCloud(origin));
    firefox = await Firefox.launch();
    await firefox.visit(`${server.origin}/#leads/import`);
    await firefox.putFile(join(folder, 'large.csv'));
    await firefox.run(async (find) => {
      await find('.facts');
      const stepper = await find('gangway-stepper');
      stepper.shadowRoot.querySelector('li:nth-child(4) button').click();
      await find('#start:not([aria-disabled])');
      (await find('[data-place="0:1"]')).focus();
    });
  });

  after(async () => {
    await firefox?.close();
    server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** The first and the last row that are seen, once nothing is on its way any more. */
  const seen = () =>
    firefox.run(async (find) => {
      await new Promise((rested) => setTimeout(rested, 400));
      const grid = await find('[role=grid]');
      const from = grid.querySelector('.heads').getBoundingClientRect().bottom;
      const to = grid.getBoundingClientRect().bottom;
      const names = [...grid.querySelectorAll('.rows [role=row]:not(.away)')].flatMap((it) => {
        const { top, bottom } = it.getBoundingClientRect();
        const isSeen = bottom > from + 1 && top < to - 1;
        return isSeen ? [it.querySelector('[aria-colindex="3"]')?.innerText.trim()] : [];
      });
      return [names[0], names.at(-1)];
    });
  const shows = async (...expected) => {
    let found;
    for (let tries = 0; tries < 20; tries += 1) {
      found = await seen();
      if (expected.every((it, at) => !it || found[at] === it)) return;
    }
    assert.deepEqual(found, expected);
  };
  const scrollTo = (part) =>
    firefox.run(async (find, part) => {
      const grid = await find('[role=grid]');
      grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * part;
    }, part);

  test('is reached by End, PageUp and PageDown', async () => {
    await firefox.press('Control', 'End');
    await shows(undefined, 'P999999');
    await firefox.press('PageUp');
    await firefox.press('PageUp');
    assert.notEqual((await seen())[1], 'P999999');
    for (let at = 0; at < 3; at += 1) await firefox.press('PageDown');
    await shows(undefined, 'P999999');
    await firefox.press('Control', 'Home');
    await shows('P0');
  });

  test('is reached by the thumb, and by the wheel from near it', async () => {
    await scrollTo(1);
    await shows(undefined, 'P999999');
    await scrollTo(0.5);
    const [middle] = await seen();
    assert.ok(Math.abs(Number(middle.slice(1)) - ROWS / 2) < 100, middle);
    await firefox.wheel(500, 600, 490);
    await shows(`P${Number(middle.slice(1)) + 10}`);
    await scrollTo(0);
    await shows('P0');
  });

  test('is reached by its number', async () => {
    await firefox.run(async (find) => {
      const foot = (await find('gangway-grid-foot')).shadowRoot;
      foot.querySelector('input').value = '1000001';
      foot.querySelector('button').click();
    });
    await shows(undefined, 'P999999');
  });
});
