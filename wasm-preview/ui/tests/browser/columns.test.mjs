/** The mapping of files with many columns, by keyboard and fast; and what is said of a column of owners. */

import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';

import { choose, fieldOf, mapTo, next, onAPage, open, visitWizard } from './browser.mjs';

let cloud;
let page;

onAPage(async (it) => {
  ({ cloud, page } = it);
  await visitWizard(page, cloud);
});

/** A file with an address and many columns that nothing knows. */
function wide(columns) {
  const headers = ['Email', ...Array.from({ length: columns - 1 }, (_, at) => `Q${at + 1}x`)];
  const row = (at) => [`p${at}@example.com`, ...Array.from({ length: columns - 1 }, (_, it) => it % 7)];
  return [headers, row(1), row(2)].map((it) => it.join(',')).join('\n');
}

async function toMap(csv) {
  await choose(page, 'wide.csv', csv);
  await page.locator('.facts').waitFor({ timeout: 60_000 });
  await next(page);
  await page.locator('gangway-step-map').waitFor();
}

/** How long the page takes for what is done to it, in milliseconds: until it has drawn again. */
async function took(act) {
  await page.evaluate(() => {
    window.longest = 0;
    window.watching ??= new PerformanceObserver((list) => {
      for (const it of list.getEntries()) window.longest = Math.max(window.longest, it.duration);
    });
    window.watching.observe({ type: 'event', durationThreshold: 16 });
  });
  await act();
  await page.waitForTimeout(300);
  return page.evaluate(() => window.longest);
}

describe('a field is chosen', () => {
  beforeEach(() => toMap('Email,Territory,Zone\na@x.org,North,1\n'));

  test('by keyboard: typed, walked through, chosen or left as it was', async () => {
    const box = fieldOf(page, 'Territory');
    await box.focus();
    await page.keyboard.press('ArrowDown');
    assert.equal(await box.getAttribute('aria-expanded'), 'true');
    await page.keyboard.type('revenue');
    await page.keyboard.press('Enter');
    assert.equal(await box.inputValue(), 'Annual Revenue');
    assert.equal(await box.getAttribute('aria-expanded'), 'false');
    await page.keyboard.type('city');
    await page.keyboard.press('Escape');
    assert.equal(await box.inputValue(), 'Annual Revenue');
    await page.keyboard.press('Alt+ArrowDown');
    const here = await box.getAttribute('aria-activedescendant');
    assert.match(await page.locator(`#${here}`).innerText(), /Annual Revenue/, 'it opens where it stands');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Tab');
    assert.equal(await box.inputValue(), 'Annual Revenue', 'leaving chooses nothing');
  });

  test('by its label or its id, in whatever case', async () => {
    const options = page.locator('gangway-combobox [role=option]');
    for (const [typed, found] of [
      ['postal_c', /Postal Code/],
      ['linkedin', /LinkedIn/],
      ['PHONE', /Phone/],
    ]) {
      await fieldOf(page, 'Territory').fill(typed);
      assert.match(await options.first().innerText(), found);
      await page.keyboard.press('Escape');
    }
    await fieldOf(page, 'Territory').fill('no such thing');
    await page.getByText('Nothing fits what you typed').waitFor();
    await page.keyboard.press('Enter');
    assert.equal(await fieldOf(page, 'Territory').inputValue(), '');
  });

  test('from a list that says which column has a field already', async () => {
    await fieldOf(page, 'Territory').click();
    const email = page.locator('gangway-combobox [role=option][data-value=email]');
    assert.match(await email.innerText(), /has “Email”/);
    const groups = page.locator('gangway-combobox [role=group]');
    assert.equal(await groups.last().getAttribute('aria-label'), 'Fields that have a column');
    await page.keyboard.press('Escape');
  });
});

test('columns are filtered by what is open or wrong, and empty ones left out at once', async () => {
  await toMap('Email,Company,Nothing,Void\na@x.org,Fjord,,\nb@x.org,Nile,,\nnobody,Alpwerk,,\n');
  const rows = page.locator('gangway-column-table tbody tr');
  assert.equal(await rows.count(), 4);
  const show = page.getByLabel('Which columns are shown');
  await page.getByText('1 of 3 values does not fit').waitFor();
  await show.selectOption('problems');
  assert.match(await rows.first().innerText(), /Email/);
  assert.equal(await rows.count(), 1);
  await show.selectOption('open');
  assert.equal(await rows.count(), 2);
  await page.getByRole('button', { name: 'Leave out 2 empty columns' }).click();
  await show.selectOption('all');
  assert.equal(await page.getByText('Skipped').count(), 2);
});

describe('a column of owners', () => {
  const owners =
    'Email,Last Name,Owner\na@x.org,A,Ben Idris\nb@x.org,B,Nobody Here\nc@x.org,C,ada@harbour.example\n';

  test('that the rule does not use says so, and one click lets it', async () => {
    await toMap(owners);
    await page.getByText('1 row names nobody known: it goes to Ada Olsen').waitFor();
    await page.locator('gangway-stepper').getByRole('button', { name: 'Configure' }).click();
    await page.getByRole('radio', { name: 'I do' }).check();
    await page.locator('gangway-stepper').getByRole('button', { name: 'Map columns' }).click();
    await page.getByText('The owner rule does not use this column').waitFor();
    await page.getByRole('button', { name: 'Let it name the owners' }).click();
    await page.getByText('1 row names nobody known: it goes to Ada Olsen').waitFor();
    await page.locator('gangway-stepper').getByRole('button', { name: 'Configure' }).click();
    assert.ok(await page.getByRole('radio', { name: /Whom the file names/ }).isChecked());
    await page.getByLabel('If nobody has that name').selectOption('');
    await page.locator('gangway-stepper').getByRole('button', { name: 'Map columns' }).click();
    await page.getByText('1 row names nobody known: it fails').waitFor();
  });

  test('whoever may not assign owners is told that', async () => {
    cloud.rights = ['import', 'update'];
    await page.reload();
    await page.locator('.drop').waitFor();
    await toMap(owners);
    await page.getByText('You may not give records to others').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Let it name the owners' }).count(), 0);
  });
});

describe('many columns', () => {
  test('1,000 of them: each act is drawn within 200 ms', async () => {
    await toMap(wide(1_000));
    await page.waitForTimeout(500);
    const times = {
      open: await took(() => fieldOf(page, 'Q40x').click()),
      type: await took(() => page.keyboard.type('city')),
      choose: await took(() => page.keyboard.press('Enter')),
      filter: await took(() => page.getByLabel('Which columns are shown').selectOption('open')),
      search: await took(() => page.getByPlaceholder('Find a column or field').pressSequentially('999')),
    };
    console.log(`# at 1,000 columns, in ms: ${JSON.stringify(times)}`);
    assert.equal(await page.locator('gangway-column-table tbody tr').count(), 1);
    for (const [name, it] of Object.entries(times)) assert.ok(it < 200, `${name}: ${it} ms`);
    await page.getByPlaceholder('Find a column or field').fill('');
    await page.getByRole('button', { name: 'Later columns' }).click();
    await page.getByText('Columns 51 to 100 of 998').waitFor();
  });

  test('16,384 of them do not freeze the page', async () => {
    await toMap(wide(16_384));
    await page.locator('gangway-column-table tbody tr').nth(49).waitFor();
    const time = await took(() => mapTo(page, 'Q30x', 'city'));
    console.log(`# at 16,384 columns, in ms: ${time}`);
    assert.ok(time < 1_000, `${time} ms`);
    await page.getByRole('button', { name: 'Leave out the rest' }).click();
    await page.locator('gangway-stepper').getByRole('button', { name: 'Preview' }).click();
    await page.locator('gangway-step-map, gangway-step-preview').first().waitFor();
  });
});
