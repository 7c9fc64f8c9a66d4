/** The Batch Jobs page stays live, and asks no more often than it must. */

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';

import { choose, launch, open, pageUrl } from './browser.mjs';
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
  ({ context, page } = await open(browser));
  await cloud.serve(page);
});
afterEach(() => context.close());

const job = (status, at = 1) => ({
  id: `01JD4X7Q8Z9${at}`,
  kind: 'import',
  module: 'leads',
  status,
  actor: { tenant: 'harbour', user: 'ada', teams: [], scope: 'all', rights: [] },
  file: { name: 'leads.csv', size: '1500', fingerprint: null },
  created_at: new Date().toISOString(),
  started_at: null,
  finished_at: null,
  counts: { rows: 12, created: 7, updated: 0, unchanged: 0, skipped: 2, failed: 3, unprocessed: 0 },
  refusal: null,
  previewed: null,
  files: [],
});

/** How often the list was asked for meanwhile. */
async function asked(ms) {
  const count = () => cloud.requests.filter((it) => it.path.startsWith('/jobs')).length;
  const before = count();
  await page.waitForTimeout(ms);
  return count() - before;
}

async function visit() {
  await page.goto(`${pageUrl()}/#jobs`);
  await page.locator('gangway-jobs tbody tr').first().waitFor();
  await page.waitForTimeout(200);
}

/** As when another tab is looked at; browsers under test never hide a page themselves. */
const hide = (state) =>
  page.evaluate((it) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: it });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);

test('each second while something runs, and unchanged answers are empty', async () => {
  cloud.jobs = [job('running')];
  await visit();
  const times = await asked(4200);
  assert.ok(times >= 3 && times <= 5, `${times} times in four seconds`);
  assert.ok(cloud.unchanged >= 2, 'nothing is told twice');
});

test('every five seconds while nothing does', async () => {
  cloud.jobs = [job('completed')];
  await visit();
  const times = await asked(6000);
  assert.ok(times >= 1 && times <= 2, `${times} times in six seconds`);
});

test('never while nobody looks, and at once when somebody does', async () => {
  cloud.jobs = [job('running')];
  await visit();
  await hide('hidden');
  await page.waitForTimeout(300);
  assert.equal(await asked(3000), 0);
  cloud.jobs = [job('completed')];
  await hide('visible');
  await page.getByText('Completed', { exact: true }).waitFor({ timeout: 1000 });
});

test('a change of a running job shows within two seconds', async () => {
  cloud.jobs = [job('running')];
  await visit();
  cloud.jobs = [job('completed_with_errors')];
  await page.getByText('Completed with errors').waitFor({ timeout: 2000 });
});

test('an import that another tab starts shows within two seconds, though nothing ran', async () => {
  cloud.jobs = [job('completed')];
  await visit();
  const other = await context.newPage();
  await cloud.serve(other);
  await other.goto(`${pageUrl()}/#leads/import`);
  await other.locator('.drop').waitFor();
  await choose(other, 'second.csv', LEADS);
  await other.locator('.facts').waitFor();
  await other.locator('gangway-stepper').getByRole('button', { name: 'Preview' }).click();
  await other.locator('#start:not([aria-disabled])').click();
  await other.locator('gangway-step-execute').getByText('You can close this page').waitFor();
  await page.getByText('second.csv').waitFor({ timeout: 2000 });
});

test('an own job that ends while its person is elsewhere is told once, with a link to its results', async () => {
  const theirs = { ...job('running', 2), file: { name: 'theirs.csv' }, actor: { user: 'bob' } };
  cloud.jobs = [job('running'), theirs];
  await page.goto(`${pageUrl()}/#leads`);
  const notices = page.locator('gangway-job-notices [role=status]');
  await notices.waitFor({ state: 'attached' });
  await page.waitForTimeout(1500);
  assert.equal((await notices.innerText()).trim(), '', 'nothing has ended yet');
  cloud.jobs = [job('completed_with_errors'), { ...theirs, status: 'completed' }];
  await notices.getByText('Import: leads.csv').waitFor({ timeout: 6000 });
  assert.equal(await notices.locator('.notice').count(), 1, 'of nobody else');
  assert.equal(await notices.getAttribute('aria-live'), 'polite');
  await notices.getByRole('link', { name: 'See the results' }).click();
  await page.locator('gangway-jobs tbody tr').first().waitFor();
  await page.goto(`${pageUrl()}/#leads`);
  await page.waitForTimeout(1500);
  assert.equal(await notices.locator('.notice').count(), 0, 'once');
});

test('the notice of an ended job speaks German, and goes when it is closed', async () => {
  cloud.jobs = [job('running')];
  await page.goto(`${pageUrl()}/?lang=de#leads`);
  const notices = page.locator('gangway-job-notices [role=status]');
  await notices.waitFor({ state: 'attached' });
  await page.waitForTimeout(1500);
  cloud.jobs = [job('completed')];
  await notices.getByRole('link', { name: 'Ergebnisse ansehen' }).waitFor({ timeout: 6000 });
  await notices.getByRole('button', { name: 'Schließen' }).click();
  assert.equal(await notices.locator('.notice').count(), 0);
});
