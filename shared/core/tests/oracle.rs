//! Our reader of workbooks and calamine must agree cell by cell on every workbook that calamine reads. Says so
//! and skips where the corpora are not at hand.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test reads its corpus, may end in its helpers, and says when it skips"
)]

use std::io::Cursor;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};

use calamine::{Data, Range, Reader, SheetType, Xls, Xlsx};
use gangway_contract::{Format, Refusal};
use gangway_core::source::Need;
use gangway_core::table::{FileFacts, Layout, OwnedCell, OwnedKind, RowCells, TableReader};

/// Where the two are meant to differ, and why.
const MEANT: [(&str, &str); 5] = [
    (
        "52575_main.xlsx",
        "a text that is marked as inline but stands in `v`, which calamine leaves out",
    ),
    ("61652.xlsx", "calamine makes 30 December 1899 of an empty date; Excel shows 1900-01-00"),
    ("bug60858.xlsx", "a date before the epoch is a number to us, as Excel cannot show it"),
    ("duplicate-filename.xlsx", "two parts of one name: refused"),
    ("duplicate-filename-case-insensitive.xlsx", "two parts of one name: refused"),
];

/// The same for workbooks of Excel 5 to 2003.
const MEANT_OF_OLD: [(&str, &str); 5] = [
    ("48968.xls", "a time without a day is on 1900-01-00, as Excel shows it"),
    ("49761.xls", "its number is none, which equals nothing"),
    ("WrongFormulaRecordType.xls", "its formats have numbers that calamine passes over"),
    ("ex41187-19267.xls", "calamine puts a zero behind each letter"),
    ("sheet_name_parsing.xls", "calamine puts a zero behind each letter"),
];

fn workbooks(kinds: &[&str]) -> Vec<PathBuf> {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpora"));
    let root = std::env::var_os("GANGWAY_CORPORA").map_or_else(beside, PathBuf::from);
    let folders = ["apache-poi", "calamine", "messytables-horror"].map(|it| root.join(it));
    let mut found: Vec<PathBuf> = folders
        .iter()
        .filter_map(|it| it.read_dir().ok())
        .flatten()
        .map(|it| it.expect("an entry").path())
        .filter(|it| {
            let kind = it.extension().map(|it| it.to_string_lossy().to_ascii_lowercase());
            kind.is_some_and(|it| kinds.contains(&it.as_str()))
        })
        .collect();
    found.sort();
    found
}

fn ours(bytes: &[u8], format: Format, sheet: &str) -> Result<Vec<Vec<OwnedCell>>, Refusal> {
    let file = FileFacts { name: "book.xlsx".to_owned(), size: bytes.len() as u64 };
    let layout = Layout {
        format,
        encoding: "UTF-8".to_owned(),
        dialect: None,
        sheet: Some(sheet.to_owned()),
        header_row: None,
        is_marked: false,
    };
    let mut reader = TableReader::new(&file, &layout)?;
    let mut rows = Vec::new();
    let mut keep = |row: &RowCells<'_>| rows.push(row.iter().map(|it| it.to_owned()).collect());
    while let Some(Need { offset, len }) = reader.need() {
        let from = usize::try_from(offset).expect("small");
        reader.answer(&bytes[from..from + len as usize], &mut keep)?;
    }
    reader.finish(&mut keep)?;
    Ok(rows)
}

fn agrees(theirs: &Data, mine: &OwnedCell) -> bool {
    match (theirs, &mine.kind) {
        (Data::Empty, _) => mine.text.is_empty(),
        (Data::String(it), _) => *it == mine.text,
        (Data::Float(it), OwnedKind::Number(text)) => close(*it, text),
        (Data::Int(it), OwnedKind::Number(text)) => *text == it.to_string(),
        (Data::Bool(it), OwnedKind::Boolean(truth)) => it == truth,
        (Data::Error(it), OwnedKind::Error) => it.to_string() == mine.text,
        (Data::DateTime(it), OwnedKind::Date(text) | OwnedKind::Datetime(text)) => {
            let (year, month, day, ..) = it.to_ymd_hms_milli();
            text.starts_with(&format!("{year:04}-{month:02}-{day:02}"))
        }
        (Data::DateTime(_), OwnedKind::Time)
        | (
            Data::DateTimeIso(_) | Data::DurationIso(_),
            OwnedKind::Date(_) | OwnedKind::Datetime(_) | OwnedKind::Time,
        ) => true,
        _ => false,
    }
}

/// Excel keeps 15 digits.
fn close(theirs: f64, mine: &str) -> bool {
    mine.parse::<f64>().is_ok_and(|mine| (mine - theirs).abs() <= theirs.abs() * 1e-14)
}

fn compare(sheet: &str, theirs: &Range<Data>, mine: &[Vec<OwnedCell>]) -> Vec<String> {
    let Some((first_row, first_column)) = theirs.start() else { return Vec::new() };
    let empty = OwnedCell { text: String::new(), kind: OwnedKind::Text };
    let mut differences = Vec::new();
    for (row, cells) in (first_row as usize..).zip(theirs.rows()) {
        for (column, cell) in (first_column as usize..).zip(cells) {
            let mine = mine.get(row).and_then(|it| it.get(column)).unwrap_or(&empty);
            if !agrees(cell, mine) {
                differences.push(format!(
                    "{sheet} row {} column {}: {cell:?} is {mine:?}",
                    row + 1,
                    column + 1
                ));
            }
        }
    }
    differences
}

fn differences<R: Reader<Cursor<Vec<u8>>>>(path: &Path, format: Format) -> Option<Vec<String>> {
    let bytes = std::fs::read(path).expect("a file");
    let mut book = std::panic::catch_unwind(|| R::new(Cursor::new(bytes.clone()))).ok()?.ok()?;
    let sheets: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|it| it.typ == SheetType::WorkSheet)
        .map(|it| it.name.clone())
        .collect();
    let mut found = Vec::new();
    for sheet in sheets {
        // A workbook that calamine panics on is one that it does not read.
        let range = AssertUnwindSafe(|| book.worksheet_range(&sheet));
        let Ok(range) = std::panic::catch_unwind(range) else { break };
        let Ok(theirs) = range else { continue };
        match ours(&bytes, format, &sheet) {
            Ok(mine) => found.extend(compare(&sheet, &theirs, &mine)),
            Err(refusal) => found.push(format!("{sheet}: {refusal}")),
        }
    }
    Some(found)
}

/// Every difference that is not meant, and every one that is and is not there.
#[track_caller]
fn check<R: Reader<Cursor<Vec<u8>>>>(kinds: &[&str], format: Format, meant: &[(&str, &str)]) {
    let workbooks = workbooks(kinds);
    if workbooks.is_empty() {
        eprintln!(
            "skipped: no workbooks at hand (GANGWAY_CORPORA names the folder of all corpora)"
        );
        return;
    }
    let mut report = Vec::new();
    for path in workbooks {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let differences = differences::<R>(&path, format).unwrap_or_default();
        let first = differences.iter().take(3).map(|it| format!("{name}: {it}"));
        match meant.iter().find(|(it, _)| *it == name) {
            None => report.extend(first),
            Some((_, why)) if differences.is_empty() => {
                report.push(format!("{name}: no longer differs ({why})"));
            }
            Some((_, why)) => first.for_each(|it| eprintln!("{it} ({why})")),
        }
    }
    assert!(report.is_empty(), "{}", report.join("\n"));
}

#[test]
fn our_reader_and_calamine_agree_cell_by_cell() {
    check::<Xlsx<_>>(&["xlsx", "xlsm", "xltx", "xltm"], Format::Xlsx, &MEANT);
}

#[test]
fn our_reader_of_old_workbooks_and_calamine_agree_cell_by_cell() {
    check::<Xls<_>>(&["xls", "xlt"], Format::Xls, &MEANT_OF_OLD);
}
