//! A workbook that unpacks to far more than it is: the smallest zip that is read as one.

use std::io::Write;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

const RELS: &str = r#"<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<workbook xmlns:r="r"><sheets><sheet name="People" sheetId="1" r:id="a"/></sheets></workbook>"#;
const ROW: &str = r#"<row><c t="inlineStr"><is><t>Email</t></is></c><c t="inlineStr"><is><t>Last Name</t></is></c></row>"#;

/// A sheet with a gigabyte of spaces in one cell.
pub(crate) fn bomb() -> Vec<u8> {
    let mut sheet = DeflateEncoder::new(Vec::new(), Compression::fast());
    let mut crc = Crc::new();
    let mut size = 0;
    let mut write = |bytes: &[u8]| {
        crc.update(bytes);
        size += bytes.len();
        sheet.write_all(bytes).expect("deflates");
    };
    write(format!("<worksheet><sheetData>{ROW}<row><c t=\"inlineStr\"><is><t>").as_bytes());
    let spaces = vec![b' '; 1 << 20];
    (0..1_100).for_each(|_| write(&spaces));
    write(b"</t></is></c></row></sheetData></worksheet>");
    let sheet = Part { packed: sheet.finish().expect("deflates"), size, crc: crc.sum() };
    zip(&[
        ("xl/workbook.xml", Part::of(WORKBOOK)),
        ("xl/_rels/workbook.xml.rels", Part::of(RELS)),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

struct Part {
    packed: Vec<u8>,
    size: usize,
    crc: u32,
}

impl Part {
    fn of(text: &str) -> Self {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes()).expect("deflates");
        let mut crc = Crc::new();
        crc.update(text.as_bytes());
        Self { packed: encoder.finish().expect("deflates"), size: text.len(), crc: crc.sum() }
    }
}

fn small(value: usize) -> [u8; 4] {
    u32::try_from(value).expect("small").to_le_bytes()
}

fn zip(parts: &[(&str, Part)]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, part) in parts {
        let mut header = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0];
        header.extend(part.crc.to_le_bytes());
        header.extend(small(part.packed.len()));
        header.extend(small(part.size));
        header.extend(u16::try_from(name.len()).expect("short").to_le_bytes());
        header.extend([0, 0]);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&header);
        directory.extend([0; 10]);
        directory.extend(small(file.len()));
        directory.extend(name.as_bytes());
        file.extend(b"PK\x03\x04");
        file.extend(&header);
        file.extend(name.as_bytes());
        file.extend(&part.packed);
    }
    let count = u16::try_from(parts.len()).expect("few").to_le_bytes();
    let (at, len) = (small(file.len()), small(directory.len()));
    file.extend(directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend([&count[..], &count, &len, &at, &[0, 0]].concat());
    file
}
