/**
 * The page for everybody: without a mouse, enlarged, on a small screen, in the system's colours, in German, and from
 * right to left.
 */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';

import { choose, launch, next, open, pageUrl } from './browser.mjs';
import { FakeCloud } from './fake-cloud.mjs';
import { LEADS } from './files.mjs';
import { focused, overflow, targets, texts } from './reach.mjs';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** Goes through every step and lets `look` look at each. */
async function walk({ options = {}, media = {}, query = '', look }) {
  const cloud = new FakeCloud(pageUrl());
  cloud.patience = 2;
  const { context, page, errors } = await open(browser, options);
  await page.emulateMedia({ reducedMotion: 'reduce', ...media });
  await cloud.serve(page);
  const go = (index) => page.locator('gangway-stepper li').nth(index).locator('button').click();
  await page.goto(`${pageUrl()}/?${query}#leads/import`);
  await page.locator('.drop').waitFor();
  await look(page, 'the empty wizard');
  await choose(page, 'leads.csv', LEADS);
  await page.locator('.facts').waitFor();
  await look(page, 'the file');
  await next(page);
  await page.locator('gangway-step-map').waitFor();
  const territory = page
    .locator('gangway-step-map tbody tr')
    .filter({ has: page.locator('th', { hasText: 'Territory' }) })
    .locator('gangway-combobox input');
  const send = async (field) => {
    await territory.click();
    await page.locator(`[role=option][data-value=${field}]`).waitFor();
    await look(page, 'the list of fields');
    await page.locator(`[role=option][data-value=${field}]`).click();
  };
  await send('email');
  await next(page);
  await page.locator('gangway-wizard-foot [role=alert]').waitFor();
  await look(page, 'a column mapped twice');
  await send('city');
  await look(page, 'the mapping');
  await next(page);
  await page.locator('gangway-step-configure').waitFor();
  await page.locator('input[name=mode]').nth(1).check();
  await page.locator('gangway-policies summary').click();
  await page.locator('gangway-defaults #add').click();
  await page.locator('gangway-defaults #new').selectOption('city');
  await page.locator('input[name=owner]').nth(2).check();
  await look(page, 'the options');
  await page.locator('input[name=mode]').first().check();
  await go(3);
  await page.locator('#start:not([aria-disabled])').waitFor();
  await page.locator('gangway-step-preview .known').waitFor();
  await look(page, 'the preview');
  await page.locator('gangway-import .top > button').click();
  await page.locator('gangway-leave-dialog dialog').waitFor();
  await look(page, 'leaving');
  await page.keyboard.press('Escape');
  await page.locator('#start').click();
  await page.locator('gangway-step-execute').waitFor();
  await look(page, 'the running import');
  await page.locator('gangway-step-review').waitFor({ timeout: 30_000 });
  await look(page, 'the review');
  await page.goto(`${pageUrl()}/?${query}#jobs`);
  await page.locator('gangway-jobs table').waitFor();
  await look(page, 'the jobs');
  await page.goto(`${pageUrl()}/?${query}#leads`);
  await page.locator('gangway-records .empty').waitFor();
  await look(page, 'the records');
  assert.deepEqual(errors, []);
  await context.close();
}

describe('axe finds nothing in any step', () => {
  for (const colorScheme of ['light', 'dark'])
    test(colorScheme, () =>
      walk({
        media: { colorScheme },
        look: async (page, what) => {
          // Not by a script tag: the page's policy lets no foreign script in.
          await page.evaluate(`window.axe ?? (() => { ${AXE} })()`);
          const found = await page.evaluate(async () => {
            const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
            return violations.map(
              (it) => `${it.id}: ${it.nodes.map((node) => node.target.join(' ')).join(', ')}`,
            );
          });
          assert.deepEqual(found, [], what);
        },
      }),
    );
});

describe('the page fits and can be hit', () => {
  const windows = {
    'a phone of 360 pixels': { width: 360, height: 740 },
    'a window of 1280 pixels, enlarged to 400 %': { width: 320, height: 256 },
    'a desk': { width: 1280, height: 860 },
  };
  for (const [name, viewport] of Object.entries(windows))
    for (const lang of name === 'a desk' ? ['en'] : ['en', 'de', 'ar-XB'])
      test(`${name}, ${lang}`, () =>
        walk({
          options: { viewport },
          query: `lang=${lang}`,
          look: async (page, what) => {
            assert.deepEqual(await page.evaluate(overflow), [], what);
            const small = (await page.evaluate(targets)).filter((it) => it.width < 24 || it.height < 24);
            assert.deepEqual(small, [], what);
          },
        }));
});

describe('languages', () => {
  /** Names of the CRM's fields, the file's texts and the demo's frame are no sentences of the components. */
  const foreign = new Set(
    'Harbour CRM|Leads|Contacts|Accounts|Batch Jobs|Signed in as|Ada Olsen|Ben Idris|Cleo Marsh|Dan Reyes|leads.csv'.split(
      '|',
    ),
  );

  test('every sentence comes from the languages’ files', () =>
    walk({
      query: 'lang=ar-XB',
      look: async (page, what) => {
        const own = (await page.evaluate(texts)).filter(
          (it) => !it.includes('⟦') && !foreign.has(it) && !LEADS.replaceAll('""', '"').includes(it),
        );
        assert.deepEqual(await unknown(page, own), [], what);
      },
    }));

  /** What is neither of the languages' files nor data: fields, options, people, encodings, countries. */
  async function unknown(page, found) {
    const data = await page.evaluate(() => {
      const inside = document.querySelector('gangway-demo').shadowRoot;
      const wizard = inside.querySelector('gangway-import')?.wizard;
      const countries = new Intl.DisplayNames(['en'], { type: 'region' });
      const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
      const codes = letters.flatMap((a) => letters.map((b) => a + b));
      const named = codes.flatMap((it) => {
        try {
          return [countries.of(it)];
        } catch {
          return [];
        }
      });
      const report = wizard?.reading.report;
      return JSON.stringify([
        wizard?.setting.module,
        wizard?.setting.users,
        named,
        report?.issues,
        report?.preview,
      ]);
    });
    const known = /^([A-Z][a-z]{2} \d|UTF|windows|ISO|Shift|EUC|GB|Big5|leads|01J|kB|\d)/;
    return found.filter(
      (it) => !data.includes(JSON.stringify(it).slice(1, -1)) && !known.test(it) && !it.includes('·'),
    );
  }

  test('a page in German speaks German, with its numbers', async () => {
    const cloud = new FakeCloud(pageUrl());
    const { context, page } = await open(browser);
    await cloud.serve(page);
    await page.goto(`${pageUrl()}/?lang=de-AT#leads/import`);
    await page.getByRole('heading', { name: 'Datei auswählen' }).waitFor();
    await choose(page, 'leads.csv', LEADS);
    await page.getByText('1,5 kB · 12 Spalten').waitFor();
    await page.locator('gangway-stepper').getByRole('button', { name: 'Vorschau' }).click();
    await page.getByRole('button', { name: '6 Zeilen importieren, 6 auslassen' }).waitFor();
    await page.getByText('„tom.ashworth(at)tools.example“ ist keine E-Mail-Adresse').first().waitFor();
    // The page may change its language under the wizard.
    await page.evaluate(() => (document.documentElement.lang = 'en'));
    await page.getByRole('button', { name: 'Import 6 rows, leave out 6' }).waitFor();
    await context.close();
  });

  test('from right to left, the page is its own mirror', async () => {
    const boxes = {};
    for (const dir of ['ltr', 'rtl']) {
      const { context, page } = await open(browser);
      const cloud = new FakeCloud(pageUrl());
      await cloud.serve(page);
      await page.goto(`${pageUrl()}/?lang=ar-XB#leads/import`);
      await page.evaluate((it) => (document.documentElement.dir = it), dir);
      await choose(page, 'leads.csv', LEADS);
      await page.locator('.facts').waitFor();
      await next(page);
      await page.locator('gangway-step-map .search').waitFor();
      const places = [
        'gangway-stepper',
        '.top > button',
        '.search',
        'tbody tr:first-child gangway-combobox',
        '#next',
      ];
      boxes[dir] = [];
      for (const it of places)
        boxes[dir].push(await page.locator(`gangway-import ${it}`).first().boundingBox());
      const arrow = page.locator('#next svg');
      const flipped = await arrow.evaluate((it) => getComputedStyle(it).transform);
      assert.equal(flipped, dir === 'rtl' ? 'matrix(-1, 0, 0, 1, 0, 0)' : 'none');
      await context.close();
    }
    boxes.ltr.forEach((it, at) => {
      const mirrored = 1280 - boxes.rtl[at].x - boxes.rtl[at].width;
      assert.ok(Math.abs(it.x - mirrored) <= 16, `${at}: ${it.x} against ${mirrored}`);
    });
  });
});

test('in the system’s colours everything that says something has a border or a text', () =>
  walk({
    media: { forcedColors: 'active' },
    look: async (page, what) => {
      const bare = await page.evaluate(() => {
        const found = [];
        const walk = (root) => {
          for (const it of root.querySelectorAll('*')) {
            if (it.shadowRoot) walk(it.shadowRoot);
            if (!it.matches('.button, .field, .badge, .notice, [role=progressbar], [aria-selected=true]'))
              continue;
            const { borderTopWidth, display } = getComputedStyle(it);
            if (display !== 'none' && borderTopWidth === '0px') found.push(`${it.localName}.${it.className}`);
          }
        };
        walk(document);
        return found;
      });
      assert.deepEqual(bare, [], what);
    },
  }));

test('the whole wizard goes by keyboard alone, and focus never leaves it', async () => {
  const cloud = new FakeCloud(pageUrl());
  const { context, page, errors } = await open(browser);
  await cloud.serve(page);
  await page.goto(`${pageUrl()}/#leads/import`);
  await page.locator('.drop').waitFor();

  const at = () => page.evaluate(focused);
  /** Tabs on until something with this name has the focus. */
  const tabTo = async (name) => {
    for (let tries = 0; tries < 90; tries += 1) {
      const it = await at();
      if (it.inside && name.test(it.name)) return;
      await page.keyboard.press('Tab');
    }
    assert.fail(`${name} cannot be reached with the tabulator`);
  };
  const press = async (name, key = 'Enter') => {
    await tabTo(name);
    await page.keyboard.press(key);
  };
  const heading = async (name) => {
    await page.getByRole('heading', { name }).waitFor();
    await page.waitForTimeout(150);
    const it = await at();
    assert.ok(it.inside, `focus is inside at “${name}”`);
    assert.equal(it.name, name, 'a step begins at its heading');
  };

  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press(/^Choose a file$/)]);
  await chooser.setFiles({ name: 'leads.csv', mimeType: '', buffer: Buffer.from(LEADS) });
  await page.locator('.facts').waitFor();
  await press(/^Map columns$/);
  await heading('Where does each column go?');
  await tabTo(/^Field for “Territory”$/);
  await page.keyboard.type('Email');
  await page.keyboard.press('Enter');
  await press(/^Configure$/);
  await page.getByText('“Email” gets 2 columns').first().waitFor();
  await press(/^Keep “Email Address”$/);
  await page.waitForTimeout(200);
  assert.ok((await at()).inside, 'the button that is gone leaves focus inside');
  await press(/^Configure$/);
  await heading('How should rows be imported?');
  await tabTo(/^Skip duplicates/);
  await page.keyboard.press('ArrowDown');
  assert.match((await at()).name, /^Update matches/);
  await press(/^Add a value$/);
  await page.waitForTimeout(100);
  assert.equal((await at()).name, 'Choose a field');
  await page.keyboard.type('City');
  await page.waitForTimeout(100);
  await tabTo(/^Value for City$/);
  await page.keyboard.type('Bergen');
  await press(/^Remove the value for City$/);
  await page.waitForTimeout(100);
  assert.equal((await at()).name, 'Add a value');
  await press(/^Preview$/);
  await heading('This is what will happen');
  await page.locator('#start:not([aria-disabled])').waitFor();
  await tabTo(/^All/);
  await page.keyboard.press('ArrowRight');
  await page.waitForTimeout(50);
  assert.match((await at()).name, /^Problems/);
  await press(/^Import \d+ rows/);
  await heading('Imported, with some rows left out');
  await press(/^Import another file$/);
  await heading('Choose a file');
  assert.deepEqual(errors, []);
  await context.close();
});
