/**
 * The main job, for real: a file dropped on the served page becomes records through S3, SQS, Lambda and DynamoDB
 * of the local cloud, and what could not be imported comes back as a file.
 */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';

import { choose, fieldOf, launch, mapTo, next, open, pageUrl } from './browser.mjs';
import { LEADS } from './files.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** A tenant of its own for each run, so that nothing is there yet. */
const guest = () => `journey-${Math.random().toString(36).slice(2, 10)}`;

async function importLeads(page, csv, mode) {
  await choose(page, 'leads-autumn-fair.csv', csv);
  await page.locator('.facts').waitFor();
  await next(page);
  await page.locator('gangway-step-map').waitFor();
  if ((await fieldOf(page, 'Email Address').inputValue()) !== 'Email')
    await mapTo(page, 'Email Address', 'email');
  await next(page);
  await page.locator('gangway-step-configure').waitFor();
  if (mode) await page.getByText(mode).click();
  await next(page);
  await page.locator('#start:not([aria-disabled])').waitFor({ timeout: 30_000 });
  const promised = (await page.locator('#start').innerText()).trim();
  await page.locator('#start').click();
  await page.locator('gangway-step-review').waitFor({ timeout: 120_000 });
  return { promised, review: await page.locator('gangway-step-review .stack').innerText() };
}

describe('the main job', () => {
  test('a CSV with bad rows becomes records, and the bad rows come back as a file', async () => {
    const { context, page, errors } = await open(browser);
    const address = `${pageUrl()}/?as=${guest()}`;
    await page.goto(`${address}#leads/import`);
    await page.locator('.drop').waitFor();

    const first = await importLeads(page, LEADS);
    assert.equal(first.promised, 'Import 8 rows, leave out 4');
    assert.match(first.review, /8 created \+ 1 skipped \+ 3 failed = 12/);
    assert.match(first.review, /What was written is what was previewed/);

    const [failed] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('button[data-file=failed]').click(),
    ]);
    const text = await readFile(await failed.path(), 'utf8');
    for (const cell of ['tom.ashworth(at)tools.example', '1991-13-45', 'many'])
      assert.ok(text.includes(cell), cell);
    assert.ok(!text.includes('noor@niletextiles.example'), 'only failed rows');

    await page.getByRole('button', { name: 'See the records' }).click();
    await page.locator('gangway-records tbody tr').first().waitFor();
    assert.equal(await page.locator('gangway-records tbody tr').count(), 8);

    // The same file again: everybody is there, and the preview knows it before anything is uploaded.
    await page.goto(`${address}#leads/import`);
    await page.locator('.drop').waitFor();
    const second = await importLeads(page, LEADS, 'Update matches');
    assert.equal(second.promised, 'Import 9 rows, leave out 3');
    assert.match(second.review, /0 created( \+ \d+ (updated|unchanged))+ \+ 3 failed = 12/);
    const again = async () => {
      await page.locator('gangway-step-preview').getByText('in the CRM already').first().waitFor();
      await page.getByText('Every row is in the CRM already').waitFor();
    };
    await page.getByRole('button', { name: 'Import another file' }).click();
    await page.locator('.drop').waitFor();
    await choose(page, 'leads.csv', LEADS);
    await page.locator('.facts').waitFor();
    await page.locator('gangway-stepper').getByRole('button', { name: 'Preview' }).click();
    // The settings of the file before are kept; here the matches are to be left out.
    await page
      .locator('gangway-step-preview')
      .getByLabel('Duplicates')
      .selectOption({ label: 'Skip duplicates' });
    await again();

    await page.goto(`${address}#jobs`);
    await page.locator('gangway-jobs tbody tr').first().waitFor();
    assert.equal(await page.locator('gangway-jobs tbody tr').count(), 2);
    assert.deepEqual(errors, []);
    await context.close();
  });

  test('whoever may not import is told so', async () => {
    const { context, page } = await open(browser);
    await page.goto(`${pageUrl()}/#leads/import`);
    await page.locator('.drop').waitFor();
    const people = await page.evaluate(async () => {
      const { issuerUrl } = await (await fetch('/config.json')).json();
      return (await fetch(`${issuerUrl.replace(/\/$/, '')}/users`)).json();
    });
    const without = people.find((it) => !it.rights.includes('import'));
    assert.ok(without, 'one demo user may not import');
    await page.locator('#person').selectOption(without.user);
    await page.getByText('You may not import records').waitFor();
    await context.close();
  });

  test('two tenants do not see each other’s records', async () => {
    const { context, page } = await open(browser);
    await page.goto(`${pageUrl()}/?as=${guest()}#leads`);
    await page.locator('gangway-records .empty').waitFor();
    await context.close();
  });
});
