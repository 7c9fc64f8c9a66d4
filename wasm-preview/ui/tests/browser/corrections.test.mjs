/** Cells that are corrected on the page, and rows far down in the file, with the real core in its worker. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { choose, onAPage, visitWizard } from './browser.mjs';

const HEADER = 'First Name,Last Name,Email,State';
const LEADS = `${HEADER}\nMia,Berg,mia@fjord.example,wa\nTom,Ash,tom(at)tools.example,Wash.\nIda,Lund,ida@lund.example,wa\n`;

let cloud;
let page;

onAPage(async (it) => {
  ({ cloud, page } = it);
  cloud.knownEvery = 0;
  await visitWizard(page, cloud);
});

const rows = () => page.locator('gangway-preview-rows');
const cell = (name) => rows().getByRole('gridcell', { name, exact: true });
const start = () => page.locator('#start');

/** Opens a file at its preview, checked. */
async function preview(name, bytes) {
  await choose(page, name, bytes);
  await page.locator('.facts').waitFor();
  await page.locator('gangway-stepper').getByRole('button', { name: 'Preview' }).click();
  await page.locator('#start:not([aria-disabled])').waitFor();
}

test('a wrong cell is corrected where it stands, and what was corrected is what is started', async () => {
  await preview('leads.csv', LEADS);
  assert.match(await start().innerText(), /Import 2 rows, leave out 1/);
  await rows()
    .getByRole('tab', { name: /Problems/ })
    .click();
  await cell(/tom\(at\)/).dblclick();
  await rows().locator('[role=gridcell] input').fill('tom@tools.example');
  await page.keyboard.press('Enter');
  await start().getByText('Import 3 rows').waitFor();
  await rows().getByText('None of these rows has a problem.').waitFor();
  await rows().getByText('1 cell corrected.').waitFor();
  await start().click();
  await page.locator('gangway-step-execute').waitFor();
  await assertEventually(() => cloud.requests.some((it) => it.path.endsWith('/start')));
  const put = cloud.requests.find((it) => it.path.endsWith('/corrections/0'));
  const cells = JSON.parse(put.body).cells;
  assert.deepEqual(
    cells.map((it) => [it.row, it.column, it.text]),
    [[3, 2, 'tom@tools.example']],
  );
  const body = JSON.parse(cloud.requests.find((it) => it.path.endsWith('/start')).body);
  assert.equal(body.corrections.parts, 1);
  assert.match(body.corrections.digest, /^[0-9a-f]{32}$/);
});

test('a start whose answer is lost is tried again without putting the corrections again', async () => {
  await preview('leads.csv', LEADS);
  await cell(/tom\(at\)/).dblclick();
  await rows().locator('[role=gridcell] input').fill('tom@tools.example');
  await page.keyboard.press('Enter');
  await start().getByText('Import 3 rows').waitFor();
  let started = false;
  await page.route('**/fake-api/imports/*/start', (route) => {
    if (started) return route.fallback();
    started = true;
    return route.fulfill({
      status: 422,
      json: { type: 'invalid', title: 'The answer is lost.', status: 422 },
    });
  });
  await start().click();
  await page.getByText('The answer is lost.').waitFor();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('gangway-step-review').waitFor({ timeout: 30_000 });
  assert.equal(cloud.requests.filter((it) => it.path.endsWith('/corrections/0')).length, 1);
});

test('corrections are taken back and made again, by buttons and by keys', async () => {
  await preview('leads.csv', LEADS);
  await cell(/tom\(at\)/).click();
  await page.keyboard.press('Enter');
  await rows().locator('[role=gridcell] input').fill('tom@tools.example');
  await page.keyboard.press('Enter');
  await start().getByText('Import 3 rows').waitFor();
  await rows().getByRole('button', { name: 'Undo' }).click();
  await start().getByText('leave out 1').waitFor();
  await rows().getByRole('button', { name: 'Redo' }).click();
  await start().getByText('Import 3 rows').waitFor();
  await cell('Ash').click();
  await page.keyboard.press('Control+z');
  await start().getByText('leave out 1').waitFor();
});

test('a block from a spreadsheet is pasted over cells, and Escape leaves a cell as it was', async () => {
  await preview('leads.csv', LEADS);
  await cell('Mia').click();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('F2');
  await page.keyboard.type('nobody');
  await page.keyboard.press('Escape');
  await cell('Berg').waitFor();
  await paste('Bergen\tmia@new.example\nAshby\ttom@new.example\n');
  await start().getByText('Import 3 rows').waitFor();
  await cell('Ashby').waitFor();
  await cell('tom@new.example').waitFor();
});

test('words are found and replaced in a column, and that can be taken back', async () => {
  await preview('leads.csv', LEADS);
  await rows()
    .getByRole('button', { name: /Find and replace/ })
    .click();
  const dialog = rows().getByRole('dialog');
  await dialog.getByLabel('Column').selectOption({ label: 'State' });
  await dialog.getByLabel('Find', { exact: true }).fill('WA');
  await dialog.getByLabel('Replace with').fill('Washington');
  await dialog.getByLabel('Only where it is the whole cell').check();
  await dialog.getByRole('button', { name: 'Replace in all rows' }).click();
  await cell('Washington').first().waitFor();
  assert.equal(await cell('Washington').count(), 2);
  await cell('Wash.').waitFor();
  await rows()
    .getByRole('button', { name: /Find and replace/ })
    .click();
  await dialog.getByRole('button', { name: 'Take back' }).click();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await cell('wa').first().waitFor();
});

test('every row is reached by its number, and every problem in a grid of its own', async () => {
  const lines = Array.from(
    { length: 20_000 },
    (_, at) => `P${at},Berg,${at % 1000 === 500 ? 'no address' : `a${at}@x.example`},WA`,
  );
  await preview('many.csv', [HEADER, ...lines].join('\n'));
  await rows()
    .getByText(/^Rows 2 to \d+$/)
    .waitFor();
  await rows().getByLabel('Go to row').fill('20001');
  await rows().getByRole('button', { name: 'Go', exact: true }).click();
  await cell('P19999').waitFor();
  await rows()
    .getByRole('tab', { name: /Problems/ })
    .click();
  await cell('P500').waitFor();
  assert.equal(await rows().getByRole('grid').getAttribute('aria-rowcount'), '21');
});

test('a block is pasted over rows that nobody has looked at yet', async () => {
  const lines = Array.from({ length: 400 }, (_, at) => `P${at},Berg,a${at}@x.example,WA`);
  await preview('many.csv', [HEADER, ...lines].join('\n'));
  await cell('P0').click();
  await paste(Array.from({ length: 400 }, (_, at) => `Q${at}`).join('\n'));
  await rows().getByText('400 cells corrected.').waitFor();
  await page.keyboard.press('Control+End');
  await cell('Q399').waitFor();
});

test('corrections survive a reload with the draft', async () => {
  await preview('leads.csv', LEADS);
  await cell(/tom\(at\)/).dblclick();
  await rows().locator('[role=gridcell] input').fill('tom@tools.example');
  await page.keyboard.press('Enter');
  await start().getByText('Import 3 rows').waitFor();
  await page.waitForTimeout(600);
  await page.reload();
  await page.locator('.drop').waitFor();
  await page.locator('gangway-waiting-draft').waitFor();
  await choose(page, 'leads.csv', LEADS);
  await start().getByText('Import 3 rows').waitFor();
  await rows().getByText('1 cell corrected.').waitFor();
});

/** Pastes where somebody stands. */
async function paste(text) {
  await rows()
    .getByRole('grid')
    .evaluate((grid, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      grid.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
}

async function assertEventually(holds) {
  for (let at = 0; at < 100 && !holds(); at += 1) await page.waitForTimeout(50);
  assert.ok(holds());
}
