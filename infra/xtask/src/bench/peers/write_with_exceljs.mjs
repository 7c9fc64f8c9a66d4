/**
 * Writes the cells of a CSV as a workbook with ExcelJS as a stream, typed and formatted as ours.
 *
 * Prints seconds of processor time in this process and the memory beside the cells, which are read before.
 * Arguments: a folder with node_modules, the cells, where the workbook goes.
 */
import { createRequire } from "node:module";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const [folder, cells, out] = process.argv.slice(2);
const require = createRequire(join(folder, "peers.js"));
const ExcelJS = require("exceljs");
const NUMBERS = new Set(["employees"]);
const DAYS = new Set(["birthday"]);

/** The rows of a CSV as our own writer makes it. */
function parse(text) {
  const rows = [];
  let row = [];
  let at = 0;
  while (at < text.length) {
    let cell = "";
    if (text[at] === '"') {
      for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at += 1) {
        if (text[at] === '"') at += 1;
        cell += text[at];
      }
      at += 1;
    } else {
      const from = at;
      while (at < text.length && text[at] !== "," && text[at] !== "\n") at += 1;
      cell = text.slice(from, at);
    }
    row.push(cell);
    if (text[at] === "\n" || at >= text.length) {
      rows.push(row);
      row = [];
    }
    at += 1;
  }
  return rows;
}

function typed(kind, text) {
  if (text === "") return null;
  if (NUMBERS.has(kind)) return Number(text);
  if (DAYS.has(kind)) {
    const day = new Date(`${text}T00:00:00Z`);
    return Number.isNaN(day.getTime()) ? text : day;
  }
  return text;
}

const [header, ...texts] = parse(readFileSync(cells, "utf8"));
const rows = texts.map((row) => row.map((text, at) => typed(header[at], text)));
const base = process.memoryUsage().rss;
const before = process.cpuUsage();
const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: out, useStyles: true, useSharedStrings: false });
const sheet = book.addWorksheet("leads", { views: [{ state: "frozen", ySplit: 1 }] });
sheet.columns = header.map((name) => ({
  header: name,
  width: 20,
  style: NUMBERS.has(name) ? { numFmt: "0" } : DAYS.has(name) ? { numFmt: "yyyy-mm-dd" } : {},
}));
sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: rows.length + 1, column: header.length } };
for (const row of rows) sheet.addRow(row).commit();
await sheet.commit();
await book.commit();
const used = process.cpuUsage(before);
const peak = (process.resourceUsage().maxRSS * 1024 - base) / 2 ** 20;
const seconds = (used.user + used.system) / 1e6;
console.log(JSON.stringify({ rows: rows.length, user_seconds: seconds, peak, bytes: statSync(out).size }));
