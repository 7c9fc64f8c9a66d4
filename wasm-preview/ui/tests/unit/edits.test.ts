import { describe, expect, test } from 'vitest';

import { Edits, block } from '../../src/import/edits.js';

const cell = (row: number, before: string, text: string) => ({ row, column: 1, before, text });

describe('corrections', () => {
  test('of one cell keep the text of the file, however often it is corrected', () => {
    const edits = new Edits().with([cell(2, 'a', 'b')]).with([cell(2, 'b', 'c')]);
    expect(edits.list).toEqual([cell(2, 'a', 'c')]);
  });

  test('that give a cell its own text back are none', () => {
    expect(new Edits().with([cell(2, 'a', 'b')]).with([cell(2, 'b', 'a')]).list).toEqual([]);
  });

  test('are taken back and made again in the steps in which they were made', () => {
    const edits = new Edits().with([cell(2, 'a', 'b'), cell(3, 'x', 'y')]).with([cell(4, 'm', 'n')]);
    const back = edits.undone().undone();
    expect([back.list.length, back.canUndo, back.canRedo]).toEqual([0, false, true]);
    expect(back.redone().list.length).toBe(2);
    expect(back.redone().redone().list).toEqual(edits.list);
    expect(edits.undone().with([cell(9, 'p', 'q')]).canRedo).toBe(false);
  });

  test('never become more than the core takes', () => {
    const many = Array.from({ length: 100_001 }, (_, at) => cell(at + 2, 'a', 'b'));
    expect(new Edits().with(many).list.length).toBe(0);
  });

  test('come from a block of a spreadsheet', () => {
    expect(block('a\tb\r\nc\td\r\n')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(block('one')).toEqual([['one']]);
  });
});
