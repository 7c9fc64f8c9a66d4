/** An import that is put off: its time is chosen before Start, and changed or taken away on the Batch Jobs page. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { choose, onAPage, pageUrl, visitWizard } from './browser.mjs';
import { LEADS } from './files.mjs';

let cloud;
let page;

onAPage(async (it) => {
  ({ cloud, page } = it);
  await visitWizard(page, cloud);
});

const DAY_MS = 24 * 3600 * 1000;

/** An instant so many days ahead, at a full minute, and as the browser's input holds it. */
async function ahead(days) {
  const at = new Date(Math.ceil((Date.now() + days * DAY_MS) / 60_000) * 60_000);
  const text = await page.evaluate((ms) => {
    const it = new Date(ms);
    return new Date(ms - it.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  }, at.getTime());
  return { at: at.toISOString(), text };
}

const sent = (method, path) => cloud.requests.find((it) => it.method === method && path.test(it.path));
const job = () => page.locator('gangway-jobs tbody tr').first();

async function startAt(text) {
  await choose(page, 'leads.csv', LEADS);
  await page.locator('.facts').waitFor();
  await page.locator('gangway-stepper').getByRole('button', { name: 'Configure' }).click();
  await page.getByText('At a time that you choose').click();
  await page.locator('gangway-when #at').fill(text);
  await page.locator('gangway-when #at').press('Tab');
  await page.locator('gangway-stepper').getByRole('button', { name: 'Preview' }).click();
  await page.locator('#put-off').waitFor();
  await page.locator('#start:not([aria-disabled])').click();
  await page.locator('gangway-step-execute').getByText('Writes from').waitFor();
}

test('the time goes with Start, can be changed, and be taken away', async () => {
  const first = await ahead(2);
  await startAt(first.text);
  assert.equal(JSON.parse(sent('POST', /\/start$/).body).at, first.at);
  await page.goto(`${pageUrl()}/#jobs`);
  await job().getByText('Scheduled').waitFor();
  await job().getByRole('button', { name: 'Change the time' }).click();
  const second = await ahead(3);
  await job().getByLabel('Not before').fill(second.text);
  await job().getByRole('button', { name: 'Save' }).click();
  await job().getByRole('button', { name: 'Change the time' }).waitFor();
  assert.equal(JSON.parse(sent('PUT', /\/schedule$/).body).at, second.at);
  await job().getByRole('button', { name: 'Write now' }).click();
  await job().getByText('Scheduled').waitFor({ state: 'detached' });
  assert.ok(sent('DELETE', /\/schedule$/));
});

test('a time that has passed keeps the person where it is chosen', async () => {
  await choose(page, 'leads.csv', LEADS);
  await page.locator('.facts').waitFor();
  await page.locator('gangway-stepper').getByRole('button', { name: 'Configure' }).click();
  await page.getByText('At a time that you choose').click();
  await page.locator('gangway-when #at').fill((await ahead(-1)).text);
  await page.locator('gangway-when #at').press('Tab');
  await page.locator('gangway-import #next').click();
  await page.getByText('Choose a time that is still to come').waitFor();
  await page.locator('gangway-when').waitFor();
});

test('a scheduled import is cancelled like any other', async () => {
  await startAt((await ahead(1)).text);
  await page.goto(`${pageUrl()}/#jobs`);
  await job().getByText('Scheduled').waitFor();
  await job().getByRole('button', { name: 'Cancel' }).click();
  await job().getByText('Cancelled').waitFor();
});
