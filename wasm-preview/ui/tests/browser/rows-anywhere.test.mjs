/** Rows of large files, wherever they are: by the keyboard, by the thumb, by the wheel, and by their number. */

import assert from 'node:assert/strict';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';

import { onAPage, until, visitWizard } from './browser.mjs';
import { writeWorkbook } from './workbooks.mjs';

const ROWS = 1_000_000;
const SHEET_ROWS = 120_000;
/** Rows are there at once; a machine with much else to do is no fault of ours. */
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
const grid = () => rows().getByRole('grid');
const cell = (text) => rows().getByRole('gridcell', { name: text, exact: true });
/** A row is there, and seen. */
const shows = async (text) => {
  await cell(text).waitFor(AT_ONCE);
  await until(page, () => isSeen(cell(text)));
};
/** Whether a cell lies between the heads and the end of the grid. */
const isSeen = (it) =>
  it.evaluate((element) => {
    const grid = element.closest('[role=grid]');
    const [inner, outer] = [element.getBoundingClientRect(), grid.getBoundingClientRect()];
    const heads = grid.querySelector('.heads').getBoundingClientRect().bottom;
    return inner.top >= heads - 1 && inner.bottom <= outer.bottom + 1;
  });
/** Draws the thumb to a part of its way, as a mouse does: in one leap, and in many little ones. */
const drag = (part, steps = 1) =>
  grid().evaluate(
    async (it, [part, steps]) => {
      const [from, to] = [it.scrollTop, (it.scrollHeight - it.clientHeight) * part];
      for (let at = 1; at <= steps; at += 1) {
        it.scrollTop = from + ((to - from) * at) / steps;
        await new Promise((drawn) => requestAnimationFrame(drawn));
      }
    },
    [part, steps],
  );
const goTo = async (row) => {
  await rows().getByLabel('Go to row').fill(String(row));
  await rows().getByRole('button', { name: 'Go', exact: true }).click();
};
/** What has the focus inside of the grid: its column and row, counted as screen readers do, and its text. */
const focused = () =>
  grid().evaluate((it) => {
    const cell = it.getRootNode().activeElement;
    const row = cell?.closest('[role=row]')?.ariaRowIndex;
    return { column: cell?.ariaColIndex, row, text: cell?.innerText.trim() };
  });
const times = async (count, key) => {
  for (let at = 0; at < count; at += 1) await page.keyboard.press(key);
};

/** To the preview of a file, once every row of it was checked. */
async function preview(name, checked) {
  await page.locator('gangway-step-upload input[type=file]').setInputFiles(join(folder, name));
  await page.locator('.facts').waitFor();
  await page.locator('gangway-stepper').getByRole('button', { name: 'Preview' }).click();
  await page.getByText(checked).waitFor();
  await page.locator('#start:not([aria-disabled])').waitFor();
}

describe('row 1,000,000 of a text file', () => {
  beforeEach(() => preview('large.csv', 'All 1,000,000 rows checked'));

  test('is reached by End, and the first again by Home', async () => {
    await cell('P0').click();
    assert.equal(await grid().getAttribute('aria-rowcount'), '1000001');
    await page.keyboard.press('Control+End');
    await shows('P999999');
    const row = rows().getByRole('row').filter({ hasText: 'p999998@x.example' });
    assert.equal(await row.getAttribute('aria-rowindex'), '1000000');
    assert.equal((await focused()).column, await grid().getAttribute('aria-colcount'));
    await page.keyboard.press('Home');
    await until(page, async () => (await focused()).column === '2');
    await page.keyboard.press('Control+Home');
    await shows('P0');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await until(page, async () => (await focused()).text === 'P1');
  });

  test('is reached by the thumb, which says where one is', async () => {
    await drag(1);
    await shows('P999999');
    await rows()
      .getByText(/^Rows 999,99\d to 1,000,001$/)
      .waitFor(AT_ONCE);
    await drag(0.5, 30);
    await rows()
      .getByText(/^Rows (499,9|500,0)\d\d to (499,9|500,0)\d\d$/)
      .waitFor(AT_ONCE);
    await drag(0, 30);
    await shows('P0');
  });

  test('is reached by PageDown from near it, and rows follow each other without a gap', async () => {
    await goTo(999_950);
    await shows('P999948');
    await until(page, async () => (await focused()).row === '999950');
    await times(12, 'PageDown');
    await shows('P999999');
    await times(3, 'PageUp');
    await times(3, 'ArrowUp');
    const seen = await grid().evaluate((it) =>
      [...it.querySelectorAll('.rows [role=row]')].map((row) => Number(row.getAttribute('aria-rowindex'))),
    );
    seen.forEach((it, at) => assert.equal(it, seen[0] + at));
  });

  test('is reached by its number', async () => {
    await goTo(1_000_001);
    await shows('P999999');
    await goTo(900_000);
    await shows('P899998');
    await goTo(5_000_000);
    await shows('P999999');
    await goTo(1);
    await shows('P0');
  });

  test('is reached by the wheel, pixel by pixel, on a scrollbar that is scaled', async () => {
    await goTo(999_800);
    await shows('P999798');
    const before = await grid().boundingBox();
    await page.mouse.move(before.x + 300, before.y + 200);
    const isThere = async () => (await cell('P999999').count()) > 0 && (await isSeen(cell('P999999')));
    for (let at = 0; at < 40 && !(await isThere()); at += 1) {
      await page.mouse.wheel(0, 400);
      await page.waitForTimeout(60);
    }
    await shows('P999999');
  });

  test('has a problem, and all rows that have one are a grid of their own', async () => {
    await rows()
      .getByRole('tab', { name: /Problems/ })
      .click();
    await cell('P99999').click();
    assert.equal(await grid().getAttribute('aria-rowcount'), '11');
    await page.keyboard.press('Control+End');
    await shows('P999999');
    await rows().getByText('Rows', { exact: false }).getByText('1,000,001').waitFor();
  });

  test('is corrected where it stands', async () => {
    await goTo(1_000_001);
    await shows('P999999');
    await cell(/no address/).dblclick();
    await rows().locator('input.field:focus').fill('p999999@x.example');
    await page.keyboard.press('Enter');
    await rows().getByText('1 cell corrected.').waitFor();
    await cell('p999999@x.example').waitFor();
    await rows().getByRole('tab', { name: 'Problems 9' }).waitFor();
  });
});

test('the last rows of a large sheet are there at once, too', async () => {
  await preview('large.xlsx', 'All 120,000 rows checked');
  await cell('P0').click();
  await page.keyboard.press('Control+End');
  await shows('P119999');
  await goTo(90_000);
  await shows('P89998');
});
