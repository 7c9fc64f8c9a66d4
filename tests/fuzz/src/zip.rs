//! A workbook from the parts that a fuzzer changes: packed parts would hide their XML from it.

const WORKBOOK: &[u8] = br#"<workbook xmlns:r="r"><sheets><sheet name="One" sheetId="1" r:id="a"/><sheet name="Two" sheetId="2" r:id="b"/></sheets></workbook>"#;
const RELS: &[u8] = br#"<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="x/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="c" Type="x/styles" Target="styles.xml"/><Relationship Id="d" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
const SHEET: &[u8] = br#"<worksheet><sheetData><row><c t="inlineStr"><is><t>Email</t></is></c></row><row><c t="inlineStr"><is><t>a@example.org</t></is></c></row></sheetData></worksheet>"#;

/// Between the parts of an input; it stands in no UTF-8.
const CUT: u8 = 0xff;

/// The workbook of an input: its first sheet, its shared strings, its styles, and the list of its sheets, each
/// as it should be if the input does not have it.
pub(crate) fn workbook(input: &[u8]) -> Vec<u8> {
    let mut parts = input.split(|it| *it == CUT);
    let mut next = |otherwise| parts.next().filter(|it| !it.is_empty()).unwrap_or(otherwise);
    let sheet = next(SHEET);
    let strings = next(b"<sst><si><t>x</t></si></sst>");
    let styles = next(b"<styleSheet/>");
    let list = next(WORKBOOK);
    pack(&[
        ("xl/workbook.xml", list),
        ("xl/_rels/workbook.xml.rels", next(RELS)),
        ("xl/styles.xml", styles),
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/worksheets/sheet2.xml", SHEET),
    ])
}

/// A zip of parts that are not packed.
fn pack(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in parts {
        let offset = wide(file.len()).to_le_bytes();
        let mut header = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        header.extend(wide(bytes.len()).to_le_bytes());
        header.extend(wide(bytes.len()).to_le_bytes());
        header.extend(wide(name.len()).to_le_bytes());
        file.extend(b"PK\x03\x04");
        file.extend(&header);
        file.extend(name.as_bytes());
        file.extend(*bytes);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&header);
        directory.extend([0; 10]);
        directory.extend(offset);
        directory.extend(name.as_bytes());
    }
    let start = wide(file.len()).to_le_bytes();
    file.extend(&directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend([u8::try_from(parts.len()).unwrap_or(u8::MAX), 0].repeat(2));
    file.extend(wide(directory.len()).to_le_bytes());
    file.extend(start);
    file.extend([0, 0]);
    file
}

fn wide(it: usize) -> u32 {
    u32::try_from(it).unwrap_or(u32::MAX)
}
