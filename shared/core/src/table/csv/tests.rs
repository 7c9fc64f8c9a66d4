//! What a text file's rows are, through the reader that everybody uses.

use gangway_contract::{Dialect, Format, IssueCode, RefusalCode};
use proptest::prelude::*;

use crate::table::{FileFacts, Layout, TableReader};

fn layout(escape: Option<char>) -> Layout {
    Layout {
        format: Format::Csv,
        encoding: "UTF-8".to_owned(),
        dialect: Some(Dialect { delimiter: Some(','), quote: Some('"'), escape, comment: None }),
        sheet: None,
        header_row: None,
        is_marked: false,
    }
}

type Rows = Vec<(u32, Vec<String>, Option<IssueCode>)>;

/// Reads bytes in pieces of the given lengths, over and over.
fn read(bytes: &[u8], layout: &Layout, pieces: &[usize]) -> Rows {
    let file = FileFacts { name: "test.csv".to_owned(), size: bytes.len() as u64 };
    let mut reader = TableReader::new(&file, layout).expect("opens");
    let mut rows = Rows::new();
    let mut pieces = pieces.iter().cycle();
    while let Some(need) = reader.need() {
        let from = usize::try_from(need.offset).expect("small");
        let len = (*pieces.next().expect("endless")).clamp(1, need.len as usize);
        reader
            .answer(&bytes[from..from + len], &mut |row| rows.push(own(row)))
            .expect("takes the bytes");
    }
    reader.finish(&mut |row| rows.push(own(row))).expect("ends");
    rows
}

fn own(row: &crate::table::RowCells<'_>) -> (u32, Vec<String>, Option<IssueCode>) {
    (row.number(), row.iter().map(|it| it.text.to_owned()).collect(), row.fault())
}

#[track_caller]
fn check(input: &str, expected: &[&[&str]]) {
    let rows = read(input.as_bytes(), &layout(None), &[usize::MAX]);
    let cells: Vec<Vec<String>> = rows.into_iter().map(|it| it.1).collect();
    assert_eq!(cells, expected, "{input:?}");
}

#[test]
fn quotes_hold_delimiters_newlines_and_quotes() {
    check("a,\"b,c\"\n", &[&["a", "b,c"]]);
    check("a,\"b\nc\"\nd\n", &[&["a", "b\nc"], &["d"]]);
    check("a,\"b\"\"c\"\"\",d", &[&["a", "b\"c\"", "d"]]);
    check("\"\",\"\"\"\"", &[&["", "\""]]);
}

#[test]
fn every_line_ending_ends_a_row() {
    check("a\nb\rc\r\nd", &[&["a"], &["b"], &["c"], &["d"]]);
    check("a,\r\n,b\r\n", &[&["a", ""], &["", "b"]]);
}

#[test]
fn rows_may_be_ragged_and_blank() {
    check("a,b,c\n\nd\n", &[&["a", "b", "c"], &[""], &["d"]]);
}

#[test]
fn a_quote_inside_text_is_a_letter() {
    check("5\" nail,x\n", &[&["5\" nail", "x"]]);
    check("\"the \"best\" one\",x\n", &[&["the \"best\" one", "x"]]);
    check("\"a\" ,b\n", &[&["a", "b"]]);
}

#[test]
fn a_quote_that_is_never_closed_swallows_no_rows() {
    let rows = read(b"1,\"abc,2\n3,\"def\",4\n5,6\n", &layout(None), &[usize::MAX]);
    assert_eq!(rows[0].1, ["1", "\"abc", "2"]);
    assert_eq!(rows[0].2, Some(IssueCode::UnclosedQuote));
    assert_eq!(rows[1], (2, vec!["3".into(), "def".into(), "4".into()], None));
    assert_eq!(rows[2].1, ["5", "6"]);
    let rows = read(b"1,\"abc\n2,3\n", &layout(None), &[usize::MAX]);
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].2, Some(IssueCode::UnclosedQuote));
}

#[test]
fn an_escape_takes_a_meaning_away() {
    let rows = read(br#""a\"b","c\\d",e\,f,"g\h""#, &layout(Some('\\')), &[usize::MAX]);
    assert_eq!(rows[0].1, ["a\"b", "c\\d", "e,f", "g\\h"]);
}

#[test]
fn a_separator_line_and_a_byte_order_mark_are_no_rows() {
    let rows = read("\u{feff}sep=,\na,b\n".as_bytes(), &layout(None), &[1]);
    assert_eq!(rows, [(2, vec!["a".to_owned(), "b".to_owned()], None)]);
}

#[test]
fn bytes_that_are_no_text_mark_their_row_only() {
    let rows = read(b"a\nb\xff\nc\n", &layout(None), &[1]);
    assert_eq!(rows[0].2, None);
    assert_eq!(rows[1], (2, vec!["b\u{fffd}".to_owned()], Some(IssueCode::BadEncoding)));
    assert_eq!(rows[2].2, None);
}

#[test]
fn a_header_row_and_what_stands_above_it_is_left_out() {
    let layout = Layout { header_row: Some(2), ..layout(None) };
    let rows = read(b"Report\na,b\n1,2\n", &layout, &[usize::MAX]);
    assert_eq!(rows, [(3, vec!["1".to_owned(), "2".to_owned()], None)]);
}

fn quote(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) || cell.is_empty() {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

proptest! {
    #[test]
    fn what_was_written_is_read(
        rows in prop::collection::vec(prop::collection::vec("[a-z,\"\n\r é]{0,8}", 1..5), 1..20),
        pieces in prop::collection::vec(1_usize..40, 1..10),
    ) {
        // A leading `sep=` or mark cannot come from this alphabet.
        let lines: Vec<String> =
            rows.iter().map(|row| row.iter().map(|it| quote(it)).collect::<Vec<_>>().join(",")).collect();
        let text = lines.join("\r\n") + "\r\n";
        let read: Vec<Vec<String>> =
            read(text.as_bytes(), &layout(None), &pieces).into_iter().map(|it| it.1).collect();
        prop_assert_eq!(read, rows);
    }

    #[test]
    fn how_a_file_is_cut_changes_nothing(
        bytes in prop::collection::vec(prop::sample::select(b"ab,\"\"\n\r\\\xff\xc3\xa9 ".to_vec()), 0..300),
        pieces in prop::collection::vec(1_usize..40, 1..10),
        escaped: bool,
    ) {
        let layout = layout(escaped.then_some('\\'));
        prop_assert_eq!(read(&bytes, &layout, &pieces), read(&bytes, &layout, &[usize::MAX]));
    }
}

#[test]
fn quotes_without_partners_cost_no_more_than_text() {
    // Searched to the end for each of them, this would take an hour.
    for open in [",\"a", ",\"\"a", ",\"a\"b", "\n\"a,b"] {
        let text = open.repeat(1 << 18);
        let dialect =
            Dialect { delimiter: Some(','), quote: Some('"'), escape: None, comment: None };
        let rows = super::sample_rows(&text, true, &dialect);
        let cells: usize = rows.rows.iter().map(|it| it.cells.len()).sum();
        assert!(cells > 1 << 17, "{open:?}: {cells} cells");
    }
}

proptest! {
    #[test]
    fn what_one_search_learnt_changes_no_other(text in "[\",\na ]{0,80}") {
        // A reader that gets one byte at a time forgets between any two.
        let all = read(text.as_bytes(), &layout(None), &[usize::MAX]);
        prop_assert_eq!(all, read(text.as_bytes(), &layout(None), &[1]));
    }
}

#[test]
fn a_picture_or_workbook_under_a_plan_for_text_is_refused_however_it_arrives() {
    let facts = |bytes: &[u8]| FileFacts { name: "a.csv".into(), size: bytes.len() as u64 };
    let refused = |bytes: &[u8], piece: usize| {
        let mut reader = TableReader::new(&facts(bytes), &layout(None)).expect("opens");
        bytes
            .chunks(piece)
            .find_map(|it| reader.answer(it, &mut |_| panic!("a row")).err())
            .map(|it| it.code)
    };
    let picture = b"\x89PNG\r\n\x1a\n,a,b\n1,2,3\n";
    let workbook = b"PK\x03\x04,a,b\n1,2,3\n";
    for piece in [1, 5, 100] {
        assert_eq!(refused(picture, piece), Some(RefusalCode::NotATable));
        assert_eq!(refused(workbook, piece), Some(RefusalCode::PlanMismatch));
    }
}
