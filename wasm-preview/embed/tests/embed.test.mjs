/** The packages as they are packed: in a plain page, in React, in Vue, in TypeScript and in Node. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { choose, launch, next, open } from '../../ui/tests/browser/browser.mjs';
import { FakeCloud } from '../../ui/tests/browser/fake-cloud.mjs';
import { LEADS, PNG } from '../../ui/tests/browser/files.mjs';
import { TRY, build, layOut, run, serve, tool } from './pages.mjs';

let browser;
let site;

before(async () => {
  layOut();
  site = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  site?.close();
});

async function visit(path, cloud = new FakeCloud(site.origin)) {
  const { context, page, errors } = await open(browser);
  await cloud.serve(page);
  await page.goto(`${site.origin}/${path}`);
  await page.locator('.drop').waitFor();
  return { context, page, errors, cloud };
}

async function importLeads(page) {
  await choose(page, 'leads.csv', LEADS);
  await page.locator('.facts').waitFor();
  await next(page);
  await page.locator('gangway-step-map').waitFor();
  await page.locator('gangway-stepper li').nth(3).locator('button').click();
  await page.locator('#start:not([aria-disabled])').click();
}

const finished = (page) => page.locator('gangway-step-review').waitFor({ timeout: 30_000 });

test('a plain page needs no bundler, hears every event, and may look as it likes', async () => {
  const cloud = new FakeCloud(site.origin);
  cloud.expiredTokens = 1;
  const { context, page, errors } = await visit('plain/index.html', cloud);
  assert.equal(await page.evaluate(() => window.tokens), 2, 'a token that ran out is asked for once more');
  const frame = page.locator('gangway-import [part=frame]');
  assert.equal(await frame.evaluate((it) => getComputedStyle(it).borderTopColor), 'rgb(120, 30, 90)');
  const pick = page.locator('.drop .button.primary');
  assert.equal(await pick.evaluate((it) => getComputedStyle(it).backgroundColor), 'rgb(120, 30, 90)');

  await choose(page, 'picture.csv', PNG);
  await page.locator('gangway-step-upload [role=alert]').waitFor();
  await page.evaluate(() => (window.keep = true));
  await importLeads(page);
  await page.waitForFunction(() => window.heard.some(([name]) => name === 'start'));
  assert.equal(await page.locator('gangway-step-preview').count(), 1, 'the page said no to the start');
  await page.evaluate(() => (window.keep = false));
  await page.locator('#start').click();
  await finished(page);
  await page.locator('gangway-import [part=top] > button').click();

  const heard = await page.evaluate(() => window.heard);
  const names = new Set(heard.map(([name]) => name));
  assert.deepEqual([...names].sort(), ['close', 'complete', 'progress', 'ready', 'refusal', 'start', 'step']);
  const [, complete] = heard.find(([name]) => name === 'complete');
  assert.equal(complete.counts.created, 7);
  assert.doesNotMatch(
    JSON.stringify(heard),
    /Berg|fjord|leads\.csv/,
    'no values of rows, and no names of files',
  );
  assert.deepEqual(errors, []);
  await context.close();
});

for (const [name, heading] of [
  ['react', 'Choose a file'],
  ['vue', 'Datei auswählen'],
])
  test(`a page made with ${name} and Vite imports a file`, async () => {
    build(name);
    const { context, page, errors } = await visit(`${name}/dist/index.html`);
    await page.getByRole('heading', { name: heading }).waitFor();
    await importLeads(page);
    await finished(page);
    assert.equal(await page.locator('output').innerText(), '7 created');
    assert.deepEqual(errors, []);
    await context.close();
  });

test('TypeScript knows the elements, their properties and their events', () => {
  run(process.execPath, [tool('typescript/bin/tsc'), '--project', 'react']);
});

test('importing the packages in Node does nothing and fails never', () => {
  const script = `
    for (const it of ['@gangway/ui', '@gangway/ui/define', '@gangway/ui/react', '@gangway/engine']) await import(it);
    const { modules, openBlob } = await import('@gangway/engine/node');
    const [module] = modules();
    const session = openBlob(new Blob(['Email\\nmia@fjord.example\\n']), 'a.csv', { module, users: [], importer: 'x' });
    console.log((await session.check(await session.propose())).counts.rows);`;
  const said = run(process.execPath, ['--input-type=module', '--eval', script]);
  assert.equal(said.trim(), '1');
});

test('the package tells tools of its elements, and people of all that the manifest names', () => {
  const ui = join(TRY, 'node_modules/@gangway/ui');
  const manifest = JSON.parse(readFileSync(join(ui, 'custom-elements.json'), 'utf8'));
  const elements = manifest.modules.flatMap((it) => it.declarations).filter((it) => it.tagName);
  assert.deepEqual(elements.map((it) => it.tagName).sort(), [
    'gangway-import',
    'gangway-job-notices',
    'gangway-jobs',
    'gangway-records',
  ]);
  const readme = readFileSync(join(ui, 'README.md'), 'utf8');
  for (const it of elements) {
    assert.ok(it.description, `${it.tagName} is described`);
    const properties = it.members.filter((member) => member.kind === 'field' && !member.readonly);
    for (const { name } of [...properties, ...(it.events ?? []), ...(it.cssParts ?? [])])
      assert.ok(readme.includes(`\`${name}\``), `README.md names ${name} of ${it.tagName}`);
  }
});
