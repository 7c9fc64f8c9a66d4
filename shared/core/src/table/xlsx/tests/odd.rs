//! Sheets as only odd writers make them: rows out of order, endless tags, faults behind the last row.

use gangway_contract::FileNote;

use super::{
    OwnedKind, RefusalCode, book, check_refused, read, read_with_notes, sniff, workbook, zip,
};

#[test]
fn rows_out_of_order_are_refused_with_the_rows_named() {
    // They could only be put in order if all of them were held; Excel does that when it saves the file.
    let rows = r#"<row r="1"><c><v>1</v></c></row><row r="5"><c><v>5</v></c></row><row r="3"><c><v>3</v></c></row>"#;
    let refusal = read(&workbook(rows), &[usize::MAX]).expect_err("a refusal");
    assert_eq!(refusal.code, RefusalCode::Corrupt);
    assert!(refusal.message.contains("row 3 comes after row 5"), "{refusal}");
    assert!(refusal.message.contains("Open it in Excel, save it again"), "{refusal}");
}

#[test]
fn a_tag_longer_than_any_piece_is_read_like_others() {
    let mut attributes = String::new();
    for it in 0..40_000 {
        attributes.extend([" a", &it.to_string(), "='>'"]);
    }
    let rows = format!(r#"<row r="2"{attributes}><c r="B2"{attributes}><v>7</v></c></row>"#);
    let bytes = workbook(&rows);
    let whole = read(&bytes, &[usize::MAX]).expect("reads");
    assert_eq!(whole.len(), 2);
    assert_eq!(whole[1].1[1].kind, OwnedKind::Number("7".to_owned()));
    assert_eq!(read(&bytes, &[100]), Ok(whole));
}

#[test]
fn what_stands_behind_many_rows_is_said_after_the_whole_file_and_not_before() {
    let mut rows = String::new();
    for it in 1..20_000 {
        let hidden = if it % 1000 == 0 { " hidden=\"1\"" } else { "" };
        let value = (it * 7919 % 10_007).to_string();
        rows.extend(["<row", hidden, "><c><v>", &value, "</v></c></row>"]);
    }
    let merges =
        "<mergeCells count=\"2\"><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"A2:B2\"/></mergeCells>";
    let bytes = book(&format!("<worksheet><sheetData>{rows}</sheetData>{merges}</worksheet>"));
    let (read, notes) = read_with_notes(&bytes, &[usize::MAX]).expect("reads");
    assert_eq!(read.len(), 19_999);
    let hidden = FileNote::HiddenRows { rows: 19, only_head: false };
    assert_eq!(notes, [hidden, FileNote::MergedCells { ranges: 2, only_head: false }]);
    let notes = sniff(&bytes).expect("a table").notes;
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(matches!(notes[0], FileNote::HiddenRows { only_head: true, .. }), "{notes:?}");
}

#[test]
fn a_fault_behind_the_last_row_loses_no_row() {
    let rows = "<sheetData><row><c><v>1</v></c></row></sheetData>";
    let good = read(&book(&format!("<worksheet>{rows}</worksheet>")), &[usize::MAX]);
    let merges = "<mergeCells><mergeCell ref=\"A1:B1\"/>";
    for fault in ["<!DOCTYPE a>", "<cut short", "", "</worksheet></worksheet><"] {
        let bytes = book(&format!("<worksheet>{rows}{merges}{fault}"));
        assert_eq!(read(&bytes, &[usize::MAX]), good, "{fault}");
    }
}

#[test]
fn a_sheet_that_cannot_be_read_spoils_no_other() {
    let list = r#"<workbook xmlns:r="r"><sheets><sheet name="People" sheetId="2" r:id="b"/><sheet name="Broken" sheetId="1" r:id="a"/></sheets></workbook>"#;
    let people = "<worksheet><sheetData><row><c><v>1</v></c></row><row><c><v>2</v></c></row></sheetData></worksheet>";
    let bytes = zip(&[
        ("xl/workbook.xml", list.as_bytes()),
        ("xl/_rels/workbook.xml.rels", super::RELS.as_bytes()),
        ("xl/worksheets/sheet1.xml", b"<!DOCTYPE x><worksheet/>"),
        ("xl/worksheets/sheet2.xml", people.as_bytes()),
    ]);
    let sheets = sniff(&bytes).expect("a table").sheets;
    let sizes: Vec<_> = sheets.iter().map(|it| (it.name.as_str(), it.rows)).collect();
    assert_eq!(sizes, [("People", Some(2)), ("Broken", None)]);
}

#[test]
fn a_workbook_of_which_only_a_broken_sheet_is_there_is_refused() {
    check_refused(&book("<!DOCTYPE x><worksheet/>"), RefusalCode::Corrupt);
}
