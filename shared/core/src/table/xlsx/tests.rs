//! What a workbook's rows are, through the reader that everybody uses. The workbooks are built here, byte by
//! byte, so that each test says what is in them.

mod odd;
mod places;
mod spelling;

use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use gangway_contract::{FileNote, Format, Refusal, RefusalCode};
use proptest::prelude::*;

use crate::source::{Pass, Stopped, drive};
use crate::table::{
    CellKind, Choices, FileFacts, Layout, OwnedCell, OwnedKind, RowCells, Sniff, Sniffed,
    TableReader,
};

const WORKBOOK: &str = r#"<workbook xmlns:r="r"><sheets><sheet name="Cover" sheetId="1" state="hidden" r:id="a"/><sheet name="People" sheetId="2" r:id="b"/></sheets></workbook>"#;
const RELS: &str = r#"<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="x/worksheet" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="c" Type="x/styles" Target="styles.xml"/><Relationship Id="d" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="00000"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="10"/></cellXfs></styleSheet>"#;
const STRINGS: &str = r#"<sst count="3" uniqueCount="3"><si><t>name</t></si><si><r><t>Ada </t></r><r><t xml:space="preserve"> &amp; Co</t></r><rPh><t>sound</t></rPh></si><si><t>_x0041_ &#10;B</t></si></sst>"#;

/// A zip of deflated parts.
fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in parts {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).expect("deflates");
        let packed = encoder.finish().expect("deflates");
        let offset = u32::try_from(file.len()).expect("small");
        let mut header = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        header.extend(u32::try_from(packed.len()).expect("small").to_le_bytes());
        header.extend(u32::try_from(bytes.len()).expect("small").to_le_bytes());
        header.extend(u16::try_from(name.len()).expect("small").to_le_bytes());
        header.extend([0, 0]);
        file.extend(b"PK\x03\x04");
        file.extend(&header);
        file.extend(name.as_bytes());
        file.extend(packed);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&header);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let start = u32::try_from(file.len()).expect("small");
    let count = u16::try_from(parts.len()).expect("small").to_le_bytes();
    file.extend(&directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend(count);
    file.extend(count);
    file.extend(u32::try_from(directory.len()).expect("small").to_le_bytes());
    file.extend(start.to_le_bytes());
    file.extend([0, 0]);
    file
}

/// A workbook whose second sheet holds these rows.
fn workbook(rows: &str) -> Vec<u8> {
    book(&format!("<worksheet><sheetData>{rows}</sheetData><mergeCells/></worksheet>"))
}

/// A workbook with this second sheet.
fn book(sheet: &str) -> Vec<u8> {
    zip(&[
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELS.as_bytes()),
        ("xl/styles.xml", STYLES.as_bytes()),
        ("xl/sharedStrings.xml", STRINGS.as_bytes()),
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData/></worksheet>"),
        ("xl/worksheets/sheet2.xml", sheet.as_bytes()),
    ])
}

fn facts(bytes: &[u8]) -> FileFacts {
    FileFacts { name: "test.xlsx".to_owned(), size: bytes.len() as u64 }
}

fn sniff(bytes: &[u8]) -> Result<Sniffed, Refusal> {
    sniff_in(bytes, usize::MAX)
}

/// Looks at a file that answers at most so many bytes at a time.
fn sniff_in(bytes: &[u8], piece: usize) -> Result<Sniffed, Refusal> {
    let pass = Sniff::new(&facts(bytes), Choices::default());
    assert!(pass.need().is_some());
    drive(pass, |need| {
        let from = usize::try_from(need.offset).map_err(|_| ())?;
        Ok::<_, ()>(bytes[from..from + (need.len as usize).min(piece)].to_vec())
    })
    .map_err(|stopped| match stopped {
        Stopped::Refused(it) => it,
        Stopped::Unread(()) => panic!("the bytes are at hand"),
    })
}

type Rows = Vec<(u32, Vec<OwnedCell>)>;

fn read(bytes: &[u8], pieces: &[usize]) -> Result<Rows, Refusal> {
    read_with_notes(bytes, pieces).map(|(rows, _)| rows)
}

fn read_with_notes(bytes: &[u8], pieces: &[usize]) -> Result<(Rows, Vec<FileNote>), Refusal> {
    let layout = Layout {
        format: Format::Xlsx,
        encoding: "UTF-8".to_owned(),
        dialect: None,
        sheet: Some("People".to_owned()),
        header_row: None,
        is_marked: false,
    };
    let mut reader = TableReader::new(&facts(bytes), &layout)?;
    let mut rows = Rows::new();
    let mut keep = |row: &RowCells<'_>| {
        rows.push((row.number(), row.iter().map(|it| it.to_owned()).collect()));
    };
    let mut pieces = pieces.iter().cycle();
    while let Some(need) = reader.need() {
        let from = usize::try_from(need.offset).expect("small");
        let len = (*pieces.next().expect("endless")).clamp(1, need.len as usize);
        reader.answer(&bytes[from..from + len], &mut keep)?;
    }
    let notes = reader.finish_with_notes(&mut keep)?;
    Ok((rows, notes))
}

#[track_caller]
fn check(rows: &str, expected: &[&[&str]]) {
    let read = read(&workbook(rows), &[usize::MAX]).expect("reads");
    let texts: Vec<Vec<String>> =
        read.into_iter().map(|row| row.1.into_iter().map(|it| it.text).collect()).collect();
    assert_eq!(texts, expected, "{rows}");
}

#[track_caller]
fn check_refused(bytes: &[u8], code: RefusalCode) {
    let sniffed = sniff(bytes).map(|it| it.header);
    assert_eq!(sniffed.map_err(|it| it.code), Err(code));
}

#[test]
fn strings_are_joined_from_their_runs_and_lose_no_blank_that_is_meant() {
    check(
        r#"<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>2</v></c><c t="inlineStr"><is><t> in </t></is></c><c t="str"><v>of a formula</v></c></row>"#,
        &[&["Ada & Co", "A \nB", "in", "of a formula"]],
    );
}

#[test]
fn numbers_are_shown_as_in_excel_and_known_as_stored() {
    let rows = r#"<row r="1"><c s="1"><v>42</v></c><c s="2"><v>45351</v></c><c s="3"><v>0.125</v></c><c><v>1.5E+3</v></c></row>"#;
    check(rows, &[&["00042", "2024-02-29", "12.50%", "1500"]]);
    let read = read(&workbook(rows), &[usize::MAX]).expect("reads");
    let kinds: Vec<OwnedKind> = read[0].1.iter().map(|it| it.kind.clone()).collect();
    let number = |it: &str| OwnedKind::Number(it.to_owned());
    assert_eq!(
        kinds,
        [number("42"), OwnedKind::Date("2024-02-29".to_owned()), number("0.125"), number("1500")]
    );
    assert_eq!(read[0].1[1].as_cell().kind, CellKind::Date("2024-02-29"));
}

#[test]
fn booleans_errors_and_gaps_keep_their_places() {
    check(
        r#"<row r="2"><c r="B2" t="b"><v>1</v></c><c r="D2" t="e"><v>#N/A</v></c><c r="E2"/></row>"#,
        &[&[], &["", "TRUE", "", "#N/A"]],
    );
}

#[test]
fn the_first_sheet_that_people_see_is_proposed() {
    let rows = r#"<row><c t="s"><v>0</v></c></row><row><c><v>7</v></c></row>"#;
    let sniffed = sniff(&workbook(rows)).expect("reads");
    assert_eq!(sniffed.layout.sheet.as_deref(), Some("People"));
    assert_eq!(sniffed.layout.header_row, Some(1));
    assert_eq!(sniffed.header, ["name"]);
    let sheets: Vec<(&str, bool)> =
        sniffed.sheets.iter().map(|it| (&*it.name, it.hidden)).collect();
    assert_eq!(sheets, [("Cover", true), ("People", false)]);
}

#[test]
fn what_is_no_workbook_says_what_it_is() {
    check_refused(&zip(&[("readme.txt", b"hello")]), RefusalCode::Archive);
    check_refused(&zip(&[("xl/workbook.bin", b"")]), RefusalCode::UnsupportedFormat);
    check_refused(&zip(&[("word/document.xml", b"<a/>")]), RefusalCode::NotATable);
    check_refused(&workbook(""), RefusalCode::EmptyFile);
}

#[test]
fn a_header_without_rows_is_still_told_so_that_its_mapping_can_be_shown() {
    let sniffed = sniff(&workbook(r#"<row><c t="s"><v>0</v></c></row>"#)).expect("reads");
    assert_eq!((sniffed.layout.header_row, sniffed.head.len()), (Some(1), 0));
}

#[test]
fn a_text_longer_than_any_cell_is_refused() {
    let letters: String = ('a'..='z').cycle().take(3 << 20).collect();
    let rows = format!(r#"<row><c t="inlineStr"><is><t>{letters}</t></is></c></row>"#);
    let refused = read(&workbook(&rows), &[usize::MAX]).map(|it| it.len()).map_err(|it| it.code);
    assert_eq!(refused, Err(RefusalCode::LimitExceeded));
}

#[test]
fn a_part_that_unpacks_to_far_more_than_it_says_anything_is_refused() {
    let rows = "<row></row>".repeat(1 << 20);
    let refused = read(&workbook(&rows), &[usize::MAX]).map(|it| it.len()).map_err(|it| it.code);
    assert_eq!(refused, Err(RefusalCode::LimitExceeded));
}

#[test]
fn a_document_type_is_refused_before_anything_unfolds() {
    let bytes = zip(&[("xl/workbook.xml", b"<!DOCTYPE a [<!ENTITY b \"c\">]><workbook/>")]);
    check_refused(&bytes, RefusalCode::Corrupt);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn how_a_workbook_is_cut_changes_nothing(
        values in prop::collection::vec((1_u32..3, 0_usize..4, "[a-z<&]{0,6}"), 1..40),
        pieces in prop::collection::vec(1_usize..200, 1..8),
    ) {
        let mut rows = String::new();
        let mut number = 0;
        for (step, shared, text) in values {
            number += step;
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            let cells = format!(r#"<c r="B{number}" t="s"><v>{shared}</v></c><c t="inlineStr"><is><t>{text}</t></is></c>"#);
            rows.extend([r#"<row r=""#, &number.to_string(), "\">", &cells, "</row>"]);
        }
        let bytes = workbook(&rows);
        let whole = read(&bytes, &[usize::MAX]);
        prop_assert!(whole.is_ok());
        prop_assert_eq!(read(&bytes, &pieces), whole);
        let piece = pieces.first().copied().unwrap_or(1);
        prop_assert_eq!(sniff_in(&bytes, piece), sniff(&bytes));
    }

    #[test]
    fn no_damage_ends_the_process(at in 0_usize..2000, byte: u8, cut in 0_usize..2000) {
        let mut bytes = workbook(r#"<row><c t="s"><v>1</v></c><c s="2"><v>3</v></c></row>"#);
        let at = at % bytes.len();
        bytes[at] = byte;
        bytes.truncate(bytes.len() - cut % (bytes.len() / 2));
        // Rows or a sentence; a panic fails the test.
        let _outcome = read(&bytes, &[usize::MAX]);
        let _outcome = sniff(&bytes);
    }
}
