/** Finds and starts a browser for the tests, and a few hands for the wizard. */

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, afterEach, before, beforeEach } from 'node:test';

import { chromium } from 'playwright-core';

import { FakeCloud } from './fake-cloud.mjs';

const PLACES = [
  process.env.GANGWAY_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The page under test; `cargo xtask test browser` names it. */
export function pageUrl() {
  const url = process.env.GANGWAY_PAGE_URL;
  if (!url)
    throw new Error(
      'GANGWAY_PAGE_URL does not say where the page is served. Start it with `cargo xtask up`.',
    );
  return url.replace(/\/$/, '');
}

export async function launch() {
  const executablePath = PLACES.find((it) => it && existsSync(it));
  if (!executablePath)
    throw new Error('No Chromium, Chrome or Edge was found. Install one, or name it in GANGWAY_CHROMIUM.');
  return chromium.launch({ executablePath, args: FLAGS });
}

/** A page that fails its test when the page itself fails. */
export async function open(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content.Security.Policy|Uncaught/i.test(message.text()))
      errors.push(message.text());
  });
  return { context, page, errors };
}

/** Puts a file on the wizard as if it had been picked. */
export async function choose(page, name, bytes) {
  await page
    .locator('gangway-step-upload input[type=file]')
    .setInputFiles({ name, mimeType: '', buffer: Buffer.from(bytes) });
}

/** The box that says where a column goes. */
export function fieldOf(page, column) {
  return page.getByRole('combobox', { name: `Field for “${column}”`, exact: true });
}

/** Sends a column to a field. */
export async function mapTo(page, column, field) {
  await fieldOf(page, column).click();
  await page.locator(`gangway-combobox [role=option][data-value="${field}"]`).click();
}

/** Presses the button that leads to the next step. */
export async function next(page) {
  await page.locator('gangway-import #next').click();
}

/** Waits until something is so; 5 s, then it must be. */
export async function until(page, what) {
  for (let tries = 0; tries < 100 && !(await what()); tries += 1) await page.waitForTimeout(50);
  assert.ok(await what());
}

/** Opens the wizard for leads on a page, with a cloud to answer it. */
export async function visitWizard(page, cloud) {
  await cloud.serve(page);
  await page.goto(`${pageUrl()}/#leads/import`);
  await page.locator('.drop').waitFor();
}

/**
 * For each test a page of its own with a cloud of its own, and no error on it at the end. `prepare` takes what the test
 * needs of `{ browser, cloud, context, page, errors }` and goes where it begins.
 */
export function onAPage(prepare) {
  let browser;
  let opened;
  before(async () => (browser = await launch()));
  after(() => browser?.close());
  beforeEach(async () => {
    opened = await open(browser);
    await prepare({ browser, cloud: new FakeCloud(pageUrl()), ...opened });
  });
  afterEach(async () => {
    await opened.context.close();
    assert.deepEqual(opened.errors, []);
  });
}
