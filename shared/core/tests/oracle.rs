//! Our reader of workbooks and calamine must agree cell by cell on every workbook that calamine reads. Says so
//! and skips where the corpora are not at hand.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test reads its corpus, may end in its helpers, and says when it skips"
)]

use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};

use calamine::{Data, Range, Reader, SheetType, Xlsx, open_workbook};
use gangway_contract::{Format, Refusal};
use gangway_core::source::Need;
use gangway_core::table::{FileFacts, Layout, OwnedCell, OwnedKind, TableReader};

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

fn workbooks() -> Vec<PathBuf> {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpora"));
    let root = std::env::var_os("GANGWAY_CORPORA").map_or_else(beside, PathBuf::from);
    let folders = ["apache-poi", "calamine", "messytables-horror"].map(|it| root.join(it));
    let kinds = ["xlsx", "xlsm", "xltx", "xltm"];
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

fn ours(bytes: &[u8], sheet: &str) -> Result<Vec<Vec<OwnedCell>>, Refusal> {
    let file = FileFacts { name: "book.xlsx".to_owned(), size: bytes.len() as u64 };
    let layout = Layout {
        format: Format::Xlsx,
        encoding: "UTF-8".to_owned(),
        dialect: None,
        sheet: Some(sheet.to_owned()),
        header_row: None,
    };
    let mut reader = TableReader::new(&file, &layout)?;
    let mut rows = Vec::new();
    while let Some(Need { offset, len }) = reader.need() {
        let from = usize::try_from(offset).expect("small");
        reader.answer(&bytes[from..from + len as usize], &mut |row| {
            rows.push(row.iter().map(|it| it.to_owned()).collect());
        })?;
    }
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

fn differences(path: &Path) -> Option<Vec<String>> {
    let mut book = std::panic::catch_unwind(|| open_workbook::<Xlsx<_>, _>(path)).ok()?.ok()?;
    let bytes = std::fs::read(path).expect("a file");
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
        match ours(&bytes, &sheet) {
            Ok(mine) => found.extend(compare(&sheet, &theirs, &mine)),
            Err(refusal) => found.push(format!("{sheet}: {refusal}")),
        }
    }
    Some(found)
}

#[test]
fn our_reader_and_calamine_agree_cell_by_cell() {
    let workbooks = workbooks();
    if workbooks.is_empty() {
        eprintln!(
            "skipped: no workbooks at hand (GANGWAY_CORPORA names the folder of all corpora)"
        );
        return;
    }
    let mut report = Vec::new();
    for path in workbooks {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let differences = differences(&path).unwrap_or_default();
        let first = differences.iter().take(3).map(|it| format!("{name}: {it}"));
        match MEANT.iter().find(|(it, _)| *it == name) {
            None => report.extend(first),
            Some((_, why)) if differences.is_empty() => {
                report.push(format!("{name}: no longer differs ({why})"));
            }
            Some((_, why)) => first.for_each(|it| eprintln!("{it} ({why})")),
        }
    }
    assert!(report.is_empty(), "{}", report.join("\n"));
}
