//! Workbooks, opened by a reader that nobody here wrote.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use gangway_contract::{ExportFormat, JobStatus, Scope, Value};

use crate::world::{Gangway, actor, export, field, text};

const COLUMNS: [&str; 9] = [
    "last_name",
    "employees",
    "annual_revenue",
    "birthday",
    "created_at",
    "tags",
    "notes",
    "phone",
    "external_id",
];

fn book(records: &[[&str; 9]]) -> Vec<Vec<Data>> {
    let gangway = Gangway::new(0);
    for (number, cells) in (0..).zip(records) {
        let filled = COLUMNS.iter().zip(cells).filter(|(_, it)| !it.is_empty());
        let values = filled.map(|(name, it)| {
            let list = Value::List(it.split('|').map(str::to_owned).collect());
            (field(name), if *name == "tags" { list } else { text(it) })
        });
        gangway.put(number, values.collect());
    }
    let mut wanted = export(&COLUMNS);
    wanted.format = ExportFormat::Xlsx;
    gangway.ask(wanted, actor(Scope::All));
    gangway.run();
    assert_eq!(gangway.job().status, JobStatus::Completed, "{:?}", gangway.job().refusal);
    let file = gangway.file().expect("a file");
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(file)).expect("a workbook");
    assert_eq!(book.sheet_names(), ["leads"]);
    let range = book.worksheet_range("leads").expect("a sheet");
    range.rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn numbers_and_dates_are_numbers_and_dates_and_everything_else_is_a_text() {
    let rows = book(&[[
        "=1+1",
        "120",
        "1234567.5",
        "1990-05-17",
        "2026-11-22T13:00:00.000Z",
        "a|b",
        "two\nlines",
        "+46701234567",
        "007",
    ]]);
    assert_eq!(rows[0][2], Data::String("Annual Revenue".into()));
    let cells = &rows[1];
    assert_eq!(cells[0], Data::String("'=1+1".into()));
    assert_eq!(cells[1], Data::Float(120.0));
    assert_eq!(cells[2], Data::Float(1_234_567.5));
    let Data::DateTime(day) = &cells[3] else { panic!("{:?}", cells[3]) };
    assert!((day.as_f64() - 33_010.0).abs() < 1e-9, "{day:?}");
    let Data::DateTime(moment) = &cells[4] else { panic!("{:?}", cells[4]) };
    assert!((moment.as_f64() - 46_348.541_666_666_664).abs() < 1e-6, "{moment:?}");
    assert_eq!(cells[5], Data::String("a; b".into()));
    assert_eq!(cells[6], Data::String("two\nlines".into()));
    assert_eq!(cells[7], Data::String("+46701234567".into()));
    assert_eq!(cells[8], Data::String("007".into()));
}

#[test]
fn what_excel_would_change_stays_a_text() {
    let digits = "12345678901234567.89";
    let rows = book(&[["x", "", digits, "1899-12-31", "", "", "", "", ""]]);
    assert_eq!(rows[1][2], Data::String(digits.into()));
    assert_eq!(rows[1][3], Data::String("1899-12-31".into()));
    assert_eq!(rows[1][1], Data::Empty);
}
