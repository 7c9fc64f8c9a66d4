//! Workbooks, opened by a reader that nobody here wrote.

use calamine::Data;
use gangway_contract::{ExportFormat, JobStatus, RefusalCode, Scope, Sort, Value};
use gangway_ports::memory::When;

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
    let mut sheets = gangway.sheets();
    assert_eq!((sheets.len(), sheets[0].0.as_str()), (1, "leads"));
    sheets.remove(0).1
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

/// Three sheets of small blocks.
fn asked(records: u32) -> Gangway {
    let gangway = Gangway::new(records);
    let mut wanted = export(&["last_name", "city", "employees"]);
    wanted.format = ExportFormat::Xlsx;
    gangway.ask(wanted, actor(Scope::All));
    gangway
}

fn undisturbed(records: u32) -> Gangway {
    let gangway = asked(records);
    gangway.run();
    assert_eq!(gangway.job().status, JobStatus::Completed, "{:?}", gangway.job().refusal);
    gangway
}

#[test]
fn where_a_sheet_is_full_the_records_go_on_on_the_next_one_below_the_same_header() {
    let sheets = undisturbed(25).sheets();
    let names: Vec<&str> = sheets.iter().map(|it| it.0.as_str()).collect();
    assert_eq!(names, ["leads", "leads 2", "leads 3"]);
    let lengths: Vec<usize> = sheets.iter().map(|it| it.1.len()).collect();
    assert_eq!(lengths, [11, 11, 6]);
    assert!(sheets.iter().all(|it| it.1[0] == sheets[0].1[0]));
    let records = sheets.iter().flat_map(|it| &it.1[1..]).map(|it| it[0].to_string());
    let expected: Vec<String> = (0..25).rev().map(|it| format!("L{it}")).collect();
    assert_eq!(records.collect::<Vec<_>>(), expected);
    for (records, sheets) in [(0, 1), (10, 1), (11, 2), (20, 2)] {
        assert_eq!(undisturbed(records).sheets().len(), sheets, "{records} records");
    }
}

#[test]
fn a_worker_that_writes_a_workbook_may_end_between_any_two_calls() {
    let expected = undisturbed(25).file();
    let gangway = asked(25);
    gangway.world.set_fault(Box::new(|_, _, _| false));
    gangway.run();
    let calls = gangway.world.calls();
    assert!(calls > 40, "a workbook has {calls} calls");
    for call in 0..calls {
        let gangway = asked(25);
        gangway
            .world
            .set_fault(Box::new(move |number, _, when| number == call && when == When::After));
        gangway.run();
        assert_eq!(gangway.job().status, JobStatus::Completed, "ended after call {call}");
        assert_eq!(gangway.file(), expected, "ended after call {call}");
        assert_eq!(gangway.data().audit.len(), 1, "ended after call {call}");
    }
}

#[test]
fn a_workbook_that_takes_longer_than_a_worker_has_is_passed_on_and_comes_to_the_same() {
    let gangway = asked(25);
    gangway.run_with(1);
    assert_eq!(gangway.job().status, JobStatus::Completed, "{:?}", gangway.job().refusal);
    assert_eq!(gangway.file(), undisturbed(25).file());
    let before = gangway.data();
    gangway.deliver(900).expect("delivered");
    assert_eq!(gangway.data(), before, "a second delivery changes nothing");
}

#[test]
fn a_workbook_in_another_order_that_takes_too_long_is_refused_with_a_sentence() {
    let gangway = Gangway::new(12);
    let mut wanted = export(&["last_name"]);
    wanted.format = ExportFormat::Xlsx;
    wanted.sort = Some(Sort { field: field("last_name"), descending: false });
    gangway.ask(wanted, actor(Scope::All));
    gangway.run_with(1);
    let refusal = gangway.job().refusal.expect("a refusal");
    assert_eq!(refusal.code, RefusalCode::LimitExceeded);
    assert!(refusal.message.contains("newest first"), "{}", refusal.message);
}

#[test]
fn texts_of_every_script_and_what_xml_cannot_say_stay_as_they_are() {
    let texts =
        ["a & b < c", "_x0041_", " two  blanks ", "tab\there\r\n", "\u{1}\u{202b}שלום", "李"];
    let rows: Vec<[&str; 9]> =
        texts.iter().map(|it| [it, "", "", "", "", "", "", "", ""]).collect();
    let found = book(&rows);
    // Newest first.
    for (cells, text) in found[1..].iter().zip(texts.iter().rev()) {
        assert_eq!(cells[0], Data::String((*text).into()));
    }
}

#[test]
fn shares_and_money_look_like_what_they_are() {
    let rows = book(&[["x", "0", "-7.25", "2024-02-29", "", "", "", "", "-5"]]);
    assert_eq!(rows[1][1], Data::Float(0.0));
    assert_eq!(rows[1][2], Data::Float(-7.25));
    assert_eq!(rows[1][8], Data::String("-5".into()));
}
