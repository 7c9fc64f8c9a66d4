/** A host page's own words. */

import type { FileNote, Issue, IssueGroup } from '@gangway/engine';
import { describe, expect, test } from 'vitest';

import { textsOf } from '../../src/strings/texts.js';

test('a group is said in the page’s language, whether or not its first cell is listed', () => {
  const issue = { code: 'bad_email', row: 7, value: 'x', message: 'English' } as Issue;
  const group = { code: 'bad_email', first_row: 7, message: 'English' } as IssueGroup;
  expect(textsOf('de').group(group, [issue])).toMatch(/^„x“ ist keine E-Mail-Adresse/);
  expect(textsOf('de').group(group, [])).toMatch(/^„…“ ist keine E-Mail-Adresse/);
  expect(textsOf('en').group(group, [])).toBe('English');
});

describe('what is worth knowing of a file', () => {
  const said = (locale: string, note: FileNote) => textsOf(locale).strings.upload.fileNote(note);

  test('is said in the page’s language, with its numbers', () => {
    expect(said('de', { code: 'hidden_sheet', sheet: 'Alt' })).toBe(
      'Das Blatt „Alt“ ist in Excel ausgeblendet.',
    );
    const merged = { code: 'merged_cells', ranges: 1234, only_head: false } as const;
    expect(said('en', merged)).toMatch(/^The sheet has 1,234 ranges of merged cells\. /);
    expect(said('de', merged)).toMatch(/^Das Blatt hat 1\.234 Bereiche mit verbundenen Zellen\. /);
  });

  test('has a singular, and says where only the head was counted', () => {
    const one = { code: 'comments', lines: 1, mark: '#', only_head: true } as const;
    expect(said('en', one)).toBe(
      '1 line that begins with # (counted among the first lines) is a comment and is left out.',
    );
    expect(said('de', one)).toMatch(/^1 Zeile, die mit # beginnt .* ist ein Kommentar/);
    const hidden = { code: 'hidden_rows', rows: 2, only_head: true } as const;
    expect(said('de', hidden)).toMatch(/^Das Blatt blendet in Excel 2 Zeilen aus \(gezählt unter/);
  });
});

describe('a host that says things in its own words', () => {
  test('is quoted where it does, and nowhere else', () => {
    const messages = { title: () => 'Bring your people', upload: { heading: 'Pick a spreadsheet' } };
    const { strings } = textsOf('en', messages);
    expect(strings.title('Leads')).toBe('Bring your people');
    expect(strings.upload.heading).toBe('Pick a spreadsheet');
    expect(strings.upload.pick).toBe(textsOf('en').strings.upload.pick);
    expect(textsOf('en').strings.upload.heading).toBe('Choose a file');
  });

  test('is heard in each language, and the same words make the same texts', () => {
    const messages = { close: 'Fertig' };
    expect(textsOf('de', messages).strings.close).toBe('Fertig');
    expect(textsOf('de', messages)).toBe(textsOf('de', messages));
    expect(textsOf('de', messages).strings.back).toBe(textsOf('de').strings.back);
  });
});
