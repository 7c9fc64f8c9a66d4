/** What the engine is compared with, each in a worker of its own: the file is read, nothing is checked. */

const PEERS = { stream, papa, papaFirst, sheetjs, sheetjsFirst };

/** The rows that the page shows first, and the header. */
const FIRST = 21;

self.onmessage = async (event) => {
  const { peer, file } = event.data;
  try {
    self.postMessage({ result: await PEERS[peer](file) });
  } catch (error) {
    self.postMessage({ error: String(error) });
  }
};

/** The file's bytes, and nothing else: no reader can be faster. */
async function stream(file) {
  const begun = performance.now();
  let bytes = 0;
  const reader = file.stream().getReader();
  for (let it = await reader.read(); !it.done; it = await reader.read()) bytes += it.value.length;
  return { ms: performance.now() - begun, bytes };
}

/** PapaParse's chunked split; every row is counted, the blank one at the end is not. */
async function papa(file) {
  const { default: Papa } = await import('papaparse');
  const begun = performance.now();
  let rows = 0;
  await new Promise((resolve, reject) => {
    Papa.parse(file, {
      chunk: ({ data }) => {
        rows += data.length;
        const last = data.at(-1);
        if (last?.length === 1 && last[0] === '') rows -= 1;
      },
      complete: resolve,
      error: reject,
    });
  });
  return { ms: performance.now() - begun, rows: rows - 1 };
}

/** PapaParse's own preview: it stops after the first rows. Nothing is mapped, checked or drawn. */
async function papaFirst(file) {
  const { default: Papa } = await import('papaparse');
  const begun = performance.now();
  let rows = 0;
  await new Promise((complete, error) => {
    const chunk = ({ data }) => {
      rows += data.length;
    };
    Papa.parse(file, { preview: FIRST, chunk, complete, error });
  });
  return { ms: performance.now() - begun, rows: rows - 1 };
}

/** SheetJS in its densest form. */
async function sheetjs(file) {
  return sheetjsRows(file, {});
}

/** SheetJS told to stop after the first rows. */
async function sheetjsFirst(file) {
  return sheetjsRows(file, { sheetRows: FIRST });
}

async function sheetjsRows(file, options) {
  const XLSX = await import('xlsx');
  const begun = performance.now();
  const book = XLSX.read(await file.arrayBuffer(), { dense: true, ...options });
  const sheet = book.Sheets[book.SheetNames[0]];
  return { ms: performance.now() - begun, rows: (sheet['!data'] ?? sheet).length - 1 };
}
