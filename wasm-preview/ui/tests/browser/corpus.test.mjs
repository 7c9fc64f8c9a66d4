/**
 * The corpus of tests/corpus in Chromium, through the page: the same folders as natively and in Node, the same
 * reports, to the letter.
 */

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { launch, open, pageUrl } from './browser.mjs';
import { FakeCloud } from './fake-cloud.mjs';

const CORPUS = fileURLToPath(new URL('../../../../tests/corpus/cases', import.meta.url));

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

for (const name of readdirSync(CORPUS)) {
  const folder = join(CORPUS, name);
  const json = (file) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const input = join(
    folder,
    readdirSync(folder).find((it) => it.startsWith('input.')),
  );

  test(`${name} means in Chromium what it means in the Lambda`, async () => {
    const cloud = new FakeCloud(pageUrl());
    Object.assign(cloud, { user: 'importer', users: [], knownEvery: 0 });
    const { context, page, errors } = await open(browser);
    await cloud.serve(page);
    await page.goto(`${pageUrl()}/#${json('case.json').module}/import`);
    await page.locator('gangway-step-upload input[type=file]').setInputFiles(input);
    const report = await page.waitForFunction(() => {
      const inside = (it, tag) => it?.shadowRoot?.querySelector(tag);
      const wizard = inside(
        inside(document.querySelector('gangway-demo'), 'gangway-import'),
        'gangway-step-upload',
      );
      const checking = wizard?.wizard.reading.checking;
      if (checking?.state === 'stopped') throw new Error(checking.trouble.message);
      return checking?.state === 'done' ? checking.report : undefined;
    });
    assert.deepEqual(await report.jsonValue(), json('expected.json'));
    assert.deepEqual(errors, []);
    await context.close();
  });
}
