/**
 * Makes a small workbook, packed as people's are: for the rehearsal alone, which has no file to try the reader of
 * workbooks with. Checksums are left out, for nobody who reads it here looks at them.
 */

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** Of a header row and rows below it; what looks like a number is one. */
export async function workbook(rows: string[][]): Promise<Blob> {
  const strings: string[] = [];
  const cell = (text: string, row: number, column: number) => {
    const at = `r="${String.fromCharCode(65 + column)}${row + 1}"`;
    return /^\d+$/.test(text)
      ? `<c ${at}><v>${text}</v></c>`
      : `<c ${at} t="s"><v>${strings.push(text) - 1}</v></c>`;
  };
  const line = (it: string[], row: number) =>
    `<row r="${row + 1}">${it.map((text, column) => cell(text, row, column)).join('')}</row>`;
  const sheet = `<worksheet xmlns="${MAIN}"><sheetData>${rows.map(line).join('')}</sheetData></worksheet>`;
  const related = (id: number, kind: string, target: string) =>
    `<Relationship Id="r${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
  return zip({
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${RELATIONS}">${related(1, 'worksheet', 'sheet.xml')}${related(2, 'sharedStrings', 'strings.xml')}${related(3, 'styles', 'styles.xml')}</Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><cellXfs><xf numFmtId="0"/></cellXfs></styleSheet>`,
    'xl/sheet.xml': sheet,
    'xl/strings.xml': `<sst xmlns="${MAIN}">${strings.map((it) => `<si><t>${it}</t></si>`).join('')}</sst>`,
  });
}

/** The parts, each packed, then the directory that lists them. */
async function zip(parts: Record<string, string>): Promise<Blob> {
  const files: Blob[] = [];
  const directory: Blob[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(parts)) {
    const plain = new Blob([XML, text]);
    const packed = await new Response(
      plain.stream().pipeThrough(new CompressionStream('deflate-raw')),
    ).blob();
    const about = [2, 20, 2, 0, 2, 8, 2, 0, 2, 0, 4, 0, 4, packed.size, 4, plain.size, 2, name.length, 2, 0];
    const file = new Blob([record('PK\x03\x04', about), name, packed]);
    directory.push(record('PK\x01\x02', [2, 20, ...about, 2, 0, 2, 0, 2, 0, 4, 0, 4, at]), new Blob([name]));
    files.push(file);
    at += file.size;
  }
  const list = new Blob(directory);
  const end = record('PK\x05\x06', [2, 0, 2, 0, 2, files.length, 2, files.length, 4, list.size, 4, at, 2, 0]);
  return new Blob([...files, list, end]);
}

/** A signature and numbers behind it, each with its width in bytes before it. */
function record(signature: string, fields: number[]): Blob {
  const bytes = [...signature].map((it) => it.charCodeAt(0));
  for (let at = 0; at < fields.length; at += 2)
    for (let byte = 0; byte < fields[at]!; byte += 1) bytes.push((fields[at + 1]! >>> (8 * byte)) & 255);
  return new Blob([new Uint8Array(bytes)]);
}
