/** The preview's grid: what it says in full, where the focus stays, and how wide it may be. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { choose, onAPage, pageUrl, until, visitWizard } from './browser.mjs';
import { LEADS } from './files.mjs';
import { focused } from './reach.mjs';

let cloud;
let page;

onAPage(async (it) => {
  ({ cloud, page } = it);
  await visitWizard(page, cloud);
});

const rows = () => page.locator('gangway-preview-rows');
const grid = () => rows().getByRole('grid');
const cell = (name) => rows().getByRole('gridcell', { name, exact: true });
const details = () => rows().getByRole('region', { name: 'The row in full' });
const focusedText = () => grid().evaluate((it) => it.getRootNode().activeElement?.innerText.trim());
const stands = (text) => until(page, async () => (await focusedText()) === text);

/** Opens a file at its preview, checked. */
async function preview(bytes) {
  await choose(page, 'leads.csv', bytes);
  await page.locator('.facts').waitFor();
  await page.locator('gangway-stepper li').nth(3).locator('button').click();
  await page.locator('#start:not([aria-disabled])').waitFor();
}

const many = (count, more = () => '') =>
  `First Name,Last Name,Email\n${Array.from({ length: count }, (_, at) => more(at) || `P${at},Berg,p${at}@x.example`).join('\n')}\n`;

describe('the row in which somebody stands', () => {
  test('is told in full below the grid', async () => {
    await preview(LEADS);
    await cell(/^tom\.ashworth/).click();
    await details().getByText('Row 6 · Left out').waitFor();
    await details().getByText('it has no @. Write it as name@example.com.').waitFor();
    await page.keyboard.press('ArrowDown');
    await details().getByText('Email: lena@novakoptics.example').waitFor();
    await details().getByText('there is no such day').waitFor();
  });

  test('keeps the focus when it is scrolled out of view, however far', async () => {
    await preview(many(300_000));
    await cell('P3').click();
    await grid().evaluate((it) => (it.scrollTop = it.scrollHeight));
    await cell('P299999').waitFor();
    await page.keyboard.press('ArrowDown');
    await stands('P4');
    await grid().evaluate((it) => (it.scrollTop = 700));
    await cell('P16').waitFor();
    await page.keyboard.press('Enter');
    await rows().locator('input.field:focus').fill('Una');
    await page.keyboard.press('Enter');
    await rows().getByText('1 cell corrected.').waitFor();
    await stands('Una');
  });

  test('shows what was typed at once, before the file is checked again', async () => {
    await preview(many(300_000));
    await cell('P3').click();
    await page.keyboard.type('Una');
    const [shown, isChecked] = await grid().evaluate(async (it) => {
      const { host, activeElement: input } = it.getRootNode();
      input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
      await host.updateComplete;
      const text = it.querySelector('[tabindex="0"]').innerText.trim();
      return [text, host.wizard.reading.checking.state === 'done'];
    });
    assert.deepEqual([shown, isChecked], ['Una', false]);
  });
});

test('a reason leads to the first row that it is about, and to the cell', async () => {
  await preview(LEADS);
  await page.getByRole('button', { name: 'first in row 9' }).click();
  await until(page, async () => /^many\n/.test((await focusedText()) ?? ''));
  await details().getByText('Employees: many').waitFor();
});

test('whoever corrects the last row of a tab is told that none is left, and stays there', async () => {
  await preview('First Name,Last Name,Email\nMia,Berg,mia@x.example\nTom,Ash,tom at x.example\n');
  await rows()
    .getByRole('tab', { name: /Problems/ })
    .click();
  await cell(/^tom at/).click();
  await page.keyboard.press('Enter');
  await rows().locator('input.field:focus').fill('tom@x.example');
  await page.keyboard.press('Enter');
  await rows().getByText('None of these rows has a problem.').waitFor();
  await until(page, async () => (await page.evaluate(focused)).name === 'None of these rows has a problem.');
});

test('keys follow the way that the columns run, from right to left too', async () => {
  await page.goto(`${pageUrl()}/?lang=ar-XB#leads/import`);
  await page.reload();
  await page.locator('.drop').waitFor();
  await preview(many(10));
  await cell('P3').click();
  await page.keyboard.press('ArrowLeft');
  await stands('Berg');
  const [first, second] = await Promise.all([cell('P3').boundingBox(), cell('p3@x.example').boundingBox()]);
  assert.ok(second.x < first.x);
  await page.keyboard.press('End');
  await stands('Ada Olsen');
});

test('duplicates are a grid of their own: the file’s repeats with the CRM’s matches', async () => {
  cloud.knownEvery = 0;
  const repeat = (at) => (at % 1000 === 999 ? `R${at},Berg,p0@x.example` : '');
  await preview(many(20_000, repeat));
  await rows().getByRole('tab', { name: 'Duplicates 20' }).click();
  await cell('R999').waitFor();
  assert.equal(await grid().getAttribute('aria-rowcount'), '21');
  await cell('R999').click();
  await page.keyboard.press('Control+End');
  await cell('R19999').waitFor();
  assert.equal((await rows().getByText('repeats row 2').count()) > 5, true);
});

test('of hundreds of columns those in view are drawn, and the last one is reached by End', async () => {
  const ids = Array.from({ length: 500 }, (_, at) => `extra_${at}`);
  cloud.fields = ids.map((id) => ({ id, label: id, type: 'text', required: false }));
  await page.reload();
  await page.locator('.drop').waitFor();
  const line = (at) => ids.map((id) => `${id}-${at}`).join(',');
  await preview(
    `Email,${ids.join(',')}\n${[0, 1, 2].map((at) => `p${at}@x.example,${line(at)}`).join('\n')}\n`,
  );
  await cell('p1@x.example').click();
  assert.equal(await grid().getAttribute('aria-colcount'), '504');
  assert.ok((await rows().getByRole('gridcell').count()) < 120);
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await stands('extra_499-1');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await stands('p1@x.example');
});
