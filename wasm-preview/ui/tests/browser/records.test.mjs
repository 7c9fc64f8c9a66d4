/** The records list: filters of each kind, columns, pages, and the export that takes them along. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { onAPage, pageUrl } from './browser.mjs';

let cloud;
let page;

onAPage(async (it) => {
  ({ cloud, page } = it);
  cloud.records = Array.from({ length: 120 }, (_, at) => record(at));
  await cloud.serve(page);
  await page.goto(`${pageUrl()}/#leads`);
  await page.locator('gangway-records tbody tr').first().waitFor();
});

function record(at) {
  return {
    id: `01JD${String(at).padStart(4, '0')}`,
    module: 'leads',
    values: {
      first_name: `Person ${at}`,
      email: `p${at}@example.com`,
      city: at % 2 ? 'Oslo' : 'Cairo',
      employees: '7',
    },
    owner: 'ada',
    version: 1,
    created_at: '2026-11-20T10:00:00Z',
    updated_at: '2026-11-20T10:00:00Z',
    created_by: null,
    updated_by: null,
  };
}

/** What the last list was filtered by. */
const filter = () => {
  const { query } = cloud.requests.findLast((it) => it.path.startsWith('/records/'));
  const text = new URLSearchParams(query).get('filter');
  return text ? JSON.parse(text) : null;
};

async function condition(field, operator) {
  await page.getByRole('button', { name: /^(Filter|Add a condition)$/ }).click();
  const box = page.getByRole('combobox', { name: 'Field of the condition' }).last();
  await box.fill(field);
  await page.keyboard.press('Enter');
  if (operator) await page.getByLabel(`What is asked of ${field}`).selectOption(operator);
}

test('conditions of each kind become the filter that the API takes', async () => {
  await condition('City');
  await page.getByLabel('Value for City').fill('oslo');
  await page.keyboard.press('Tab');
  await page.waitForTimeout(200);
  assert.deepEqual(filter(), { contains: { field: 'city', value: 'oslo' } });
  await condition('Birthday', 'between');
  await page.getByLabel('Birthday, from').fill('1980-01-01');
  await page.getByLabel('Birthday, to').fill('1990-12-31');
  await page.keyboard.press('Tab');
  await condition('Lead Status');
  await page.getByRole('checkbox', { name: 'New', exact: true }).check();
  await page.getByLabel('Records for which').selectOption('any');
  await page.waitForTimeout(200);
  assert.deepEqual(filter().any.length, 3);
  assert.deepEqual(filter().any[1].between, { field: 'birthday', from: '1980-01-01', to: '1990-12-31' });
  assert.deepEqual(filter().any[2].any_of, { field: 'status', values: ['New'] });
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await page.waitForTimeout(200);
  assert.equal(filter(), null);
});

test('pages follow each other, and a filter that holds for few is searched on', async () => {
  await page.getByText('50+ records').waitFor();
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.getByText('100+ records').waitFor();
  cloud.emptyPages = 3;
  await condition('City');
  await page.getByLabel('Value for City').fill('nowhere');
  cloud.records = [];
  await page.keyboard.press('Tab');
  await page.getByText('No leads fit the filter').waitFor();
  assert.equal(cloud.emptyPages, 0, 'empty pages that say where to go on are gone on with');
  cloud.records = [record(1)];
  await page.locator('.empty').getByRole('button', { name: 'Clear the filter' }).click();
  await page.getByText('1 record', { exact: true }).waitFor();
});

test('the columns are chosen, and the export begins with them, the filter and an order', async () => {
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'Email', exact: true }).uncheck();
  await page.getByRole('checkbox', { name: 'Postal Code' }).check();
  await page.getByRole('button', { name: 'Close' }).click();
  const heads = await page.locator('gangway-record-table thead th').allInnerTexts();
  assert.deepEqual(heads, ['First Name', 'City', 'Postal Code', 'Employees', 'Owner', 'Created']);
  await condition('City', 'equals');
  await page.getByLabel('Value for City').fill('Oslo');
  await page.keyboard.press('Tab');
  await page.waitForTimeout(200);
  await page.locator('#export').click();
  await page.getByText('where City is “Oslo”').waitFor();
  await page.getByLabel('Order').selectOption('employees');
  await page.getByLabel('Greatest first').check();
  await page.getByRole('button', { name: 'Export', exact: true }).last().click();
  await page.waitForTimeout(200);
  const asked = JSON.parse(cloud.requests.findLast((it) => it.path === '/exports').body);
  assert.deepEqual(asked.columns, ['first_name', 'city', 'postal_code', 'employees']);
  assert.deepEqual(asked.filter, { equals: { field: 'city', value: 'Oslo' } });
  assert.deepEqual(asked.sort, { field: 'employees', descending: true });
});

test('a column sorts all records, up, down, and back to the newest first', async () => {
  const first = page.locator('gangway-records tbody tr').first();
  const head = page.getByRole('columnheader', { name: 'City' });
  await head.getByRole('button').click();
  await first.getByText('Cairo').waitFor();
  assert.equal(await head.getAttribute('aria-sort'), 'ascending');
  assert.ok(cloud.requests.some((it) => new URLSearchParams(it.query).get('limit') === '1000'));
  await head.getByRole('button').click();
  await first.getByText('Oslo').waitFor();
  assert.equal(await head.getAttribute('aria-sort'), 'descending');
  await head.getByRole('button').click();
  await first.getByText('Person 0', { exact: true }).waitFor();
  assert.equal(await head.getAttribute('aria-sort'), null);
});
