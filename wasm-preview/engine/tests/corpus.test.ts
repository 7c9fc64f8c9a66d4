/**
 * The corpus of tests/corpus, in the browser's build: the same folders as `cargo test -p gangway-tests --test
 * corpus`, the same reports, to the letter.
 */

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { modules, openPath } from '../src/node.js';

const CORPUS = fileURLToPath(new URL('../../../tests/corpus/cases', import.meta.url));
const CASES = readdirSync(CORPUS).filter((it) => existsSync(join(CORPUS, it, 'expected.json')));

test('the corpus has its cases', () => {
  expect(CASES.length).toBeGreaterThanOrEqual(10);
});

for (const name of CASES) {
  test(`${name} means in the browser what it means in the Lambda`, async () => {
    const folder = join(CORPUS, name);
    const json = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const input = readdirSync(folder).find((it) => it.startsWith('input.')) ?? '';
    const module = modules().find((it) => it.id === json('case.json').module)!;
    const session = await openPath(join(folder, input), { module, users: [], importer: 'importer' });
    const plan = await session.survey(await session.propose());
    expect(await session.check(plan)).toEqual(json('expected.json'));
    session.close();
  });
}
