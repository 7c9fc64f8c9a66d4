//! Corrections over the rows of small files, through the passes that every door runs.

use std::sync::Arc;

use gangway_contract::{
    CheckReport, CorrectedCell, Corrections, ImportPlan, Refusal, Replacement, UserId,
};

use super::{cell_digest, corrections_digest, reading_digest};
use crate::import::{Check, Context, Propose, Survey};
use crate::schema::default_modules;
use crate::source::{Need, Stopped, drive};
use crate::table::{Choices, FileFacts};

const LEADS: &str = "Last Name,Email,Birthday,State\nSmith,ann@example.com,13/02/1980,wa\nLee,bob(at)example.com,02/13/1980,Wash.\n";

#[test]
fn a_corrected_cell_is_what_is_checked() {
    let report = check(&[cell(3, 1, "bob(at)example.com", "bob@example.com")], &[]);
    assert_eq!((report.counts.ok, report.corrections.cells), (2, 1));
    let without = check(&[], &[]);
    assert_ne!(report.receipt, without.receipt);
}

#[test]
fn a_cell_that_holds_another_text_by_now_is_listed_and_left_alone() {
    let stale = cell(3, 1, "bob at example.com", "bob@example.com");
    let beyond = cell(9, 1, "x", "y");
    let report = check(&[stale.clone(), beyond.clone()], &[]);
    assert_eq!(report.corrections.listed, [stale, beyond]);
    assert_eq!((report.corrections.cells, report.corrections.unfit), (0, 2));
    assert_eq!(report.receipt, check(&[], &[]).receipt);
}

#[test]
fn corrections_of_another_cut_of_the_file_fit_nowhere() {
    let plan = plan();
    let cells = vec![cell(2, 0, "Smith", "Smyth")];
    let other = Corrections { reading: "0".repeat(32), cells };
    let report = checked(&plan, &other).expect("checked");
    assert_eq!((report.corrections.cells, report.corrections.unfit), (0, 1));
}

#[test]
fn a_correction_reaches_what_the_whole_column_tells() {
    let report = check(&[cell(3, 2, "02/13/1980", "13/02/1980")], &[]);
    assert_eq!(report.groups.iter().filter(|it| it.column == "Birthday").count(), 0);
}

#[test]
fn a_short_row_can_be_filled_up() {
    let csv = "Last Name,Email\nSmith\n";
    let (plan, context) = (plan_of(csv), context());
    let cells = vec![cell(2, 1, "", "smith@example.com")];
    let corrections = Corrections { reading: reading_digest(&plan), cells };
    let report = run(csv, &plan, &corrected(context, corrections)).expect("checked");
    assert_eq!(report.corrections.cells, 1);
    assert_eq!(report.columns[1].filled, 1);
}

#[test]
fn rules_come_before_cells_and_a_cell_is_told_by_the_text_that_they_left() {
    let rule = replacement("wash.", "WA", false);
    let report = check(&[cell(3, 3, "WA", "OR")], &[(3, rule.clone())]);
    assert_eq!((report.corrections.replaced, report.corrections.cells), (1, 1));
    assert_eq!(report.preview[1].cells[3], "OR");
    assert_eq!(check(&[], &[(3, rule)]).preview[1].cells[3], "WA");
}

#[test]
fn rules_of_a_column_follow_one_another() {
    let rules =
        [(3, replacement("wa", "Wash", true)), (3, replacement("WASH", "Washington", false))];
    let report = check(&[], &rules);
    assert_eq!(report.preview[0].cells[3], "Washington");
    assert_eq!(report.preview[1].cells[3], "Washington.");
}

#[test]
fn a_rule_that_would_blow_up_a_cell_leaves_it() {
    let rules: Vec<_> = (0..5).map(|_| (3, replacement("a", &"a".repeat(999), false))).collect();
    let report = check(&[], &rules);
    assert!(report.preview[0].cells[3].chars().count() <= 200);
}

#[test]
fn corrections_that_cannot_be_meant_are_refused_with_a_sentence() {
    let plan = plan();
    for cells in [
        vec![cell(3, 1, "a", "b"), cell(2, 1, "a", "b")],
        vec![cell(2, 1, "a", "b"), cell(2, 1, "a", "c")],
        vec![cell(0, 1, "a", "b")],
        vec![cell(2, 20_000, "a", "b")],
        vec![cell(2, 1, "a", &"x".repeat(40_000))],
    ] {
        let corrections = Corrections { reading: reading_digest(&plan), cells };
        let refusal = checked(&plan, &corrections).expect_err("refused");
        assert!(refusal.message.ends_with('.'), "{refusal:?}");
    }
    let mut plan = plan;
    plan.columns[1].replacements = vec![replacement("", "x", false)];
    assert!(checked(&plan, &Corrections::default()).is_err());
}

#[test]
fn every_part_of_a_correction_is_in_the_digest() {
    let of = |it: CorrectedCell| {
        corrections_digest(&Corrections { reading: "r".into(), cells: vec![it] })
    };
    let one = cell(2, 1, "a", "b");
    for other in
        [cell(3, 1, "a", "b"), cell(2, 2, "a", "b"), cell(2, 1, "x", "b"), cell(2, 1, "a", "c")]
    {
        assert_ne!(of(one.clone()), of(other));
    }
}

/// The one place that knows the passes.
fn run(csv: &str, plan: &ImportPlan, context: &Context) -> Result<CheckReport, Refusal> {
    let surveyed = through(csv, Survey::new(&facts(csv), plan.clone(), context)?)?;
    through(csv, Check::new(&facts(csv), &surveyed, context)?)
}

fn through<P: crate::source::Pass>(csv: &str, pass: P) -> Result<P::Output, Refusal> {
    let fetch = |need: Need| {
        let from = usize::try_from(need.offset).expect("small");
        Ok::<_, std::convert::Infallible>(csv.as_bytes()[from..].to_vec())
    };
    drive(pass, fetch).map_err(|stopped| match stopped {
        Stopped::Refused(refusal) => refusal,
        Stopped::Unread(never) => match never {},
    })
}

fn check(cells: &[CorrectedCell], rules: &[(usize, Replacement)]) -> CheckReport {
    let mut plan = plan();
    for (column, rule) in rules {
        plan.columns[*column].replacements.push(rule.clone());
    }
    let corrections = Corrections { reading: reading_digest(&plan), cells: cells.to_vec() };
    checked(&plan, &corrections).expect("checked")
}

fn checked(plan: &ImportPlan, corrections: &Corrections) -> Result<CheckReport, Refusal> {
    run(LEADS, plan, &corrected(context(), corrections.clone()))
}

fn corrected(context: Context, corrections: Corrections) -> Context {
    Context { corrections: Arc::new(corrections), ..context }
}

fn plan() -> ImportPlan {
    plan_of(LEADS)
}

fn plan_of(csv: &str) -> ImportPlan {
    through(csv, Propose::new(&facts(csv), &context(), Choices::default())).expect("a plan")
}

fn facts(csv: &str) -> FileFacts {
    FileFacts { name: "leads.csv".into(), size: csv.len() as u64 }
}

fn context() -> Context {
    let importer = UserId::parse("me").expect("an id");
    Context::new(default_modules().remove(0), Vec::new(), importer)
}

fn cell(row: u32, column: u32, was: &str, text: &str) -> CorrectedCell {
    CorrectedCell { row, column, was: cell_digest(was), text: text.into() }
}

fn replacement(find: &str, replace: &str, whole: bool) -> Replacement {
    Replacement { find: find.into(), replace: replace.into(), whole, match_case: false }
}
