/** From the choice of a file to its first rows on the screen: ours and the peers', all drawn by the same hand. */

import { FileEngine, warmUp } from '@gangway/engine';

import { CHOOSING_MS, SHOWN, shown } from './shown.js';

/** Our rows are mapped and checked. */
export function painted({ purpose, options }) {
  const ready = () => warmUp(options);
  const read = async (file) => {
    const engine = new FileEngine(file, purpose, options);
    const report = await shown(engine, await engine.propose());
    return { rows: report.preview.map((it) => it.cells), close: () => engine.close() };
  };
  return measured(ready, read);
}

/** PapaParse, told that it need not read more. */
export function papaPainted() {
  return measured(
    () => import('papaparse'),
    async (file, { default: Papa }) => {
      const { data } = await new Promise((complete, error) =>
        Papa.parse(file, { preview: SHOWN + 1, complete, error }),
      );
      return { rows: data.slice(1) };
    },
  );
}

/** SheetJS, told that it need not read more. */
export function sheetjsPainted() {
  return measured(
    () => import('xlsx'),
    async (file, XLSX) => {
      const book = XLSX.read(await file.arrayBuffer(), { dense: true, sheetRows: SHOWN + 1 });
      const [name] = book.SheetNames;
      return { rows: XLSX.utils.sheet_to_json(book.Sheets[name], { header: 1 }).slice(1) };
    },
  );
}

/** Waits for the file, and measures from the event that brings it; what a reader loads is there before. */
async function measured(ready, read) {
  const library = await ready();
  await new Promise((resolve) => setTimeout(resolve, CHOOSING_MS));
  const { file, begun } = await chosen();
  const { rows, close } = await read(file, library);
  draw(rows.slice(0, SHOWN));
  await paint();
  const ms = performance.now() - begun;
  close?.();
  return { ms, rows: document.querySelectorAll('tbody tr').length };
}

/** The file that is chosen next, and when. */
function chosen() {
  const input = document.querySelector('input');
  return new Promise((resolve) => {
    const hear = () => resolve({ file: input.files[0], begun: performance.now() });
    input.addEventListener('change', hear, { once: true });
    document.body.dataset.waits = 'yes';
  });
}

function draw(rows) {
  const table = document.createElement('table');
  const body = table.createTBody();
  for (const cells of rows) {
    const row = body.insertRow();
    for (const it of cells) row.insertCell().textContent = String(it ?? '');
  }
  document.querySelector('table')?.remove();
  document.body.append(table);
}

/** Ends once what was drawn is on the screen: a frame begins before it is painted, so the next task is behind it. */
function paint() {
  return new Promise((resolve) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage('painted');
    }),
  );
}
