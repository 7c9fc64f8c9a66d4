/**
 * Takes a picture of every step, in both themes and two widths, for people to look at:
 * `GANGWAY_PAGE_URL=http://127.0.0.1:4179 node tests/look.mjs FOLDER [light-1280]`
 */

import { mkdirSync } from 'node:fs';

import { choose, launch, mapTo, next, open, pageUrl } from './browser/browser.mjs';
import { FakeCloud } from './browser/fake-cloud.mjs';
import { LEADS, bigLeads } from './browser/files.mjs';

const folder = process.argv[2] ?? 'pictures';
mkdirSync(folder, { recursive: true });

const browser = await launch();
const only = process.argv[3];
for (const colorScheme of ['light', 'dark'])
  for (const width of [1280, 390])
    if (!only || only === `${colorScheme}-${width}`) await walk(colorScheme, width);
for (const way of ['de', 'ar-XB', 'forced-colors'])
  for (const width of [1280, 360]) if (!only || only === `${way}-${width}`) await glance(way, width);
await browser.close();

async function walk(colorScheme, width) {
  const cloud = new FakeCloud(pageUrl());
  const { context, page } = await open(browser, { colorScheme, viewport: { width, height: 860 } });
  const shot = (name) =>
    page.screenshot({ path: `${folder}/${name}-${colorScheme}-${width}.png`, fullPage: width < 500 });
  await cloud.serve(page);
  await page.goto(`${pageUrl()}/#leads`);
  await page.locator('gangway-records .empty').waitFor();
  await shot('00-records-empty');
  await page.goto(`${pageUrl()}/#leads/import`);
  await page.locator('.drop').waitFor();
  await shot('01-drop');
  await choose(page, 'holiday.csv', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
  await page.locator('gangway-step-upload [role=alert]').waitFor();
  await shot('02-refused');
  await choose(page, 'leads-autumn-fair.csv', LEADS);
  await page.locator('.facts').waitFor();
  await shot('03-file');
  await next(page);
  await page.locator('gangway-step-map').waitFor();
  await page.waitForTimeout(400);
  await shot('04-map');
  await mapTo(page, 'Email Address', 'email');
  await mapTo(page, 'State', 'state');
  await mapTo(page, 'Territory', 'state');
  await next(page);
  await page.waitForTimeout(300);
  await shot('05-map-twice');
  await page.getByRole('button', { name: 'Keep “State”' }).click();
  await next(page);
  await page.locator('gangway-step-configure').waitFor();
  await shot('06-configure');
  await page.getByText('Update matches').click();
  await page.getByText('Several people, in turn').click();
  await shot('07-configure-update');
  await page.getByText('Skip duplicates').click();
  await next(page);
  await page.locator('#start:not([aria-disabled])').waitFor();
  await page.waitForTimeout(400);
  await shot('08-preview');
  cloud.patience = 3;
  await page.locator('#start').click();
  await page.locator('gangway-step-execute .bar').waitFor();
  await shot('09-execute');
  await page.getByText('Writing records').waitFor();
  await page.waitForTimeout(7000);
  await shot('10-writing');
  await page.locator('gangway-step-review').waitFor({ timeout: 30000 });
  await shot('11-review');
  await page.goto(`${pageUrl()}/#jobs`);
  await page.locator('gangway-jobs table').waitFor();
  await shot('12-jobs');
  cloud.records = records();
  await page.goto(`${pageUrl()}/#leads`);
  await page.locator('gangway-records table').waitFor();
  await shot('13-records');
  await page.goto(`${pageUrl()}/#contacts/import`);
  await page.locator('.drop').waitFor();
  await choose(page, 'big.csv', bigLeads(120_000));
  await page.locator('.facts').waitFor();
  await page.locator('gangway-stepper').getByRole('button', { name: 'Preview' }).click();
  await page.waitForTimeout(60);
  await shot('14-checking');
  await page.goto(`${pageUrl()}/#leads/import`);
  await page.locator('.drop').waitFor();
  await choose(page, 'leads-autumn-fair.csv', LEADS);
  await page.locator('.facts').waitFor();
  await next(page);
  await mapTo(page, 'Territory', 'city');
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.waitForTimeout(300);
  await shot('15-leave');
  await page.getByRole('button', { name: 'Stay' }).click();
  await page.reload();
  await page.locator('#resume').waitFor();
  await shot('16-draft');
  await choose(page, 'leads-spring-fair.csv', LEADS.replace('Mia,Berg', 'Una,Berg'));
  await page.locator('.facts').waitFor();
  await shot('17-draft-other-file');
  await context.close();
}

/** The steps in another language, direction, or in the system's colours. */
async function glance(way, width) {
  const cloud = new FakeCloud(pageUrl());
  const { context, page } = await open(browser, { viewport: { width, height: 860 } });
  if (way === 'forced-colors') await page.emulateMedia({ forcedColors: 'active' });
  const shot = (name) =>
    page.screenshot({ path: `${folder}/${name}-${way}-${width}.png`, fullPage: width < 500 });
  await cloud.serve(page);
  await page.goto(`${pageUrl()}/?lang=${way === 'forced-colors' ? 'en' : way}#leads/import`);
  await page.locator('.drop').waitFor();
  await choose(page, 'leads-autumn-fair.csv', LEADS);
  await page.locator('.facts').waitFor();
  await shot('20-file');
  await next(page);
  await page.locator('gangway-step-map').waitFor();
  await page.waitForTimeout(400);
  await shot('21-map');
  await next(page);
  await page.locator('input[name=mode]').nth(1).check();
  await shot('22-configure');
  await next(page);
  await page.locator('#start:not([aria-disabled])').waitFor();
  await page.locator('.known').waitFor();
  await shot('23-preview');
  cloud.patience = 4;
  await page.locator('#start').click();
  await page.waitForTimeout(9500);
  await shot('24-execute');
  await page.locator('gangway-step-review').waitFor({ timeout: 30000 });
  await shot('25-review');
  await context.close();
}

function records() {
  return Array.from({ length: 14 }, (_, at) => ({
    id: `01JD${at}`,
    module: 'leads',
    values: {
      first_name: ['Mia', 'Noor', 'Jonas', 'Ines'][at % 4],
      last_name: ['Berg', 'Haddad', 'Keller', 'Costa'][at % 4],
      company: ['Fjord Supply', 'Nile Textiles', 'Alpwerk'][at % 3],
      email: `person${at}@example.com`,
      phone: '+4715550100',
      annual_revenue: '1250000.50',
    },
    owner: ['ada', 'ben', 'cleo'][at % 3],
    version: 1,
    created_at: new Date(Date.now() - at * 420_000).toISOString(),
    updated_at: new Date().toISOString(),
    created_by: null,
    updated_by: null,
  }));
}
