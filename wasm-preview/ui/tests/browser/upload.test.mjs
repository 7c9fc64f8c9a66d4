/** The file on its way: in the background or on start, through lost connections, and on after a reload. */

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';

import { choose, launch, mapTo, next, open, pageUrl, until } from './browser.mjs';
import { FakeCloud } from './fake-cloud.mjs';
import { LEADS } from './files.mjs';

let browser;
let cloud;
let context;
let page;

before(async () => (browser = await launch()));
after(() => browser?.close());

beforeEach(async () => {
  cloud = new FakeCloud(pageUrl());
  cloud.partSize = 600;
  ({ context, page } = await open(browser));
  await cloud.serve(page);
});
afterEach(() => context.close());

async function visit(upload) {
  await page.goto(`${pageUrl()}/?upload=${upload}#leads/import`);
  await page.locator('.drop').waitFor();
}

async function toPreview() {
  await page.locator('gangway-stepper').getByRole('button', { name: 'Preview' }).click();
  await page.locator('#start:not([aria-disabled])').waitFor();
}

const review = () => page.locator('gangway-step-review').waitFor({ timeout: 30_000 });
const paths = (end) => cloud.requests.filter((it) => it.path.endsWith(end));
test('on start, nothing is uploaded before, and the page says so', async () => {
  await visit('on-start');
  await page.getByText('Nothing is uploaded until you start the import').waitFor();
  await choose(page, 'leads.csv', LEADS);
  await page.locator('.facts').waitFor();
  await toPreview();
  assert.equal(paths('/imports').length, 0);
  await page.locator('#start').click();
  await review();
  assert.equal(cloud.stored.length, 3);
});

test('in the background, the file is there before the start, and the page says so', async () => {
  await visit('background');
  await page.getByText('and uploaded meanwhile').waitFor();
  await choose(page, 'leads.csv', LEADS);
  await page.getByText('Uploaded, not imported yet').waitFor();
  assert.equal(paths('/start').length, 0);
  await toPreview();
  await page.locator('#start').click();
  await review();
  assert.deepEqual([paths('/imports').length, cloud.stored.length], [1, 3], 'once, and nothing twice');
});

test('another file in its place, or leaving for good, ends what was uploaded for the first', async () => {
  await visit('background');
  await choose(page, 'leads.csv', LEADS);
  await page.getByText('Uploaded, not imported yet').waitFor();
  await choose(page, 'second.csv', 'Email,City\na@x.org,Oslo\n');
  await until(page, () => cloud.jobs.length === 2);
  await until(page, () => cloud.jobs[1].status === 'cancelled');
  await page.getByText('Uploaded, not imported yet').waitFor();
  await next(page);
  await mapTo(page, 'City', 'state');
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByRole('button', { name: 'Leave and forget it' }).click();
  await until(page, () => cloud.jobs[0].status === 'cancelled');
});

test('a lost connection holds the upload up, and nothing else: it goes on by itself', async () => {
  await visit('on-start');
  await choose(page, 'leads.csv', LEADS);
  await page.locator('.facts').waitFor();
  await toPreview();
  await context.setOffline(true);
  cloud.offline = true;
  await page.locator('#start').click();
  await page.getByText('There is no connection').waitFor();
  assert.equal(cloud.stored.length, 0);
  cloud.offline = false;
  await context.setOffline(false);
  await review();
  assert.equal(cloud.stored.length, 3);
});

test('after a reload the same file goes on with the parts that are there', async () => {
  await visit('on-start');
  await choose(page, 'leads.csv', LEADS);
  await page.locator('.facts').waitFor();
  await toPreview();
  cloud.holdAfter = 2;
  await page.locator('#start').click();
  await until(page, () => cloud.stored.length === 2);
  await page.waitForTimeout(400);
  page.on('dialog', (it) => it.accept());
  await page.reload();
  cloud.holdAfter = Infinity;
  await page.locator('#resume').waitFor();
  await choose(page, 'leads.csv', LEADS);
  await page.locator('#start:not([aria-disabled])').waitFor();
  await page.locator('#start').click();
  await review();
  assert.equal(paths('/imports').length, 1, 'the same job');
  assert.deepEqual(cloud.stored.toSorted(), ['1', '2', '3'], 'each part once');
});
