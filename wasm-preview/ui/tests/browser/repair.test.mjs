/** The file of failed rows, corrected and dropped back in: it is read as its import was, and only its rows run. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { choose, fieldOf, launch, mapTo, next, open, pageUrl, visitWizard } from './browser.mjs';
import { FakeCloud } from './fake-cloud.mjs';
import { LEADS } from './files.mjs';

const [HEADER, ...ROWS] = LEADS.split('\n');

/** The three failed rows as the server writes them, with what was wrong put right. */
function corrected(job) {
  const failed = [
    [6, ROWS[4].replace('(at)', '@')],
    [7, ROWS[5].replace('1991-13-45', '1991-12-05')],
    [9, ROWS[7].replace('many', '40')],
  ];
  const ours = ['Row (Gangway)', 'Reason (Gangway)', `Import ${job} (Gangway)`];
  return [[HEADER, ...ours].join(','), ...failed.map(([row, text]) => `${text},${row},It was wrong.,`)].join(
    '\n',
  );
}

test('failed rows are fixed and imported again, mapped and set up as before', async () => {
  const browser = await launch();
  const cloud = new FakeCloud(pageUrl());
  cloud.knownEvery = 0;
  const { page, errors } = await open(browser);
  await visitWizard(page, cloud);
  await choose(page, 'fair.csv', LEADS);
  await page.locator('.facts').waitFor();
  await next(page);
  await mapTo(page, 'Territory', 'city');
  await next(page);
  await page.getByRole('radio', { name: /Update matches/ }).check();
  await next(page);
  await page.locator('#start:not([aria-disabled])').click();
  await page.locator('gangway-step-review').waitFor({ timeout: 30_000 });
  const [{ id }] = cloud.jobs;

  await page.getByRole('button', { name: 'Import another file' }).click();
  await page.locator('.drop').waitFor();
  cloud.ending = { ...cloud.ending, rows: 3, created: 3, skipped: 0, failed: 0 };
  await choose(page, 'fair-failed.csv', corrected(id));
  await page.getByText('These are rows that the import of “fair.csv”').waitFor();
  await next(page);
  assert.equal(await fieldOf(page, 'Territory').inputValue(), 'City');
  assert.equal(await page.getByText('Added by Gangway').count(), 3);
  await next(page);
  assert.ok(await page.getByRole('radio', { name: /Update matches/ }).isChecked());
  await next(page);
  await page.locator('#start', { hasText: 'Import 3 rows' }).click();
  await page.getByRole('heading', { name: 'Everything is in' }).waitFor({ timeout: 30_000 });
  const [, second] = cloud.requests.filter((it) => it.path.endsWith('/start'));
  const { plan } = JSON.parse(second.body);
  assert.deepEqual(plan.origin, { kind: 'import', job: id });
  assert.equal(plan.options.mode, 'update');
  assert.deepEqual(errors, []);
  await browser.close();
});
