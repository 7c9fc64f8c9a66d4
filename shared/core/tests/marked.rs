//! A file that Gangway wrote is read as what was written, whoever saved it meanwhile, and finds its import again.

#![expect(clippy::expect_used, reason = "the helpers of tests may fail a test")]

mod support;

use gangway_contract::{ColumnStatus, ImportPlan, JobId, JobKind, Origin};
use gangway_core::import::Propose;
use gangway_core::injection::neutralise;
use gangway_core::marked::{header, mark};
use gangway_core::table::{Choices, Sniff, TableReader};
use proptest::prelude::*;
use support::{context, facts, plan, propose, quoted, run, whole};

type Rows = Vec<Vec<String>>;

fn job() -> JobId {
    JobId::parse("01JDFAILEDROWS").expect("an id")
}

/// The file as finish-job writes it: the original columns, and ours behind them.
fn file(headers: &[String], rows: &[Vec<String>], delimiter: &str) -> String {
    let line = |cells: Vec<String>| {
        let safe: Vec<String> = cells.iter().map(|it| quoted(&neutralise(it))).collect();
        format!("{}\r\n", safe.join(delimiter))
    };
    let ours = [header("Row"), header("Reason"), mark(JobKind::Import, &job())];
    let first = line(headers.iter().cloned().chain(ours).collect());
    let of_row = |(at, cells): (usize, &Vec<String>)| {
        let ours = [(at + 2).to_string(), "-: =wrong".to_owned(), String::new()];
        line(cells.iter().cloned().chain(ours).collect())
    };
    let rows: Vec<String> = rows.iter().enumerate().map(of_row).collect();
    format!("\u{feff}{first}{}", rows.concat())
}

fn table(columns: usize) -> impl Strategy<Value = (Vec<String>, Rows)> {
    let cell = || "('|=|\\+|-|@|,|;|\"|#|\t|\r\n|\n| |[0-9]|[A-Za-zé表]|＝){0,7}";
    let row = move || prop::collection::vec(cell(), columns);
    (row(), prop::collection::vec(row(), 1..8))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// I10 of the failed rows: what failed comes back as the very cells that failed.
    #[test]
    fn the_failed_rows_come_back_as_they_were(
        (headers, rows) in (1..6_usize).prop_flat_map(table),
        delimiter in prop::sample::select(vec![",", ";", "\t"]),
        piece in 1..40_usize,
    ) {
        let text = file(&headers, &rows, delimiter);
        let bytes = text.as_bytes();
        let sniff = Sniff::new(&facts(bytes), Choices::default());
        let sniffed = run(sniff, bytes, whole).expect("a table");
        prop_assert_eq!(&sniffed.header[..headers.len()], &headers[..]);
        let first = sniffed.head[0].iter().map(|it| it.text.as_str());
        prop_assert_eq!(first.take(headers.len()).collect::<Vec<_>>(), rows[0].iter().collect::<Vec<_>>());

        let mut reader = TableReader::new(&facts(bytes), &sniffed.layout).expect("a reader");
        let mut read = Rows::new();
        let mut take = |row: &gangway_core::table::RowCells<'_>| {
            read.push(row.iter().take(headers.len()).map(|it| it.text.to_owned()).collect());
        };
        while let Some(need) = reader.need() {
            let from = usize::try_from(need.offset).expect("small");
            let to = (from + piece.min(need.len as usize)).min(bytes.len());
            reader.answer(&bytes[from..to], &mut take).expect("text");
        }
        reader.finish(&mut take).expect("rows");
        prop_assert_eq!(read, rows);
    }
}

fn columns(plan: &ImportPlan) -> Vec<(&str, ColumnStatus)> {
    plan.columns
        .iter()
        .map(|it| (it.field.as_ref().map_or("", |it| it.as_str()), it.status))
        .collect()
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|it| (*it).to_owned()).collect()
}

#[test]
fn what_gangway_added_is_never_mapped_and_the_plan_says_which_import_left_the_rows() {
    let headers = strings(&["Email", "Last Name"]);
    let file = file(&headers, &[strings(&["a@x", "=Lee"])], ",");
    let plan = propose(file.as_bytes(), &context("leads")).expect("a plan");
    assert_eq!(plan.origin, Some(Origin { kind: JobKind::Import, job: job() }));
    let added = ("", ColumnStatus::Added);
    let mapped = |it| (it, ColumnStatus::Auto);
    assert_eq!(columns(&plan), [mapped("email"), mapped("last_name"), added, added, added]);
    assert_eq!(plan.columns[1].samples, ["=Lee"]);
    let other =
        propose(b"Email,Row (Gangway)\r\na@x.org,2\r\n", &context("leads")).expect("a plan");
    assert_eq!(other.origin, None);
    assert_eq!(other.columns[1].status, ColumnStatus::Unmapped);
}

#[test]
fn the_import_that_left_the_rows_says_what_their_columns_are() {
    let context = context("leads");
    let csv =
        "Email,,Joined,Firm\r\na@x.org,Lee,31/12/2024,Acme\r\nb@x.org,Kay,13/01/2024,Bolt\r\n";
    let mut import = plan(csv.as_bytes(), &context).expect("a plan");
    import.options.phone_country = Some("SE".into());
    let set = |it: &mut ImportPlan, at: usize, field: Option<&str>, status| {
        let column = &mut it.columns[at];
        column.field = field.map(|it| gangway_contract::FieldId::parse(it).expect("a field"));
        column.status = status;
    };
    set(&mut import, 1, Some("last_name"), ColumnStatus::Manual);
    set(&mut import, 2, Some("birthday"), ColumnStatus::Manual);
    import.columns[2].date_order = Some(gangway_contract::DateOrder::DayFirst);
    set(&mut import, 3, None, ColumnStatus::Skipped);

    // A column without a header is called by its place in the files that an import leaves.
    let headers = strings(&["Email", "Column 2", "Joined", "Firm"]);
    let file = file(&headers, &[strings(&["a@", "Lee", "01/02/2024", "Acme"])], ";");
    let bytes = file.as_bytes();
    let propose = Propose::new(&facts(bytes), &context, Choices::default());
    let repaired = run(propose.repairing(import.clone()), bytes, whole).expect("a plan");
    assert_eq!(
        columns(&repaired)[..4],
        [
            ("email", ColumnStatus::Template),
            ("last_name", ColumnStatus::Template),
            ("birthday", ColumnStatus::Template),
            ("", ColumnStatus::Skipped)
        ]
    );
    assert!(repaired.columns[4..].iter().all(|it| it.status == ColumnStatus::Added));
    assert_eq!(repaired.columns[2].date_order, import.columns[2].date_order);
    assert_eq!(repaired.options, import.options);

    let unmarked = Propose::new(&facts(csv.as_bytes()), &context, Choices::default());
    let unmarked = run(unmarked.repairing(import), csv.as_bytes(), whole).expect("a plan");
    assert_eq!(unmarked.columns[3].status, ColumnStatus::Auto, "no import left this file");
}
