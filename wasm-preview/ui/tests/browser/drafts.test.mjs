/** Drafts: what was mapped and set survives a reload, for the same file, the same person and the same tab. */

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { choose, fieldOf, mapTo, next, onAPage, open, visitWizard } from './browser.mjs';
import { LEADS } from './files.mjs';

let cloud;
let context;
let page;

onAPage(async (it) => {
  ({ cloud, context, page } = it);
  await visitWizard(page, cloud);
});

/** A file with a mapping that only a person can have made, kept in a draft. */
async function mapByHand(tab, file = ['leads.csv', LEADS]) {
  if (Array.isArray(file)) await choose(tab, ...file);
  else await tab.locator('gangway-step-upload input[type=file]').setInputFiles(file);
  await tab.locator('.facts').waitFor();
  await next(tab);
  await mapTo(tab, 'Territory', 'city');
  await saved(tab);
}

const saved = (tab) =>
  tab.waitForFunction(() => {
    const wizard = document.querySelector('gangway-demo').shadowRoot.querySelector('gangway-import').wizard;
    return !wizard.drafting.unsaved;
  });

const territory = (tab) => fieldOf(tab, 'Territory');
const resume = (tab) => tab.locator('#resume');

test('after a reload the same file goes on at the same step with the same mapping', async () => {
  await mapByHand(page);
  await page.reload();
  await page.getByText('Go on with “leads.csv”?').waitFor();
  await choose(page, 'leads.csv', LEADS);
  await page.locator('gangway-step-map').waitFor();
  assert.equal(await territory(page).inputValue(), 'City');
  await page.getByRole('button', { name: 'Back' }).click();
  await page.locator('.facts').waitFor();
  assert.equal(await resume(page).count(), 0, 'the offer is taken');
});

test('the way a file is read survives, too', async () => {
  await choose(page, 'leads.csv', 'a@x.org;Mia\nb@x.org;Tom\n');
  await page.locator('.facts').waitFor();
  await page.getByLabel('Column names').selectOption('none');
  await page.getByText('Column 1').waitFor();
  await saved(page);
  await page.reload();
  await choose(page, 'leads.csv', 'a@x.org;Mia\nb@x.org;Tom\n');
  await page.getByText('Column 1').waitFor();
});

test('another file is named as such, and what was set is used for it only when somebody says so', async () => {
  await mapByHand(page);
  await page.reload();
  await resume(page).waitFor();
  await choose(page, 'others.csv', LEADS.replace('Mia,Berg', 'Una,Berg'));
  const notice = page.locator('gangway-waiting-draft [role=status]');
  await notice.waitFor();
  assert.match(await notice.innerText(), /“others.csv” is not “leads.csv”, the file of your draft/);
  await next(page);
  assert.equal(await territory(page).inputValue(), '');
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('button', { name: 'Use what I set' }).click();
  await notice.waitFor({ state: 'detached' });
  await next(page);
  assert.equal(await territory(page).inputValue(), 'City');
});

test('a draft is forgotten for good', async () => {
  await mapByHand(page);
  await page.reload();
  await page.getByRole('button', { name: 'Forget this draft' }).click();
  await resume(page).waitFor({ state: 'detached' });
  await page.reload();
  await page.locator('.drop').waitFor();
  await page.waitForTimeout(300);
  assert.equal(await resume(page).count(), 0);
});

test('two tabs have separate drafts', async () => {
  await mapByHand(page);
  const other = await context.newPage();
  await visitWizard(other, cloud);
  await other.waitForTimeout(300);
  assert.equal(await resume(other).count(), 0, 'the draft of an open tab is not offered');
  await mapByHand(other, ['second.csv', 'Email,Territory\na@x.org,North\n']);
  await Promise.all([page.reload(), other.reload()]);
  await page.getByText('Go on with “leads.csv”?').waitFor();
  await other.getByText('Go on with “second.csv”?').waitFor();
});

test('somebody else at the same computer sees nothing of it', async () => {
  await mapByHand(page);
  cloud.user = 'ben';
  await page.reload();
  await page.locator('.drop').waitFor();
  await page.waitForTimeout(300);
  assert.equal(await resume(page).count(), 0);
});

test('a draft older than seven days is gone', async () => {
  await mapByHand(page);
  await page.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() + 8 * 24 * 3600 * 1000;
  });
  await page.reload();
  await page.locator('.drop').waitFor();
  await page.waitForTimeout(300);
  assert.equal(await resume(page).count(), 0);
});

test('a started import leaves no draft', async () => {
  await mapByHand(page);
  await page.locator('gangway-stepper').getByRole('button', { name: 'Preview' }).click();
  await page.locator('#start:not([aria-disabled])').click();
  await page.locator('gangway-step-review').waitFor({ timeout: 30_000 });
  await page.reload();
  await page.locator('.drop').waitFor();
  await page.waitForTimeout(300);
  assert.equal(await resume(page).count(), 0);
});

test('closing asks once something was set, and keeps or forgets it as told', async () => {
  await mapByHand(page);
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByRole('button', { name: 'Stay' }).click();
  await territory(page).waitFor();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByRole('button', { name: 'Leave', exact: true }).click();
  await page.locator('gangway-records').waitFor();
  await visitWizard(page, cloud);
  await resume(page).waitFor();
  await choose(page, 'leads.csv', LEADS);
  await territory(page).waitFor();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByRole('button', { name: 'Leave and forget it' }).click();
  await page.locator('gangway-records').waitFor();
  await visitWizard(page, cloud);
  await page.waitForTimeout(300);
  assert.equal(await resume(page).count(), 0);
});

test('where nothing can be kept, leaving asks', async () => {
  const lost = await context.newPage();
  await lost.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('not here', 'SecurityError');
    };
  });
  await visitWizard(lost, cloud);
  await choose(lost, 'leads.csv', LEADS);
  await lost.locator('.facts').waitFor();
  await next(lost);
  await mapTo(lost, 'Territory', 'city');
  await lost.waitForTimeout(400);
  const asked = lost.waitForEvent('dialog');
  const closing = lost.close({ runBeforeUnload: true });
  const dialog = await asked;
  assert.equal(dialog.type(), 'beforeunload');
  await Promise.all([dialog.accept(), closing]);
});

test('a file that was edited since is chosen again, and nothing that was set is lost', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gangway-'));
  const file = join(folder, 'leads.csv');
  await writeFile(file, LEADS);
  await mapByHand(page, file);
  await page.locator('gangway-stepper').getByRole('button', { name: 'Preview' }).click();
  await page.locator('#start:not([aria-disabled])').waitFor();
  await writeFile(file, LEADS.replace('1991-13-45', '1991-03-05'));
  await page.locator('#start').click();
  await page.getByText('It was moved, changed or deleted: choose it again.').waitFor();
  await page.getByRole('button', { name: 'Choose the file again' }).click();
  await resume(page).waitFor();
  await page.locator('gangway-step-upload input[type=file]').setInputFiles(file);
  await page.getByText('“leads.csv” was changed since you set this up.').waitFor();
  await page.getByRole('button', { name: 'Use what I set' }).click();
  await next(page);
  assert.equal(await territory(page).inputValue(), 'City');
  await rm(folder, { recursive: true });
});
