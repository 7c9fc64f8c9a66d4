/**
 * An export, for real: from the button above a module's records to a file on the disk, through SQS, Lambda, DynamoDB
 * and S3 of the local cloud.
 */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';

import { launch, open, pageUrl } from './browser.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

describe('an export', () => {
  test('of the columns that were chosen, in their order, is downloaded and found under Batch Jobs', async () => {
    const { context, page, errors } = await open(browser);
    await page.goto(`${pageUrl()}/?as=ada#leads`);
    await page.locator('gangway-records tbody tr').first().waitFor();
    const shown = await page.locator('gangway-records tbody tr').count();
    await page.locator('#export').click();
    const dialog = page.locator('gangway-export-dialog dialog');
    await dialog.waitFor();
    assert.match(await dialog.locator('#which').innerText(), /Every record that you may see/);
    for (const box of await dialog.locator('.columns input').all()) await box.uncheck();
    assert.ok(await dialog.getByRole('button', { name: 'Export' }).isDisabled(), 'nothing is chosen');
    await dialog.locator('.columns').getByLabel('Company', { exact: true }).check();
    await dialog.locator('.columns').getByLabel('Email', { exact: true }).check();
    for (let step = 0; step < 40; step += 1) {
      const up = dialog.getByRole('button', { name: 'Move Email up' });
      if (await up.isDisabled()) break;
      await up.click();
    }
    if (process.env.GANGWAY_PICTURES)
      await page.screenshot({ path: `${process.env.GANGWAY_PICTURES}/export.png` });

    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout: 60_000 }),
      dialog.getByRole('button', { name: 'Export' }).click(),
    ]);
    assert.match(download.suggestedFilename(), /^leads-\d{4}-\d\d-\d\d\.csv$/);
    const lines = (await readFile(await download.path(), 'utf8')).split('\r\n');
    assert.match(lines[0], /^\ufeffEmail,Company,Export \S+-export \(Gangway\)$/);
    assert.ok(lines.length - 2 >= shown, `${lines.length} lines for ${shown} records`);
    await dialog.getByText(/exported\. The file is kept for 7 days/).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();

    await page.goto(`${pageUrl()}/?as=ada#jobs`);
    const row = page.locator('gangway-jobs tbody tr').filter({ hasText: 'Export' }).first();
    await row.getByText('Completed').waitFor();
    if (process.env.GANGWAY_PICTURES)
      await page.screenshot({ path: `${process.env.GANGWAY_PICTURES}/jobs.png` });
    const [again] = await Promise.all([
      page.waitForEvent('download'),
      row.locator('button[data-file=export]').click(),
    ]);
    assert.equal(await readFile(await again.path(), 'utf8'), lines.join('\r\n'));
    assert.deepEqual(errors, []);
    await context.close();
  });

  test('is offered only to whoever has the right', async () => {
    const { context, page } = await open(browser);
    await page.goto(`${pageUrl()}/?as=rita#leads`);
    await page.locator('gangway-records h2').waitFor();
    await page.locator('gangway-records').getByRole('button', { name: 'Refresh' }).waitFor();
    assert.equal(await page.locator('#export').count(), 0);
    await context.close();
  });
});
