/** The page's security policy, as a header of the server that serves it: strict, and never violated by the wizard. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { choose, launch, next, open, pageUrl } from './browser.mjs';
import { FakeCloud } from './fake-cloud.mjs';
import { LEADS } from './files.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

test('the server sends a policy that lets nothing foreign in', async () => {
  const header = (await fetch(pageUrl())).headers.get('content-security-policy') ?? '';
  const policy = Object.fromEntries(
    header.split(';').map((it) => {
      const [name, ...sources] = it.trim().split(/\s+/);
      return [name, sources];
    }),
  );
  const { 'connect-src': connect, ...rest } = policy;
  assert.deepEqual(rest, {
    'default-src': ["'none'"],
    'script-src': ["'self'", "'wasm-unsafe-eval'"],
    'worker-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:'],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ['lit-html', 'gangway'],
  });
  assert.equal(connect[0], "'self'");
  for (const it of connect.slice(1)) assert.match(it, /^https?:\/\/[\w.:-]+$/, 'an address, no wildcard');
});

test('nothing in the whole wizard, the jobs or the records violates it', async () => {
  const cloud = new FakeCloud(pageUrl());
  const { context, page, errors } = await open(browser);
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (it) =>
      window.violations.push(`${it.effectiveDirective} ${it.blockedURI} ${it.sample} ${it.sourceFile}`),
    );
  });
  await cloud.serve(page);
  await page.goto(`${pageUrl()}/#leads/import`);
  await page.locator('.drop').waitFor();
  await choose(page, 'leads.csv', LEADS);
  await page.locator('.facts').waitFor();
  await next(page);
  await page.locator('gangway-step-map').waitFor();
  await next(page);
  await page.getByLabel('Name of the template').fill('Policy');
  await page.getByRole('button', { name: 'Keep as a template' }).click();
  await page.getByText('Kept as “Policy”').waitFor();
  await next(page);
  await page.locator('#start:not([aria-disabled])').click();
  await page.locator('gangway-step-execute [role=progressbar]').first().waitFor();
  await page.locator('gangway-step-review').waitFor({ timeout: 30_000 });
  for (const place of ['jobs', 'leads']) {
    await page.evaluate((it) => (location.hash = it), place);
    await page.locator('gangway-jobs table, gangway-records .empty').first().waitFor();
  }
  assert.deepEqual(await page.evaluate(() => window.violations), []);
  assert.deepEqual(errors, []);
  await context.close();
});
