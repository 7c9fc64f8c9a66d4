/** Several columns that fill one field together: from the conflict to the rows that come of it. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { choose, mapTo, next, onAPage, until, visitWizard } from './browser.mjs';

const CSV = 'Email,Road,No\nann@x.example,Main Street,7\nbo@x.example,High Street,\n';

describe('two columns of one field', () => {
  let page;
  let cloud;
  onAPage(async (it) => {
    ({ page, cloud } = it);
    await visitWizard(page, cloud);
  });

  test('are joined by what the person chooses, in the preview and in what is imported', async () => {
    await choose(page, 'people.csv', CSV);
    await page.locator('.facts').waitFor();
    await next(page);
    await page.locator('gangway-step-map').waitFor();
    await mapTo(page, 'Road', 'street');
    await mapTo(page, 'No', 'street');
    await page.locator('[data-join=street]').click();
    await until(page, async () => (await page.locator('.notice.bad').count()) === 0);
    await page.getByLabel('What stands before “No”').selectOption({ label: 'A comma' });

    await next(page);
    await page.locator('gangway-step-configure').waitFor();
    await next(page);
    const grid = page.locator('gangway-preview-grid');
    await grid.getByText('Main Street, 7').waitFor();
    await grid.getByText('High Street', { exact: true }).waitFor();

    await page.locator('#start:not([aria-disabled])').click();
    await page.locator('gangway-step-review').waitFor();
    const [started] = [...cloud.plans.values()];
    const joins = started.columns.map((it) => [it.field, it.join ?? null]);
    assert.deepEqual(joins, [
      ['email', null],
      ['street', null],
      ['street', ', '],
    ]);
  });
});
