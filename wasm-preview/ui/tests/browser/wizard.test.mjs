/** The wizard in a real browser, with the real core in its worker and a stand-in for the API. */

import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';

import { choose, fieldOf, mapTo, next, onAPage, open, pageUrl, until, visitWizard } from './browser.mjs';
import { ENCRYPTED_WORKBOOK, LEADS, PNG, bigLeads } from './files.mjs';

let cloud;
let page;
let errors;

onAPage(async (it) => {
  ({ cloud, page, errors } = it);
  await visitWizard(page, cloud);
});

const refusal = () => page.locator('gangway-step-upload [role=alert]');

describe('bad input gets a sentence', () => {
  const cases = [
    ['an empty file', 'empty.csv', '', /empty/i],
    ['a header and nothing else', 'header.csv', 'First Name,Last Name,Email\n', /header row but no data/i],
    ['a picture named .csv', 'picture.csv', PNG, /picture|image|PNG/i],
    ['a workbook with a password', 'secret.xlsx', ENCRYPTED_WORKBOOK, /password|encrypted/i],
  ];
  for (const [what, name, bytes, sentence] of cases)
    test(what, async () => {
      await choose(page, name, bytes);
      // The head of a file may look well; then the check of the whole file says it.
      const said = page.locator('gangway-step-upload [role=alert], gangway-step-preview [role=alert]');
      const facts = page.locator('.facts');
      await said.or(facts).first().waitFor();
      if (await facts.isVisible())
        await page.locator('gangway-stepper').getByRole('button', { name: 'Preview' }).click();
      await said.first().waitFor();
      assert.match(await said.first().innerText(), sentence);
      assert.deepEqual(errors, []);
    });

  test('a folder', async () => {
    await page.evaluate(() => {
      const drop = document
        .querySelector('gangway-demo')
        .shadowRoot.querySelector('gangway-import')
        .shadowRoot.querySelector('gangway-step-upload')
        .shadowRoot.querySelector('.drop');
      const event = new DragEvent('drop', { bubbles: true, cancelable: true });
      const items = [{ webkitGetAsEntry: () => ({ isDirectory: true }) }];
      Object.defineProperty(event, 'dataTransfer', { value: { items, files: [] } });
      drop.dispatchEvent(event);
    });
    assert.match(await refusal().innerText(), /folder/i);
  });

  test('after a refusal another file can be chosen', async () => {
    await choose(page, 'picture.csv', PNG);
    await refusal().waitFor();
    await choose(page, 'leads.csv', LEADS);
    await page.locator('.facts').waitFor();
    assert.equal(await refusal().count(), 0);
  });
});

describe('an engine that fails', () => {
  const withWorker = async (script) => {
    await page.route('**/worker-of-the-test.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: script }),
    );
    await page.evaluate(() => {
      const element = document.querySelector('gangway-demo').shadowRoot.querySelector('gangway-import');
      element.workerUrl = '/worker-of-the-test.js';
      // Loads anew, with the other worker.
      element.getToken = async () => 'token';
    });
    await page.locator('.drop').waitFor();
    await choose(page, 'leads.csv', LEADS);
    await refusal().waitFor({ timeout: 20_000 });
    return refusal().innerText();
  };

  test('a reader that makes no progress is stopped with a sentence', async () => {
    assert.match(await withWorker('self.onmessage = () => { for (;;); };'), /no progress for 10 seconds/);
  });

  test('a reader that traps is stopped with a sentence', async () => {
    const script = `self.onmessage = ({ data }) => data.generation && self.postMessage({
      kind: 'failed', generation: data.generation, failure: { kind: 'fault', fault: 'trapped', detail: 'unreachable' } });`;
    assert.match(await withWorker(script), /The reader stopped on this file/);
  });
});

describe('mapping', () => {
  beforeEach(async () => {
    await choose(page, 'leads.csv', LEADS);
    await page.locator('.facts').waitFor();
    await next(page);
    await page.locator('gangway-step-map').waitFor();
  });

  test('a column mapped twice is named, keeps one from going on, and one click mends it', async () => {
    await mapTo(page, 'Territory', 'email');
    await mapTo(page, 'Email Address', 'email');
    await next(page);
    const said = await page.locator('gangway-import .foot [role=alert]').innerText();
    assert.match(said, /“Email” gets 2 columns: “Email Address” and “Territory”/);
    await page.getByRole('button', { name: 'Keep “Email Address”' }).click();
    await next(page);
    await page.locator('gangway-step-configure').waitFor();
  });

  test('dates that can be read in two ways are asked about', async () => {
    await page.getByRole('button', { name: 'Back' }).click();
    await choose(
      page,
      'dates.csv',
      'Email,Birthday\nmia@fjord.example,03/04/1984\ntom@fjord.example,05/06/1990\n',
    );
    await page.locator('.facts').waitFor();
    await next(page);
    await page.getByText('2 of 2 values do not fit').waitFor();
    await next(page);
    assert.match(
      await page.locator('.foot [role=alert]').innerText(),
      /“Birthday” can be read with the day or the month/,
    );
    await page.getByLabel('Order of day and month in “Birthday”').selectOption('day_first');
    await page.locator('gangway-stepper').getByRole('button', { name: 'Preview' }).click();
    await page.locator('gangway-step-preview').getByText('Apr 3, 1984').waitFor();
  });

  test('the heading of a new step has the focus', async () => {
    const focused = () =>
      page.evaluate(() => {
        let at = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        return at?.textContent;
      });
    assert.equal(await focused(), 'Where does each column go?');
    await page.getByRole('button', { name: 'Back' }).click();
    await page.waitForFunction(() => true);
    assert.equal(await focused(), 'Choose a file');
  });

  test('going back keeps what was done', async () => {
    await mapTo(page, 'Territory', 'city');
    await page.getByRole('button', { name: 'Back' }).click();
    await next(page);
    assert.equal(await fieldOf(page, 'Territory').inputValue(), 'City');
  });
});

describe('the preview', () => {
  beforeEach(async () => {
    await choose(page, 'leads.csv', LEADS);
    await page.locator('.facts').waitFor();
    await next(page);
    await mapTo(page, 'Email Address', 'email');
    await page.locator('gangway-stepper').getByRole('button', { name: 'Preview' }).click();
    await page.locator('#start:not([aria-disabled])').waitFor();
  });

  test('shows each problem at its cell, and the button says what it does', async () => {
    // Two of the nine keys belong to records.
    await page.locator('#start', { hasText: 'Import 6 rows, leave out 6' }).waitFor();
    const wrong = page.locator('gangway-preview-grid .wrong');
    assert.equal(await wrong.count(), 3);
    assert.match(await wrong.first().innerText(), /tom\.ashworth\(at\)tools\.example/);
    assert.match(await page.locator('[role=row].skip', { hasText: 'repeats row 2' }).innerText(), /Mia/);
  });

  test('another duplicate mode is counted anew without leaving the step', async () => {
    await page.getByLabel('Duplicates').selectOption('create');
    await page.locator('#start', { hasText: 'Import 9 rows, leave out 3' }).waitFor();
  });

  test('in update mode the rows that change a record have a tab of their own', async () => {
    const updates = page.getByRole('tab', { name: /^Updates/ });
    assert.equal(await updates.count(), 0);
    await page.getByLabel('Duplicates').selectOption('update');
    await page.getByRole('tab', { name: 'Updates 2' }).click();
    const rows = page.locator('gangway-preview-grid .rows [role=row]');
    await page.waitForTimeout(200);
    assert.equal(await rows.count(), 2);
    for (const it of await rows.allInnerTexts()) assert.match(it, /Updates a record/);
    await page.getByLabel('Duplicates').selectOption('skip');
    await page.getByRole('tab', { name: /^All/, selected: true }).waitFor();
    assert.equal(await updates.count(), 0);
  });

  test('an update shows old and new side by side, in the changed cells alone', async () => {
    await page.getByLabel('Duplicates').selectOption('update');
    const row = page.locator('gangway-preview-grid [role=row]', { hasText: 'already there: Jonas Keller' });
    // Company, employees, notes; none while a plan that has just changed is decided anew.
    await until(page, async () => (await row.locator('.change').count()) === 3);
    assert.equal(await row.locator('.change del').first().innerText(), 'Alpwerk AG');
    assert.equal(await row.locator('.change ins').first().innerText(), 'Alpwerk GmbH');
    assert.match(await row.innerText(), /Alpwerk AG becomes Alpwerk GmbH/);
    assert.match(await row.locator('.kept').innerText(), /410,000/, 'what the file leaves blank stays');
    assert.match(await row.innerText(), /Ben Idris/, 'an update gives no record away');
  });

  test('a field that only fills blanks is not changed where there is something', async () => {
    await page.locator('gangway-stepper').getByRole('button', { name: 'Configure' }).click();
    await page.getByRole('radio', { name: /Update matches/ }).check();
    await page.getByText('Field by field').click();
    await page.getByLabel('Company', { exact: true }).selectOption('fill_blanks');
    await page.locator('gangway-stepper').getByRole('button', { name: 'Preview' }).click();
    const row = page.locator('gangway-preview-grid [role=row]', { hasText: 'already there: Jonas Keller' });
    // Employees, notes.
    await until(page, async () => (await row.locator('.change').count()) === 2);
    assert.equal(await row.locator('.kept').first().innerText(), 'Alpwerk AG');
  });

  test('a skipped row names the record that it duplicates, unless that is not to be seen', async () => {
    const skipped = page.locator('gangway-preview-grid [role=row].skip');
    await page.getByText('already there: Jonas Keller').waitFor();
    assert.equal(await skipped.count(), 3);
    cloud.hidden = true;
    await page.getByLabel('Duplicates').selectOption('update');
    await page.locator('gangway-stepper').getByRole('button', { name: 'Configure' }).click();
    await page.getByLabel('Two records are the same').selectOption('phone');
    await page.locator('gangway-stepper').getByRole('button', { name: 'Preview' }).click();
    await page.getByText('Matches a record you may not see').first().waitFor();
    const hidden = page.locator('gangway-preview-grid [role=row].fail', { hasText: 'you may not see' });
    assert.equal(await hidden.count(), 2);
    assert.equal(await hidden.locator('.change').count(), 0);
  });

  test('only hashes are sent before the start', async () => {
    await page.getByText('Compared with the CRM').waitFor();
    const sent = cloud.requests.filter((it) => it.body).map((it) => it.body);
    assert.ok(sent.length > 0);
    for (const body of sent) {
      assert.doesNotMatch(body, /fjord|Berg|example/);
      for (const key of JSON.parse(body).keys) assert.match(key, /^[0-9a-f]{32}$/);
    }
  });

  test('an import goes through to its counts and files', async () => {
    await page.locator('#start').click();
    await page.locator('gangway-step-review').waitFor({ timeout: 30_000 });
    const review = await page.locator('gangway-step-review .stack').innerText();
    assert.match(review, /7 created \+ 2 skipped \+ 3 failed = 12/);
    assert.equal(await page.locator('button[data-file=failed]').count(), 1);
    const start = cloud.requests.find((it) => it.path.endsWith('/start'));
    const { plan, receipt } = JSON.parse(start.body);
    assert.equal(plan.columns.length, 12);
    assert.match(receipt.digest, /^[0-9a-f]{32}$/);
  });

  test('a part that S3 refuses for a moment is sent again', async () => {
    cloud.failUploads = 1;
    await page.locator('#start').click();
    await page.locator('gangway-step-review').waitFor({ timeout: 30_000 });
  });
});

test('the signs around cells can be others than those that were found', async () => {
  await choose(
    page,
    'quotes.csv',
    "Email,City\na@x.org,'Oslo, west'\nb@x.org,'Cairo, old'\nc@x.org,'Praha, new'\n",
  );
  await page.locator('.facts').waitFor();
  await page.locator('#quote').selectOption("' … ', inside doubled");
  await page.getByText('2 columns').waitFor();
  await next(page);
  await page.getByText('Oslo, west').waitFor();
});

describe('what a file may hide', () => {
  test('script in headers and cells stays text', async () => {
    const nasty = '<img src=x onerror=window.hacked=1>';
    await choose(page, 'nasty.csv', `Email,${nasty}\nmia@fjord.example,${nasty}\n`);
    await page.locator('gangway-first-rows td', { hasText: 'mia@fjord.example' }).waitFor();
    assert.match(await page.locator('gangway-first-rows section').innerText(), /onerror/);
    await next(page);
    await page.locator('gangway-step-map').waitFor();
    assert.equal(await page.evaluate(() => window.hacked), undefined);
  });
});

describe('a large file', () => {
  test('shows its first rows before it is checked to the end', async () => {
    await choose(page, 'large.csv', bigLeads(400_000));
    await page.locator('.facts').waitFor();
    await page.locator('gangway-stepper').getByRole('button', { name: 'Preview' }).click();
    await page.locator('gangway-step-preview [role=progressbar]').waitFor();
    await page.locator('#start:not([aria-disabled])').waitFor({ timeout: 120_000 });
    await page.getByText(/is an estimate from [0-9,]+ of 392,000 different keys/).waitFor();
    const start = await page.locator('#start').innerText();
    const [, imported, left] =
      /^Import about ([0-9,]+) rows, leave out about ([0-9,]+)$/.exec(start.trim()) ?? [];
    const number = (it) => Number(it?.replaceAll(',', ''));
    assert.equal(number(imported) + number(left), 400_000, start);
    // Every fifth key is known.
    assert.ok(Math.abs(number(left) - 8_000 - 392_000 / 5) < 400, start);
  });
});

test('a word that no option has gets a meaning, and its rows are imported', async () => {
  cloud.knownEvery = 0;
  await choose(page, 'status.csv', 'Email,Lead Status\na@x.org,Nouveau\nb@x.org,Nouveau\nc@x.org,open\n');
  await page.locator('.facts').waitFor();
  await page.locator('gangway-stepper').getByRole('button', { name: 'Preview' }).click();
  const choice = page.getByLabel('What “Nouveau” means');
  await choice.selectOption('New');
  await page.getByRole('button', { name: /import 3 rows/i }).waitFor();
  assert.equal(await page.locator('gangway-reasons').count(), 0);
  assert.equal(await choice.inputValue(), '=New', 'what was chosen stays there to be changed');
  await choice.selectOption('Choose…');
  await page.locator('gangway-reasons').waitFor();
});

test('blanks take a value, an update only what its policy says, and what changes is backed up', async () => {
  await choose(page, 'blanks.csv', 'Email,City\na@x.org,Oslo\nb@x.org,\n');
  await page.locator('.facts').waitFor();
  await page.locator('gangway-stepper').getByRole('button', { name: 'Configure' }).click();
  await page.getByRole('radio', { name: /Update matches/ }).check();
  await page.getByLabel('Back up first').check();
  await page.getByText('Field by field').click();
  await page.getByLabel('City', { exact: true }).selectOption('fill_blanks');
  await page.getByRole('button', { name: 'Add a value' }).click();
  await page.getByLabel('Choose a field').selectOption('city');
  await page.getByRole('textbox', { name: 'Value for City' }).fill('Bergen');
  await page.keyboard.press('Tab');
  await page.locator('gangway-stepper').getByRole('button', { name: 'Preview' }).click();
  await page.locator('gangway-preview-grid [role=gridcell]', { hasText: 'Bergen' }).waitFor();
  await page.locator('#start:not([aria-disabled])').click();
  await page.locator('gangway-step-review').waitFor({ timeout: 30_000 });
  const start = cloud.requests.find((it) => it.path.endsWith('/start'));
  const { options } = JSON.parse(start.body).plan;
  assert.deepEqual(
    [options.defaults, options.update_policies, options.back_up],
    [{ city: 'Bergen' }, { city: 'fill_blanks' }, true],
  );
});

describe('a test', () => {
  const toPreview = async () => {
    cloud.knownEvery = 0;
    await choose(page, 'fair.csv', bigLeads(200));
    await page.locator('.facts').waitFor();
    await page.locator('gangway-stepper').getByRole('button', { name: 'Preview' }).click();
    await page.locator('#start:not([aria-disabled])').waitFor();
  };

  test('imports the first 20 rows; then the rest is gone on with', async () => {
    await toPreview();
    await page.getByRole('button', { name: 'Try the first 20 rows' }).click();
    await page.getByRole('heading', { name: 'The first 20 rows are in' }).waitFor({ timeout: 30_000 });
    const start = cloud.requests.find((it) => it.path.endsWith('/start'));
    assert.equal(JSON.parse(start.body).test, 20);
    assert.match(await page.locator('#tested').innerText(), /continue with the other 180, or undo/);
    cloud.ending = { ...cloud.ending, rows: 180, created: 178, skipped: 2, failed: 0 };
    await page.getByRole('button', { name: 'Continue with the other 180 rows' }).click();
    await page.getByRole('heading', { name: 'Everything is in' }).waitFor({ timeout: 30_000 });
    assert.equal(cloud.requests.filter((it) => it.path.endsWith('/continue')).length, 1);
    await page.goto(`${pageUrl()}/#jobs`);
    await page.getByText('Test with the first 20 rows').waitFor();
    await page.getByText(/Goes on with test/).waitFor();
    assert.equal(await page.getByRole('button', { name: /^Continue with/ }).count(), 0, 'once');
  });

  test('is not offered for a file that is no longer than one', async () => {
    await choose(page, 'leads.csv', LEADS);
    await page.locator('.facts').waitFor();
    await page.locator('gangway-stepper').getByRole('button', { name: 'Preview' }).click();
    await page.locator('#start:not([aria-disabled])').waitFor();
    assert.equal(await page.locator('#test').count(), 0);
  });
});

test('what an import costs is shown to hosts that ask for it, and to no other', async () => {
  await choose(page, 'leads.csv', LEADS);
  await page.locator('.facts').waitFor();
  await page.locator('gangway-stepper').getByRole('button', { name: 'Preview' }).click();
  await page.locator('#start:not([aria-disabled])').waitFor();
  await page.locator('.known').waitFor();
  assert.equal(await page.locator('#cost').count(), 0);
  await page.evaluate(() => {
    const wizard = document.querySelector('gangway-demo').shadowRoot.querySelector('gangway-import');
    wizard.showCost = '0.625 USD';
    return wizard.load();
  });
  // The draft of the same file goes on where it was.
  await page.locator('#resume').waitFor();
  await choose(page, 'leads.csv', LEADS);
  await page.locator('#cost').waitFor();
  await page.locator('.known').waitFor();
  assert.match(
    await page.locator('#cost').innerText(),
    /Writing costs about \$0\.0000\d+ \([0-9]+ write units/,
  );
});
