//! What the page says of an import's cost before it is started.
#![expect(clippy::expect_used, reason = "the helpers of tests may fail a test")]

mod support;

use gangway_contract::{DuplicateMode, Estimate, FieldId, Forecast, MatchRule, Pace, Wide};
use gangway_core::write::cost::estimate;

fn forecast() -> Forecast {
    Forecast {
        rows: 1_000_000,
        created: 900_000,
        updated: 50_000,
        changed_keys: 0,
        micros_per_million_units: 625_000,
        pace: None,
    }
}

#[track_caller]
fn check(rule: MatchRule, forecast: &Forecast, units: u64, micros: u64, seconds: Option<u32>) {
    let file = b"Email,Last Name\nann@example.org,Ann\n";
    let mut plan = support::plan(file, &support::context("leads")).expect("a plan");
    plan.options.mode = DuplicateMode::Update;
    plan.options.match_rule = rule;
    let found = estimate(forecast, &plan, &support::module("leads"));
    assert_eq!(found, Estimate { units: Wide(units), micros: Wide(micros), seconds });
}

#[test]
fn units_are_those_that_the_writers_consume_and_money_is_their_price() {
    check(MatchRule::Email, &forecast(), 900_000 * 5 + 50_000 * 2, 2_875_000, None);
    let rekeyed = Forecast { created: 0, updated: 3, changed_keys: 2, ..forecast() };
    check(MatchRule::Phone, &rekeyed, 3 * 2 + 2 * 2, 7, None);
}

#[test]
fn a_rule_of_ones_own_costs_each_record_one_key_more() {
    let fields = ["company", "city"].map(|it| FieldId::parse(it).expect("a field")).into();
    let one = Forecast { created: 1, updated: 0, ..forecast() };
    check(MatchRule::Custom(fields), &one, 6, 4, None);
}

#[test]
fn time_is_that_of_an_import_that_was_measured() {
    let none = Forecast { created: 0, updated: 0, ..forecast() };
    let pace = |rows, milliseconds| Some(Pace { rows, milliseconds });
    check(MatchRule::Email, &Forecast { pace: pace(100_000, 46_500), ..none }, 0, 0, Some(465));
    check(MatchRule::Email, &Forecast { pace: pace(0, 46_500), ..none }, 0, 0, None);
    check(MatchRule::Email, &none, 0, 0, None);
}
