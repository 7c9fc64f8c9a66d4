//! Several columns that fill one field together.

#![expect(clippy::expect_used, reason = "the helpers of tests may fail a test")]

mod support;

use gangway_contract::{
    CheckReport, ColumnStatus, FieldId, ImportPlan, IssueCode, PreviewRow, RefusalCode,
};
use gangway_core::import::Propose;
use gangway_core::table::Choices;
use support::{check, context, facts, plan, propose, read, run, survey, template, text};

/// Sends columns to a field: each with what stands before its text, if something does.
fn join(plan: &mut ImportPlan, field: &str, columns: &[(usize, Option<&str>)]) {
    for (at, separator) in columns {
        let column = &mut plan.columns[*at];
        column.field = Some(FieldId::parse(field).expect("an id"));
        column.status = ColumnStatus::Manual;
        column.join = separator.map(str::to_owned);
    }
}

fn joined(file: &str, field: &str, columns: &[(usize, Option<&str>)]) -> CheckReport {
    let context = context("leads");
    let mut draft = propose(file.as_bytes(), &context).expect("a plan");
    join(&mut draft, field, columns);
    let plan = survey(file.as_bytes(), draft, &context).expect("a survey");
    check(file.as_bytes(), &plan, &context).expect("a report")
}

/// The values of the rows; of a row without one, `none`.
fn values(report: &CheckReport, field: &str) -> Vec<String> {
    let value = |it: &PreviewRow| text(&it.record, field).unwrap_or_else(|| "none".into());
    report.preview.iter().map(value).collect()
}

#[test]
fn street_and_number_become_one_street_and_a_blank_part_leaves_no_separator() {
    let file =
        "Email,Road,No\na@x.com, Main Street ,7\nb@x.com,High Street,\nc@x.com,,12\nd@x.com,,\n";
    let report = joined(file, "street", &[(1, None), (2, Some(" "))]);
    let expected = ["Main Street 7", "High Street", "12", "none"];
    assert_eq!(values(&report, "street"), expected);
    assert_eq!((report.counts.rows, report.counts.failed), (4, 0));
}

#[test]
fn a_day_and_an_hour_are_a_time_whose_order_the_days_prove() {
    let file = "Email,Day,Hour\na@x.com,31/12/2024,08:30\nb@x.com,01/02/2024,17:05\n";
    let report = joined(file, "created_at", &[(1, None), (2, Some(" "))]);
    let expected = ["2024-12-31T08:30:00Z", "2024-02-01T17:05:00Z"];
    assert_eq!(values(&report, "created_at"), expected);
}

#[test]
fn what_is_wrong_with_the_whole_is_told_at_the_first_column_with_the_whole_text() {
    let file = "Email,Area,Local\na@x.com,+1 212,555 0101\nb@x.com,+1,12\nc@x.com,#N/A,5550101\n";
    let report = joined(file, "phone", &[(1, None), (2, Some(" "))]);
    assert_eq!(values(&report, "phone")[0], "+12125550101");
    let told =
        report.issues.iter().map(|it| (it.row, it.code, it.column.as_str(), it.value.as_str()));
    let expected =
        [(3, IssueCode::BadPhone, "Area", "+1 12"), (4, IssueCode::ErrorCell, "Area", "#N/A")];
    assert_eq!(told.collect::<Vec<_>>(), expected);
}

#[test]
fn rows_are_matched_by_what_their_columns_say_together() {
    let file = "Name,Domain\nann,x.com\nANN,X.com\nann,y.com\n";
    let report = joined(file, "email", &[(0, None), (1, Some("@"))]);
    assert_eq!(values(&report, "email")[0], "ann@x.com");
    assert_eq!((report.counts.ok, report.counts.repeats), (2, 1));
}

#[test]
fn a_receipt_knows_the_separator() {
    let file = "Email,Road,No\na@x.com,Main Street,7\n";
    let digest =
        |separator| joined(file, "street", &[(1, None), (2, Some(separator))]).receipt.digest;
    assert_eq!(digest(" "), digest(" "));
    assert_ne!(digest(" "), digest(", "));
}

#[test]
fn columns_that_nothing_joins_or_that_cannot_be_joined_are_refused() {
    let file = b"Email,Road,No\na@x.com,Main Street,7\n";
    let context = context("leads");
    for (field, first, second, code) in [
        ("street", None, None, RefusalCode::FieldMappedTwice),
        ("owner", None, Some(" "), RefusalCode::FieldMappedTwice),
        ("full_name", None, Some(" "), RefusalCode::FieldMappedTwice),
        ("street", None, Some("more than ten"), RefusalCode::PlanMismatch),
        ("street", None, Some("\0"), RefusalCode::PlanMismatch),
    ] {
        let mut plan = plan(file, &context).expect("a plan");
        join(&mut plan, field, &[(1, first), (2, second)]);
        let refusal = check(file, &plan, &context).expect_err("a refusal");
        assert_eq!(refusal.code, code, "{field} {second:?}: {}", refusal.message);
    }
}

#[test]
fn a_template_joins_the_columns_of_the_next_file_in_whatever_order_they_lie() {
    let context = context("leads");
    let mut kept = propose(b"Email,Road,No\na@x.com,Main Street,7\n", &context).expect("a plan");
    join(&mut kept, "street", &[(1, None), (2, Some(" / "))]);
    let template = template(kept);
    let file = b"No,Email,Road\n12,b@x.com,High Street\n";
    let pass = Propose::new(&facts(file), &context, Choices::default());
    let plan = run(pass.offering(vec![template]), file, |_| usize::MAX).expect("a plan");
    let rows = read(file, &plan, &context).expect("rows");
    assert_eq!(text(&rows[0].record, "street").as_deref(), Some("12 / High Street"));
}
