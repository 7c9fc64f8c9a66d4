/** Templates on the page: kept once, used by themselves for the next file, chosen, renamed and removed by hand. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { choose, launch, mapTo, open, pageUrl, visitWizard } from './browser.mjs';
import { FakeCloud } from './fake-cloud.mjs';

const FIRST = 'Mail,State of things\na@x.org,Nouveau\n';
const SECOND = 'STATE OF THINGS;MAIL\nNouveau;b@x.org\nNouveau;c@x.org\n';

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

async function wizard(cloud) {
  const { context, page, errors } = await open(browser);
  await visitWizard(page, cloud);
  const go = (step) => page.locator('gangway-stepper').getByRole('button', { name: step }).click();
  return { context, page, errors, go };
}

test('what was set once is used by itself for the next file with these column names', async () => {
  const cloud = new FakeCloud(pageUrl());
  const first = await wizard(cloud);
  await choose(first.page, 'first.csv', FIRST);
  await first.page.locator('.facts').waitFor();
  const template = (page) =>
    page.locator('gangway-file-facts label', { hasText: 'Template' }).locator('select');
  assert.equal(await template(first.page).count(), 0, 'no choice without templates');
  await first.go('Map columns');
  await mapTo(first.page, 'State of things', 'status');
  await first.go('Preview');
  await first.page.getByLabel('What “Nouveau” means').selectOption('New');
  await first.go('Configure');
  await first.page.getByRole('radio', { name: /Update matches/ }).check();
  await first.page.getByLabel('Name of the template').fill('Monthly list');
  await first.page.getByRole('button', { name: 'Keep as a template' }).click();
  await first.page.getByText('Kept as “Monthly list”').waitFor();
  assert.deepEqual(first.errors, []);
  await first.context.close();

  const second = await wizard(cloud);
  await choose(second.page, 'second.csv', SECOND);
  const choice = template(second.page);
  await choice.waitFor();
  assert.equal(await choice.inputValue(), 'leads-monthly-list');
  await second.go('Preview');
  await second.page.getByRole('button', { name: /import 2 rows/i }).waitFor();
  assert.equal(await second.page.getByLabel('Duplicates').inputValue(), 'update');
  await second.go('Upload');
  await choice.selectOption('None');
  await second.go('Preview');
  await second.page.getByText('This is what will happen').waitFor();
  assert.equal(
    await second.page.getByLabel('Duplicates').inputValue(),
    'skip',
    'without it nothing of it stays',
  );
  assert.deepEqual(second.errors, []);
  await second.context.close();
});

test('a template is renamed and removed in its dialog', async () => {
  const cloud = new FakeCloud(pageUrl());
  const { context, page, go, errors } = await wizard(cloud);
  await choose(page, 'first.csv', FIRST);
  await page.locator('.facts').waitFor();
  await go('Configure');
  await page.getByLabel('Name of the template').fill('Monthly');
  await page.getByRole('button', { name: 'Keep as a template' }).click();
  await page.getByText('Kept as “Monthly”').waitFor();
  await go('Upload');
  await page.getByRole('button', { name: 'Manage templates' }).click();
  await page.getByLabel('Name of “Monthly”').fill('Every month');
  await page.keyboard.press('Tab');
  const drops = page.getByLabel('Import files that systems drop');
  await drops.check();
  await page.getByText('drops/harbour/leads/leads-monthly/').waitFor();
  await page.getByText('in the name of ada').waitFor();
  await drops.uncheck();
  await page.getByText('drops/harbour/leads/leads-monthly/').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Remove “Every month”' }).click();
  await page.getByText('There are no templates for this kind of record.').waitFor();
  assert.deepEqual(cloud.templates, []);
  assert.deepEqual(errors, []);
  await context.close();
});
