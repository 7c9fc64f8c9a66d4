//! Files taken down the whole road: what plans, options and chunks do to the rows.

#![expect(clippy::expect_used, reason = "the helpers of tests may fail a test")]

mod support;

use std::collections::BTreeMap;

use gangway_contract::{
    BadValues, ColumnStatus, DateOrder, DecimalSign, DuplicateMode, FieldId, ImportPlan, IssueCode,
    MatchRule, OwnerRule, RefusalCode, RowOutcome, UserId, WithoutKey,
};
use proptest::prelude::*;
use support::{
    check, context, facts, plan, propose, read, run, survey, template, text, user, user_id,
};

use gangway_core::import::{Check, Propose, Survey};
use gangway_core::table::Choices;

#[test]
fn every_row_ends_in_one_state_and_the_counts_add_up() {
    let report =
        checked("Last Name,Email\nLee,ann@x.com\nLi,ANN@X.COM\nBo,not an address\n,\nEk,\n");
    let counts = report.counts;
    assert_eq!((counts.rows, counts.ok, counts.failed, counts.repeats), (4, 2, 1, 1));
    assert_eq!((counts.blank, counts.without_key), (1, 1));
    let outcomes: Vec<_> = report.preview.iter().map(|it| it.outcome).collect();
    assert_eq!(outcomes[1], RowOutcome::Repeat { leader: 2 });
    assert_eq!(report.issues[0].code, IssueCode::BadEmail);
    assert_eq!((report.issues[0].row, report.issues[0].column.as_str()), (4, "Email"));
}

#[test]
fn a_row_that_fails_does_not_lead() {
    let report =
        checked("Email,Birthday\na@x.com,1980-02-31\na@x.com,1980-02-28\na@x.com,1980-02-28\n");
    let outcomes: Vec<_> = report.preview.iter().map(|it| it.outcome).collect();
    assert_eq!(outcomes, [RowOutcome::Failed, RowOutcome::Ok, RowOutcome::Repeat { leader: 3 }]);
}

#[test]
fn one_cell_proves_the_order_of_the_whole_column() {
    let file = "Email,Birthday\na@x.com,01/02/1980\nb@x.com,31/12/1979\n";
    assert_eq!(
        values(file, |_| {}, "birthday"),
        [Some("1980-02-01".into()), Some("1979-12-31".into())]
    );
}

#[test]
fn an_order_that_nothing_proves_is_asked_and_not_guessed() {
    let file = "Email,Birthday\na@x.com,01/02/1980\nb@x.com,03/04/1981\n";
    let report = checked(file);
    assert_eq!(report.plan.columns[1].date_order, None);
    assert_eq!(report.counts.failed, 2);
    assert!(report.issues[0].message.contains("order"), "{}", report.issues[0].message);
    let chosen = |it: &mut ImportPlan| it.columns[1].date_order = Some(DateOrder::MonthFirst);
    assert_eq!(
        values(file, chosen, "birthday"),
        [Some("1980-01-02".into()), Some("1981-03-04".into())]
    );
}

#[test]
fn one_amount_proves_the_decimal_sign_of_the_whole_column() {
    let file = "Email;Umsatz\na@x.com;1.234\nb@x.com;12,50\n";
    let plan = plan(file.as_bytes(), &context("leads")).expect("a plan");
    assert_eq!(plan.columns[1].decimal_sign, Some(DecimalSign::Comma));
    assert_eq!(values(file, |_| {}, "annual_revenue"), [Some("1234".into()), Some("12.5".into())]);
}

#[test]
fn owners_take_turns_over_the_rows_that_pass() {
    let mut context = context("leads");
    context.users = vec![user("u1", "u1@x.com", "One"), user("u2", "u2@x.com", "Two")];
    let file = b"Last Name,Email\nA,a@x.com\nB,bad\nC,c@x.com\nD,d@x.com\n";
    let mut plan = plan(file, &context).expect("a plan");
    plan.options.owner = OwnerRule::RoundRobin { users: vec![user_id("u1"), user_id("u2")] };
    let rows = read(file, &plan, &context).expect("rows");
    let owners: Vec<_> = rows.iter().map(|it| it.owner.as_ref().map(UserId::as_str)).collect();
    assert_eq!(owners, [Some("u1"), None, Some("u2"), Some("u1")]);
}

#[test]
fn a_column_names_owners_and_strangers_fall_back_or_fail() {
    let mut context = context("leads");
    context.users = vec![user("u1", "ann@x.com", "Ann Lee")];
    let file = b"Email,Owner\na@x.com,ann lee\nb@x.com,Nobody\n";
    let proposed = plan(file, &context).expect("a plan");
    assert_eq!(proposed.options.owner, OwnerRule::Column { fallback: Some(user_id("importer")) });
    let rows = read(file, &proposed, &context).expect("rows");
    assert_eq!(rows[0].owner, Some(user_id("u1")));
    assert_eq!(rows[1].owner, Some(user_id("importer")));
    assert!(rows[1].passes && rows[1].issues[0].note);
    let strict = ImportPlan {
        options: options(&proposed, OwnerRule::Column { fallback: None }),
        ..proposed
    };
    let rows = read(file, &strict, &context).expect("rows");
    assert_eq!((rows[1].passes, rows[1].issues[0].code), (false, IssueCode::UnknownUser));
}

#[test]
fn bad_values_can_be_left_out_instead_of_failing_their_rows() {
    let file = "Last Name,Email\nLee,bad\n";
    let drop = |it: &mut ImportPlan| it.options.bad_values = BadValues::DropValue;
    let rows = rows(file, drop);
    assert!(rows[0].passes && rows[0].issues[0].note);
    assert_eq!(text(&rows[0].record, "email"), None);
    assert_eq!(text(&rows[0].record, "last_name"), Some("Lee".into()));
}

#[test]
fn defaults_fill_blanks_and_missing_columns() {
    let defaults = |it: &mut ImportPlan| {
        it.options.defaults =
            BTreeMap::from([(id("country"), "Sweden".into()), (id("city"), "Malmö".into())]);
    };
    let rows = rows("Email,City\na@x.com,\nb@x.com,Lund\n", defaults);
    assert_eq!(text(&rows[0].record, "city"), Some("Malmö".into()));
    assert_eq!(text(&rows[1].record, "city"), Some("Lund".into()));
    assert_eq!(text(&rows[1].record, "country"), Some("Sweden".into()));
}

#[test]
fn a_mapped_value_is_read_as_what_it_means() {
    let meant = |it: &mut ImportPlan| {
        it.columns[1].value_mapping = BTreeMap::from([("Kontaktiert".into(), "Contacted".into())]);
    };
    let rows = rows("Email,Status\na@x.com,Kontaktiert\nb@x.com,Erledigt\n", meant);
    assert_eq!(text(&rows[0].record, "status"), Some("Contacted".into()));
    assert_eq!(rows[1].issues[0].code, IssueCode::NotAnOption);
}

#[test]
fn rows_without_a_key_fail_where_the_plan_says_so() {
    let fail = |it: &mut ImportPlan| it.options.without_key = WithoutKey::Fail;
    let rows = rows("Last Name,Email\nLee,\nLi,li@x.com\n", fail);
    assert_eq!((rows[0].passes, rows[0].issues[0].code), (false, IssueCode::NoMatchKey));
    assert!(rows[1].passes);
}

#[test]
fn create_mode_has_no_repeats() {
    let context = context("leads");
    let file = b"Email\na@x.com\na@x.com\n";
    let mut plan = plan(file, &context).expect("a plan");
    plan.options.mode = DuplicateMode::Create;
    assert_eq!(check(file, &plan, &context).expect("a report").counts.ok, 2);
}

#[test]
fn times_without_a_zone_are_in_the_plans_zone() {
    let zone = |it: &mut ImportPlan| it.options.time_zone = "America/New_York".into();
    let found = values("Email,Created At\na@x.com,2024-07-01 08:00\n", zone, "created_at");
    assert_eq!(found, [Some("2024-07-01T12:00:00Z".into())]);
}

#[test]
fn what_is_wrong_with_a_plan_is_said() {
    let twice = |it: &mut ImportPlan| {
        it.columns[1].field = Some(id("email"));
        it.columns[1].status = ColumnStatus::Manual;
    };
    let nothing = |it: &mut ImportPlan| it.columns.iter_mut().for_each(|it| it.field = None);
    let unknown = |it: &mut ImportPlan| it.columns[1].field = Some(id("shoe_size"));
    let zone = |it: &mut ImportPlan| it.options.time_zone = "Mars/Olympus".into();
    let rule = |it: &mut ImportPlan| it.options.match_rule = MatchRule::Custom(vec![id("tags")]);
    let default = |it: &mut ImportPlan| {
        it.options.defaults = BTreeMap::from([(id("birthday"), "soon".into())]);
    };
    let older = |it: &mut ImportPlan| it.semantics = 0;
    let changes: [(Change<'_>, RefusalCode); 7] = [
        (&twice, RefusalCode::FieldMappedTwice),
        (&nothing, RefusalCode::MappingIncomplete),
        (&unknown, RefusalCode::PlanMismatch),
        (&zone, RefusalCode::PlanMismatch),
        (&rule, RefusalCode::PlanMismatch),
        (&default, RefusalCode::PlanMismatch),
        (&older, RefusalCode::PlanMismatch),
    ];
    let context = context("leads");
    let file = b"Email,City\na@x.com,Lund\n";
    for (change, code) in changes {
        let mut plan = plan(file, &context).expect("a plan");
        change(&mut plan);
        let refusal = check(file, &plan, &context).expect_err("a refusal");
        assert_eq!(refusal.code, code, "{}", refusal.message);
    }
}

#[test]
fn an_account_needs_its_name() {
    let file = b"Account Name,Phone\nAcme,\n,+46701112233\n";
    let context = context("accounts");
    let report = check(file, &plan(file, &context).expect("a plan"), &context).expect("a report");
    assert_eq!((report.counts.ok, report.counts.failed), (1, 1));
    assert_eq!(report.issues[0].code, IssueCode::RequiredMissing);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn however_the_bytes_arrive_the_report_is_the_same(
        rows in prop::collection::vec(("[a-zäß]{0,8}", "[a-c]@[xy]\\.com|bad|", "[0-9]{1,2}/[0-9]{1,2}/2024|"), 1..40),
        pieces in prop::collection::vec(1_usize..200, 1..8),
    ) {
        let lines = rows.iter().map(|(name, email, day)| format!("\"{name}\n\",{email},{day}\r\n"));
        let file = format!("Last Name,Email,Birthday\r\nLee,a@x.com,2024-01-31\r\n{}", lines.collect::<String>());
        let bytes = file.as_bytes();
        let context = context("leads");
        let piece = |at: usize| pieces[at % pieces.len()];
        let proposed = run(Propose::new(&facts(bytes), &context, Choices::default()), bytes, piece).expect("a plan");
        prop_assert_eq!(&proposed, &propose(bytes, &context).expect("a plan"));
        let surveyed = run(Survey::new(&facts(bytes), proposed.clone(), &context).expect("a survey"), bytes, piece).expect("a plan");
        prop_assert_eq!(&surveyed, &survey(bytes, proposed, &context).expect("a plan"));
        let report = run(Check::new(&facts(bytes), &surveyed, &context).expect("a check"), bytes, piece).expect("a report");
        prop_assert_eq!(&report, &check(bytes, &surveyed, &context).expect("a report"));
        let counts = report.counts;
        prop_assert_eq!(counts.rows, counts.ok + counts.failed + counts.repeats);
    }

    #[test]
    fn no_bytes_are_too_strange(bytes in prop::collection::vec(any::<u8>(), 0..400), text in "(\\PC|,|\n|\"|;|@|[0-9]){0,200}") {
        for bytes in [bytes.as_slice(), text.as_bytes()] {
            let context = context("contacts");
            let Ok(mut plan) = propose(bytes, &context) else { continue };
            // Every type gets its share of strange cells.
            let fields = ["email", "phone", "birthday", "annual_revenue", "created_at", "full_name", "tags", "website", "employees"];
            for (column, field) in plan.columns.iter_mut().zip(fields) {
                column.field = Some(id(field));
                column.status = ColumnStatus::Manual;
            }
            plan.columns.iter_mut().skip(fields.len()).for_each(|it| it.field = None);
            plan.options.phone_country = Some("DE".into());
            if let Ok(plan) = survey(bytes, plan, &context) {
                let _ = check(bytes, &plan, &context);
            }
        }
    }
}

/// What somebody did to a plan.
type Change<'a> = &'a dyn Fn(&mut ImportPlan);

fn checked(file: &str) -> gangway_contract::CheckReport {
    let context = context("leads");
    let plan = plan(file.as_bytes(), &context).expect("a plan");
    check(file.as_bytes(), &plan, &context).expect("a report")
}

fn rows(file: &str, change: impl Fn(&mut ImportPlan)) -> Vec<support::Seen> {
    let context = context("leads");
    let mut plan = plan(file.as_bytes(), &context).expect("a plan");
    change(&mut plan);
    read(file.as_bytes(), &plan, &context).expect("rows")
}

fn values(file: &str, change: impl Fn(&mut ImportPlan), field: &str) -> Vec<Option<String>> {
    rows(file, change).iter().map(|it| text(&it.record, field)).collect()
}

fn options(plan: &ImportPlan, owner: OwnerRule) -> gangway_contract::ImportOptions {
    gangway_contract::ImportOptions { owner, ..plan.options.clone() }
}

fn id(field: &str) -> FieldId {
    FieldId::parse(field).expect("an id")
}

#[test]
fn a_template_brings_back_columns_and_options_for_the_same_header_in_any_order() {
    let first = plan(b"Mail,Status,Notes\na@x.com,Heiss,x\n", &context("leads")).expect("a plan");
    let mut kept = first.clone();
    kept.columns[1].value_mapping = BTreeMap::from([("Heiss".into(), "Contacted".into())]);
    kept.columns[2].status = ColumnStatus::Skipped;
    kept.columns[2].field = None;
    kept.options.mode = DuplicateMode::Update;
    let template = template(kept);

    let offered = |file: &[u8]| {
        let pass = Propose::new(&facts(file), &context("leads"), Choices::default());
        run(pass.offering(vec![template.clone()]), file, |_| usize::MAX).expect("a plan")
    };
    let again = offered(b"NOTES;e-mail;status\nx;b@x.com;Heiss\n");
    assert_eq!(again.template, None, "another header row is another file");
    let again = offered(b"NOTES;mail;status\nx;b@x.com;Heiss\n");
    assert_eq!(again.template, Some(template.slug.clone()));
    assert_eq!(again.options.mode, DuplicateMode::Update);
    let statuses: Vec<_> = again.columns.iter().map(|it| it.status).collect();
    let expected = [ColumnStatus::Skipped, ColumnStatus::Template, ColumnStatus::Template];
    assert_eq!(statuses, expected);
    assert_eq!(again.columns[2].value_mapping.get("Heiss"), Some(&"Contacted".to_owned()));
    assert_eq!(again.dialect.expect("text").delimiter, Some(';'), "the bytes tell the dialect");
}
