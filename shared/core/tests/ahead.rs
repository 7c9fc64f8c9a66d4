//! A file is read once: what a survey checks along the way is, bit for bit, what a check after it would have found.

#![expect(clippy::expect_used, reason = "the helpers of tests may fail a test")]

mod support;

use gangway_contract::{CheckReport, DateOrder, DecimalSign, ImportPlan};
use gangway_core::import::{Context, Propose, Survey};
use gangway_core::source::Pass;
use gangway_core::table::{Choices, SAMPLE_ROWS};
use proptest::prelude::*;
use support::{check, context, facts, survey};

const HEADER: &str = "Last Name;Email;Birthday;Annual Revenue;Notes\n";
/// Days that either order can read, and those that only one can; amounts likewise.
const DAYS: [&str; 6] = ["", "1/2/1980", "31/12/1979", "12/31/1979", "1980-01-31", "soon"];
const AMOUNTS: [&str; 6] = ["", "1.234", "1.234,50", "1,234.50", "12,5", "much"];

/// The survey's plan, and what it checked along the way if it did.
fn surveyed(
    bytes: &[u8],
    context: &Context,
    piece: impl Fn(usize) -> usize + Copy,
) -> (ImportPlan, Option<CheckReport>) {
    let mut propose = Propose::new(&facts(bytes), context, Choices::default());
    feed(&mut propose, bytes, piece);
    let (draft, head) = propose.finish_with_head().expect("a plan");
    let survey = Survey::new(&facts(bytes), draft, context).expect("a survey");
    let mut survey = survey.checking_ahead(&head, context).expect("a plan that can be read");
    feed(&mut survey, bytes, piece);
    let (plan, checked) = survey.finish_with_check().expect("rows");
    (plan, checked.map(|it| it.report))
}

/// Answers a pass that is asked for more than its output.
fn feed<P: Pass>(pass: &mut P, bytes: &[u8], piece: impl Fn(usize) -> usize) {
    let mut answers = 0;
    while let Some(need) = pass.need() {
        let from = usize::try_from(need.offset).expect("small");
        let to = (from + (need.len as usize).min(piece(answers).max(1))).min(bytes.len());
        pass.answer(&bytes[from..to]).expect("a table");
        answers += 1;
    }
}

/// A file whose first rows, which the guess looks at, say one thing and whose later rows may say another.
fn file(head: (&str, &str), rows: &[(String, String, &str, &str)]) -> String {
    let (day, amount) = head;
    let first = (0..SAMPLE_ROWS).map(|at| format!("Lee;lee{at}@x.com;{day};{amount};\n"));
    let then = rows.iter().map(|(name, email, day, amount)| {
        format!("\"{name}\";{email};{day};{amount};\"a\n\"\"b\"\"\"\n")
    });
    std::iter::once(HEADER.to_owned()).chain(first).chain(then).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn what_a_survey_checks_along_is_what_a_check_after_it_finds(
        head in (prop::sample::select(DAYS.to_vec()), prop::sample::select(AMOUNTS.to_vec())),
        rows in prop::collection::vec((
            "[a-zäß;\"]{0,8}".prop_map(|it| it.replace('"', "\"\"")),
            "lee[0-9]@x\\.com|bad|",
            prop::sample::select(DAYS.to_vec()),
            prop::sample::select(AMOUNTS.to_vec()),
        ), 0..600),
        pieces in prop::collection::vec(1_usize..5_000, 1..8),
    ) {
        let file = file(head, &rows);
        let bytes = file.as_bytes();
        let context = context("leads");
        let (plan, along) = surveyed(bytes, &context, |at| pieces[at % pieces.len()]);
        let (draft, _) = proposed(bytes, &context);
        prop_assert_eq!(&plan, &survey(bytes, draft, &context).expect("a plan"));
        if let Some(along) = along {
            prop_assert_eq!(along, check(bytes, &plan, &context).expect("a report"));
        }
    }
}

fn proposed(bytes: &[u8], context: &Context) -> (ImportPlan, gangway_core::import::Head) {
    let mut propose = Propose::new(&facts(bytes), context, Choices::default());
    feed(&mut propose, bytes, support::whole);
    propose.finish_with_head().expect("a plan")
}

#[test]
fn a_file_that_keeps_to_what_its_head_says_is_read_once() {
    let rows = rows("12/31/1979", "1,234.50", 400);
    let (plan, along) =
        surveyed(file(("1/31/1980", "5.25"), &rows).as_bytes(), &context("leads"), support::whole);
    assert_eq!(plan.columns[2].date_order, Some(DateOrder::MonthFirst));
    assert_eq!(along.expect("it was checked along").counts.rows, 600);
}

#[test]
fn a_check_under_what_the_file_contradicts_is_thrown_away() {
    for (day, amount) in [("31/12/1979", "5.25"), ("12/31/1979", "1.234,50")] {
        let file = file(("1/31/1980", "5.25"), &rows(day, amount, 400));
        let (plan, along) = surveyed(file.as_bytes(), &context("leads"), support::whole);
        assert!(along.is_none(), "{day} {amount}");
        let settled = (plan.columns[2].date_order, plan.columns[3].decimal_sign);
        let one_way = (Some(DateOrder::MonthFirst), Some(DecimalSign::Point));
        assert_ne!(settled, one_way, "{day} {amount}");
    }
}

fn rows(
    day: &'static str,
    amount: &'static str,
    count: usize,
) -> Vec<(String, String, &'static str, &'static str)> {
    (0..count).map(|at| ("Ek".to_owned(), format!("ek{at}@x.com"), day, amount)).collect()
}
