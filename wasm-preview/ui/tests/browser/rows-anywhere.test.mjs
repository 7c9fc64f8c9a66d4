/** Rows of large files, wherever they are: by the keyboard, by the thumb, and by their number. */

import assert from 'node:assert/strict';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { onAPage, visitWizard } from './browser.mjs';
import { writeWorkbook } from './workbooks.mjs';

const ROWS = 1_000_000;
const SHEET_ROWS = 120_000;
/** A page is there at once; a machine with much else to do is no fault of ours. */
const AT_ONCE = { timeout: 5_000 };

let page;
let folder;

onAPage(async (opened) => {
  ({ page } = opened);
  page.setDefaultTimeout(180_000);
  await visitWizard(page, opened.cloud);
});

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gangway-rows-'));
  await writeCsv(join(folder, 'large.csv'));
  await writeWorkbook(join(folder, 'large.xlsx'), SHEET_ROWS, person);
});
after(() => rm(folder, { recursive: true, force: true }));

/** Whom row `at + 2` of a file names. */
function person(at) {
  return [`P${at}`, 'Berg', at % 100_000 === 99_999 ? 'no address' : `p${at}@x.example`];
}

async function writeCsv(path) {
  const file = createWriteStream(path);
  file.write('First Name,Last Name,Email\n');
  for (let at = 0; at < ROWS; at += 1000) {
    const lines = Array.from({ length: 1000 }, (_, it) => person(at + it).join(','));
    if (!file.write(`${lines.join('\n')}\n`)) await new Promise((go) => file.once('drain', go));
  }
  await new Promise((ended) => file.end(ended));
}

const rows = () => page.locator('gangway-preview-rows');
const cell = (text) => rows().locator('td').filter({ hasText: text }).first();
const shows = async (text, range) => {
  await cell(text).waitFor(AT_ONCE);
  await rows().getByText(range).waitFor(AT_ONCE);
};

/** To the preview of a file, once every row of it was checked. */
async function preview(name, checked) {
  await page.locator('gangway-step-upload input[type=file]').setInputFiles(join(folder, name));
  await page.locator('.facts').waitFor();
  await page.locator('gangway-stepper').getByRole('button', { name: 'Preview' }).click();
  await page.getByText(checked).waitFor();
  await rows().getByRole('button', { name: 'Last rows' }).waitFor();
}

test('row 1,000,000 of a text file is reached by End, PageDown, the thumb and its number', async () => {
  await preview('large.csv', 'All 1,000,000 rows checked');
  await cell('P0').click();
  await page.keyboard.press('PageDown');
  await shows('P50', 'Rows 52 to 101');
  await page.keyboard.press('Control+End');
  await shows('P999999', 'Rows 999,952 to 1,000,001');
  await page.keyboard.press('PageUp');
  await shows('P999949', 'Rows 999,902 to 999,951');
  await page.keyboard.press('Control+Home');
  await shows('P0', 'Rows 2 to 51');
  await rows().getByLabel('Row', { exact: true }).fill('900000');
  await rows().getByRole('button', { name: 'Go', exact: true }).click();
  await shows('P899998', 'Rows 900,000 to 900,049');
  const thumb = rows().getByRole('slider', { name: 'Where in the file' });
  await thumb.press('End');
  await shows('P999999', 'Rows 999,952 to 1,000,001');
  await thumb.press('PageUp');
  await rows().getByRole('button', { name: 'First rows' }).click();
  await shows('P0', 'Rows 2 to 51');
  await rows()
    .getByRole('tab', { name: /Problems/ })
    .click();
  await cell('P999999').waitFor();
  assert.equal(await rows().locator('tbody tr').count(), 10);
});

test('the last rows of a large sheet are there at once, too', async () => {
  await preview('large.xlsx', 'All 120,000 rows checked');
  await rows().getByRole('button', { name: 'Last rows' }).click();
  await shows('P119999', 'Rows 119,952 to 120,001');
  await rows().getByLabel('Row', { exact: true }).fill('90000');
  await rows().getByRole('button', { name: 'Go', exact: true }).click();
  await shows('P89998', 'Rows 90,000 to 90,049');
});
