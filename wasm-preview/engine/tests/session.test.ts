import { describe, expect, test } from 'vitest';

import { core, coreSemantics, modules, openBlob, type Purpose } from '../src/node.js';
import { EngineError, RefusedError, SupersededError } from '../src/errors.js';
import { Reader } from '../src/reader.js';
import { rehearse } from '../src/rehearse.js';
import { workbook } from '../src/workbook.js';
import type { ImportPlan, Progress } from '../src/index.js';

const module = modules().find((it) => it.id === 'leads')!;
const purpose: Purpose = {
  module,
  users: [{ id: 'ada', email: 'ada@harbour.example', name: 'Ada Olsen', teams: [], active: true }],
  importer: 'ada',
};

const LEADS = [
  'First Name;Last Name;Company;Email',
  'Mia;Berg;Fjord Supply;mia@fjord.example',
  'Tom;Ashworth;Ashworth Tools;tom(at)tools.example',
  'Mia;Berg;Fjord Supply;MIA@fjord.example',
].join('\n');

const open = (text: BlobPart, name = 'leads.csv') => openBlob(new Blob([text]), name, purpose);

async function check(text: BlobPart) {
  const session = open(text);
  const plan = await session.survey(await session.propose());
  return session.check(plan);
}

describe('a file', () => {
  test('is told, mapped and checked', async () => {
    const report = await check(LEADS);
    expect(report.plan).toMatchObject({
      format: 'csv',
      encoding: 'UTF-8',
      header_row: 1,
      semantics: coreSemantics(),
    });
    expect(report.plan.dialect?.delimiter).toBe(';');
    expect(report.plan.columns.map((it) => it.field)).toEqual([
      'first_name',
      'last_name',
      'company',
      'email',
    ]);
    expect(report.counts).toMatchObject({ rows: 3, ok: 1, failed: 1, repeats: 1 });
    expect(report.issues).toMatchObject([{ row: 3, column: 'Email', code: 'bad_email' }]);
    expect(report.preview.map((it) => it.outcome)).toEqual([
      { outcome: 'ok' },
      { outcome: 'failed' },
      { outcome: 'repeat', leader: 2 },
    ]);
    expect(report.preview[0]?.owner).toBe('ada');
    expect(report.receipt.digest).toMatch(/^[0-9a-f]{32}$/);
  });

  test('is read anew in the way that a person chose', async () => {
    const session = open(LEADS);
    const oneColumn = await session.propose({ dialect: { delimiter: null, quote: '"', escape: null } });
    expect(oneColumn.columns.length).toBe(1);
    const headless = await session.propose({ header: 'none' });
    expect(headless.header_row).toBeNull();
    expect(headless.columns.length).toBe(4);
    const second = await session.propose({ header: { row: 2 } });
    expect(second.columns[0]?.header).toBe('Mia');
  });

  test('gives the same receipt whatever the options of the page, until one changes a row', async () => {
    const session = open(LEADS);
    const plan = await session.survey(await session.propose());
    const first = await session.check(plan);
    const again = await session.check(plan);
    expect(again.receipt).toEqual(first.receipt);
    const unmapped: ImportPlan = {
      ...plan,
      columns: plan.columns.map((it) =>
        it.field === 'company' ? { ...it, field: null, status: 'skipped' } : it,
      ),
    };
    expect((await session.check(unmapped)).receipt.digest).not.toBe(first.receipt.digest);
  });
});

describe('a file that cannot be used is refused with a sentence', () => {
  const cases: [string, BlobPart, string][] = [
    ['nothing in it', '', 'empty_file'],
    ['a header only', 'First Name,Email\n', 'no_data_rows'],
    [
      'a picture',
      Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
      'not_a_table',
    ],
  ];
  for (const [what, bytes, code] of cases)
    test(what, async () => {
      const error = await check(bytes).catch((it: unknown) => it);
      expect(error).toBeInstanceOf(RefusedError);
      expect((error as RefusedError).code).toBe(code);
      expect((error as RefusedError).message).toMatch(/^[A-Z].{20,}\.$/);
    });

  test('a field with two columns', async () => {
    const session = open(LEADS);
    const plan = await session.survey(await session.propose());
    const twice: ImportPlan = { ...plan, columns: plan.columns.map((it) => ({ ...it, field: 'email' })) };
    const error = await session.check(twice).catch((it: unknown) => it);
    expect(error).toMatchObject({ code: 'field_mapped_twice' });
    // The engine is still usable.
    expect((await session.check(plan)).counts.rows).toBe(3);
  });
});

describe('passes', () => {
  const LARGE = `Email,Company\n${Array.from({ length: 250_000 }, (_, at) => `p${at}@example.com,Company ${at}`).join('\n')}\n`;

  test('a new pass ends the running one', async () => {
    const session = open(LARGE);
    const plan = await session.propose();
    const first = session.check(plan).catch((it: unknown) => it);
    const second = session.check(plan);
    expect(await first).toBeInstanceOf(SupersededError);
    expect((await second).counts.rows).toBe(250_000);
  });

  test('progress never goes back and its counts only grow', async () => {
    const session = open(LARGE);
    const plan = await session.propose();
    const heard: Progress[] = [];
    await session.check(plan, (it) => heard.push(it));
    expect(heard.length).toBeGreaterThan(0);
    for (const [at, it] of heard.entries()) {
      const before = heard[at - 1];
      expect(it.done).toBeGreaterThanOrEqual(before?.done ?? 0);
      expect(it.report?.counts.rows).toBeGreaterThanOrEqual(before?.report?.counts.rows ?? 0);
    }
  });

  test('a plan that nobody could have made is our fault, not the file’s', async () => {
    const session = open(LEADS);
    const error = await session.check({} as ImportPlan).catch((it: unknown) => it);
    expect(error).toBeInstanceOf(EngineError);
    expect((error as EngineError).fault).toBe('broken');
  });
});

test('the rehearsal of a worker reads its file to the end', async () => {
  await rehearse(core, module, 'usual');
  await rehearse(core, module, 'phones');
  await rehearse(core, module, 'workbook');
  await rehearse(core, module, 'rare');
});

test('a rehearsal goes no further than is wanted', async () => {
  let asked = 0;
  await rehearse(core, module, 'usual', () => (asked++, false));
  expect(asked).toBe(1);
});

test('the workbook of the rehearsal reads as its rows', async () => {
  const rows = [
    ['Last Name', 'Email', 'Employees'],
    ['Lee', 'lee@x.com', '12'],
    ['Li', 'bad', '7'],
  ];
  const session = openBlob(await workbook(rows), 'rehearsal', purpose);
  const report = await session.check(await session.survey(await session.propose()));
  expect(report.plan).toMatchObject({ format: 'xlsx', header_row: 1 });
  expect(report.counts).toMatchObject({ rows: 2, ok: 1, failed: 1 });
});

test('the first rows are there before the file is read, and never become fewer', async () => {
  const session = open(LEADS);
  const plan = await session.propose();
  const heard: Progress[] = [];
  await session.check(plan, (it) => heard.push(it));
  expect(heard[0]?.done).toBe(0);
  expect(heard[0]?.report?.preview.map((it) => it.outcome.outcome)).toEqual(['ok', 'failed', 'repeat']);
});

describe('rows', () => {
  const many = ['Last Name,Email', ...Array.from({ length: 900 }, (_, at) => line(at))].join('\n');

  function line(at: number): string {
    if (at % 100 === 50) return `Row ${at},not an address`;
    return `Row ${at},lead${at % 300}@example.com`;
  }

  test('are reached wherever they are, and say whether more follow', async () => {
    const session = open(many);
    const plan = await session.survey(await session.propose());
    const page = await session.rows(plan, { filter: 'all', from: { behind: 890 }, count: 5 });
    expect(page.rows.map((it) => it.row)).toEqual([891, 892, 893, 894, 895]);
    expect(page.more).toBe(true);
    const last = await session.rows(plan, { filter: 'all', from: { behind: 897 }, count: 50 });
    expect(last).toMatchObject({
      rows: [{ row: 898 }, { row: 899 }, { row: 900 }, { row: 901 }],
      more: false,
    });
  });

  test('with a problem are found one page after the other, none twice', async () => {
    const session = open(many);
    const plan = await session.survey(await session.propose());
    const first = await session.rows(plan, { filter: 'problems', from: { behind: 0 }, count: 4 });
    expect(first.rows.map((it) => it.row)).toEqual([52, 152, 252, 352]);
    const rest = await session.rows(plan, { filter: 'problems', from: { behind: 352 }, count: 100 });
    expect(rest.rows.map((it) => it.row)).toEqual([452, 552, 652, 752, 852]);
    expect(rest.more).toBe(false);
  });

  test('of a checked file are reached by their number among those that are wanted, and counted', async () => {
    const session = open(many);
    const plan = await session.survey(await session.propose());
    await session.check(plan);
    const page = await session.rows(plan, { filter: 'problems', from: { at: 7 }, count: 5 });
    expect(page).toMatchObject({ rows: [{ row: 752 }, { row: 852 }], more: false, before: 7, total: 9 });
    const repeat = await session.rows(plan, { filter: 'repeats', from: { at: 0 }, count: 1 });
    expect(repeat).toMatchObject({
      rows: [{ row: 302, outcome: { outcome: 'repeat', leader: 2 } }],
      before: 0,
    });
  });

  test('that repeat one before the page name it', async () => {
    const session = open(many);
    const plan = await session.survey(await session.propose());
    const page = await session.rows(plan, { filter: 'repeats', from: { behind: 600 }, count: 1 });
    expect(page.rows).toMatchObject([{ row: 601, outcome: { outcome: 'repeat', leader: 301 } }]);
  });
});

describe('corrections', () => {
  const fixed = { row: 3, column: 3, before: 'tom(at)tools.example', text: 'tom@tools.example' };

  test('are what is checked, in the same session and in a fresh one', async () => {
    const session = open(LEADS);
    const plan = await session.survey(await session.propose());
    expect((await session.check(plan)).counts.failed).toBe(1);
    const report = await session.check(plan, undefined, [fixed]);
    expect(report.counts).toMatchObject({ ok: 2, failed: 0 });
    expect(report.corrections).toMatchObject({ cells: 1, unfit: 0 });
    expect((await open(LEADS).check(plan, undefined, [fixed])).receipt).toEqual(report.receipt);
  });

  test('of a cell that holds another text by now are listed, not applied', async () => {
    const session = open(LEADS.replace('tom(at)tools', 'tim(at)tools'));
    const plan = await session.survey(await session.propose(), undefined, [fixed]);
    const report = await session.check(plan, undefined, [fixed]);
    expect(report.counts.failed).toBe(1);
    expect(report.corrections).toMatchObject({ cells: 0, unfit: 1, listed: [{ row: 3, column: 3 }] });
  });

  test('are sealed in order, the last edit of a cell, in parts that a server takes', async () => {
    const session = open(LEADS);
    const plan = await session.propose();
    const later = { ...fixed, text: 'tom@ashworth.example' };
    const { parts, named } = session.seal(plan, [fixed, { ...fixed, row: 2 }, later]);
    expect(parts[0]?.cells.map((it) => [it.row, it.text])).toEqual([
      [2, fixed.text],
      [3, later.text],
    ]);
    expect(named).toEqual({ parts: 1, digest: expect.stringMatching(/^[0-9a-f]{32}$/) });
    const many = Array.from({ length: 10_001 }, (_, at) => ({ ...fixed, row: at + 2 }));
    expect(session.seal(plan, many).parts.map((it) => it.cells.length)).toEqual([10_000, 1]);
  });
});

describe('the reader', () => {
  const bytes = Uint8Array.from({ length: 9 * 1024 * 1024 }, (_, at) => (at * 31) % 251);
  const file = new Blob([bytes]);

  test('gives the same bytes in order, out of order and across its long reads', async () => {
    const reader = new Reader(file);
    const places = [0, 65_536, 131_072, 4_300_000, 4_400_000, file.size - 5, 12];
    for (const at of places) {
      const found = await reader.read(at, 100);
      expect(found.length).toBeGreaterThan(0);
      expect([...found]).toEqual([...bytes.subarray(at, at + found.length)]);
    }
  });

  test('goes through a file in order without asking for each piece', async () => {
    let reads = 0;
    const counting = {
      size: file.size,
      slice: (from: number, to?: number) => (reads++, file.slice(from, to)),
    } as unknown as Blob;
    const reader = new Reader(counting);
    for (let at = 0; at < file.size;) at += (await reader.read(at, 65_536)).length;
    expect(reads).toBe(2);
  });

  test('asks for nothing that is at hand', async () => {
    const reader = new Reader(file, bytes.subarray(0, 1000));
    expect([...(await reader.read(990, 100))]).toEqual([...bytes.subarray(990, 1000)]);
    const behind = await reader.read(1000, 100);
    expect([...behind]).toEqual([...bytes.subarray(1000, 1000 + behind.length)]);
  });

  test('flows where a browser does not fill buffers, too', async () => {
    const plain = {
      size: file.size,
      stream: () => new ReadableStream({ start: (it) => (it.enqueue(bytes), it.close()) }),
    } as unknown as Blob;
    expect((await new Reader(plain).read(0, file.size)).length).toBe(file.size);
  });

  test('a file that is gone is told as such', async () => {
    const gone = {
      size: 100,
      slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }),
    } as unknown as Blob;
    const error = await openBlob(gone, 'gone.csv', purpose)
      .propose()
      .catch((it: unknown) => it);
    expect(error).toBeInstanceOf(EngineError);
    expect((error as EngineError).fault).toBe('unreadable');
  });
});
