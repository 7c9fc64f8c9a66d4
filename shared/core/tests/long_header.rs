//! A header row that is longer than what is looked at first.

mod support;

use gangway_contract::RefusalCode;
use gangway_core::import::{Check, Propose, SAMPLE_BYTES};
use gangway_core::table::Choices;
use support::{context, facts, propose, run, text, whole};

/// Two known columns, and so many that have a name of a thousand letters.
fn file(long: usize) -> Vec<u8> {
    let names: Vec<String> = (0..long).map(|at| format!("Answer {at} {:a<988}", "")).collect();
    let cells = vec!["7"; long].join(",");
    format!("Email,{},Last Name\nann@example.org,{cells},Lee\n", names.join(",")).into_bytes()
}

#[test]
fn a_header_longer_than_the_sample_is_read_whole() {
    let (bytes, context) = (file(1000), context("leads"));
    assert!(bytes.len() > 3 * SAMPLE_BYTES as usize);
    let plan = propose(&bytes, &context).expect("a plan");
    assert_eq!(plan.header_row, Some(1));
    assert_eq!(plan.columns.len(), 1002);
    let fields: Vec<_> = plan.columns.iter().filter_map(|it| it.field.as_ref()).collect();
    assert_eq!(fields.iter().map(|it| it.as_str()).collect::<Vec<_>>(), ["email", "last_name"]);
    let rows = support::read(&bytes, &plan, &context).expect("rows");
    assert_eq!(text(&rows[0].record, "last_name").as_deref(), Some("Lee"));
}

#[test]
fn how_it_arrives_changes_nothing() {
    let (bytes, context) = (file(400), context("leads"));
    let pass = || Propose::new(&facts(&bytes), &context, Choices::default());
    let at_once = run(pass(), &bytes, whole).expect("a plan");
    assert_eq!(run(pass(), &bytes, |_| 50_000).expect("a plan"), at_once);
}

#[test]
fn its_first_rows_are_shown_without_the_file() {
    let (bytes, context) = (file(400), context("leads"));
    let mut pass = Propose::new(&facts(&bytes), &context, Choices::default());
    while let Some(need) = gangway_core::source::Pass::need(&pass) {
        let from = usize::try_from(need.offset).expect("small");
        let to = bytes.len().min(from + need.len as usize);
        gangway_core::source::Pass::answer(&mut pass, &bytes[from..to]).expect("a piece");
    }
    let (plan, head) = pass.finish_with_head().expect("a plan");
    let report = gangway_core::import::check_head(&head, &plan, &context).expect("rows");
    assert_eq!(report.preview.len(), 1);
    let check = Check::new(&facts(&bytes), &plan, &context).expect("a check");
    assert_eq!(run(check, &bytes, whole).expect("a report").counts.rows, 1);
}

#[test]
fn text_without_line_breaks_is_refused_with_the_limit() {
    let bytes = vec![b'x'; 5 << 20];
    let refusal = propose(&bytes, &context("leads")).expect_err("no rows");
    assert_eq!(refusal.code, RefusalCode::LimitExceeded);
    assert!(refusal.message.contains("the first 4 MB"), "{}", refusal.message);
}

#[test]
fn more_columns_than_can_be_imported_are_refused_with_the_limit() {
    let header = vec!["column name"; 60_000].join(",");
    let bytes = format!("{header}\n{}\n", ",".repeat(59_999)).into_bytes();
    let refusal = propose(&bytes, &context("leads")).expect_err("too wide");
    assert_eq!(refusal.code, RefusalCode::LimitExceeded);
    assert!(refusal.message.contains("16384 columns"), "{}", refusal.message);
}

#[test]
fn a_short_file_in_one_line_is_still_what_it_was() {
    let plan = propose(b"Email,Last Name", &context("leads")).expect("a plan");
    assert_eq!(plan.columns.len(), 2);
}
