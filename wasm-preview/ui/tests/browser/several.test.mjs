/** Several files at once: a list, one job each, and what was decided once holds for the next of the same columns. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { choose, fieldOf, mapTo, next, onAPage, visitWizard } from './browser.mjs';
import { PNG, ZIP } from './files.mjs';

let cloud;
let page;

onAPage(async (it) => {
  ({ cloud, page } = it);
  cloud.knownEvery = 0;
  await visitWizard(page, cloud);
});

const chooseAll = (files) =>
  page
    .locator('gangway-step-upload input[type=file]')
    .setInputFiles(files.map(([name, text]) => ({ name, mimeType: '', buffer: Buffer.from(text) })));
const list = () => page.locator('gangway-file-queue li');
const states = () => list().locator('.badge').allInnerTexts();

async function start() {
  await page.locator('gangway-stepper').getByRole('button', { name: 'Preview' }).click();
  await page.locator('#start:not([aria-disabled])').click();
}

test('each file becomes a job of its own, with the settings of the one before', async () => {
  await chooseAll([
    ['north.csv', 'Email,Area\na@x.org,Oslo\n'],
    ['south.csv', 'Email,Area\nb@x.org,Cairo\n'],
    ['other.csv', 'Email,First Name\nc@x.org,Tom\n'],
  ]);
  await page.locator('.facts').waitFor();
  assert.deepEqual(await states(), ['This one', 'Waiting', 'Waiting']);
  await next(page);
  await mapTo(page, 'Area', 'city');
  await start();
  await page.locator('gangway-step-review').waitFor({ timeout: 30_000 });

  await page.getByRole('button', { name: 'Go on with “south.csv”' }).click();
  await page.locator('.facts').waitFor();
  assert.deepEqual(await states(), ['Started', 'This one', 'Waiting']);
  await next(page);
  assert.equal(await fieldOf(page, 'Area').inputValue(), 'City');
  cloud.patience = 50;
  await start();

  // Nobody need wait for the end of one to begin the next.
  await page.getByRole('button', { name: 'Go on with “other.csv”' }).click();
  await page.locator('.facts').waitFor();
  await next(page);
  assert.equal(await fieldOf(page, 'First Name').inputValue(), 'First Name');
  cloud.patience = 1;
  await start();
  await page.locator('gangway-step-review').waitFor({ timeout: 30_000 });
  assert.equal(await page.locator('#next-file').count(), 0, 'it was the last one');
  assert.equal(cloud.jobs.length, 3);
  assert.ok(
    cloud.jobs.every((it) => it.status !== 'cancelled'),
    'going on ends no import',
  );
  await page.getByRole('button', { name: 'Import another file' }).click();
  await page.locator('.drop').waitFor();
  assert.equal(await list().count(), 0);
});

test('a file of the list that cannot be used is left out', async () => {
  await chooseAll([
    ['picture.csv', PNG],
    ['south.csv', 'Email,Area\nb@x.org,Cairo\n'],
  ]);
  await page.locator('gangway-step-upload [role=alert]').waitFor();
  await page.getByRole('button', { name: 'Go on with “south.csv”' }).click();
  await page.locator('.facts').waitFor();
  assert.deepEqual(await states(), ['Left out', 'This one']);
});

test('an archive gets a sentence', async () => {
  await choose(page, 'tables.zip', ZIP);
  const alert = page.locator('gangway-step-upload [role=alert]');
  await alert.waitFor();
  assert.match(await alert.innerText(), /archive|zip/i);
});
