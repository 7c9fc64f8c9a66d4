/**
 * Writes a workbook of leads with SheetJS: `node bench/workbook.mjs CSV ROWS TYPE OUT [NOTES]`. TYPE is `xlsx` or
 * `biff8` (.xls). NOTES is how many letters of unlike text each row's last cell gets, to make a large file of it.
 */

import { readFileSync, writeFileSync } from 'node:fs';

import Papa from 'papaparse';
import XLSX from 'xlsx';

const [csv, rows, bookType, out, notes = '0'] = process.argv.slice(2);
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .';
const [BIRTHDAY, EMPLOYEES, NOTES] = [12, 13, 14];

// The rows that are wanted lie in the file's first part.
const head = readFileSync(csv)
  .subarray(0, Number(rows) * 300)
  .toString();
const [header, ...leads] = Papa.parse(head, { preview: Number(rows) + 1 }).data;
if (leads.length !== Number(rows)) throw new Error(`${csv} has only ${leads.length} rows`);

const sheet = XLSX.utils.aoa_to_sheet([header, ...leads.map(typed)], { dense: true });
const book = XLSX.utils.book_new();
XLSX.utils.book_append_sheet(book, sheet, 'Leads');
writeFileSync(
  out,
  XLSX.write(book, { bookType, type: 'buffer', compression: true, bookSST: bookType === 'xlsx' }),
);

/** A row as people have it in a workbook: days and numbers are such. */
function typed(cells, row) {
  const lead = [...cells];
  const [month, day, year] = lead[BIRTHDAY].split('/').map(Number);
  lead[BIRTHDAY] = {
    t: 'n',
    v: (Date.UTC(year, month - 1, day) - Date.UTC(1899, 11, 30)) / 86_400_000,
    z: 'm/d/yy',
  };
  lead[EMPLOYEES] = Number(lead[EMPLOYEES]);
  if (Number(notes) > 0) lead[NOTES] = unlike(row, Number(notes));
  return lead;
}

/** Text that no compressor finds a pattern in, the same each time. */
function unlike(seed, length) {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  let text = '';
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += LETTERS[state >>> 26];
  }
  return text;
}
