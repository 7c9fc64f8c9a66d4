//! What an import has made of a file is made again of its export: nothing changes on the way out and back in.

#![expect(clippy::expect_used, reason = "the helpers of tests may fail a test")]

mod support;

use std::collections::BTreeMap;

use gangway_contract::{
    ColumnStatus, Export, ExportFormat, Field, JobId, MatchRule, Module, OwnerRule, Record,
    RecordItem, SliceRow, StoredRecord, UserId, WriteRules,
};
use gangway_core::export::Exporting;
use gangway_core::import::Context;
use gangway_core::injection::neutralise;
use gangway_core::keys::identified;
use gangway_core::write::{Decision, Group, Matched, Reach, decide, record_id};
use proptest::prelude::*;
use support::{check, context, plan, propose, quoted, read, survey, user, user_id};

/// Texts as people write them, by the field that they fill: every type, several scripts.
const TEXTS: [(&str, &[&str]); 16] = [
    ("first_name", &["Zoë", "李", "Владимир", "O'Neil", "  two  blanks ", "\u{202b}שלום\u{202c}"]),
    ("company", &["a, b; c", "say \"hi\"", "Müller & Söhne", "1/2", "TRUE", "2024-01-02"]),
    ("notes", &["two\nlines", "x\r\ny", "tab\there", "=1+1", "'quoted", "-5", "@me"]),
    ("email", &["ann@x.org", "BO@Example.COM", "li@例え.jp"]),
    ("phone", &["+46 70 123 45 67", "+1 (212) 555-0101", "+49 30 901820"]),
    ("website", &["x.org", "https://example.com/a?b=c,d", "http://例え.jp"]),
    ("linkedin_url", &["https://www.linkedin.com/in/ann"]),
    ("employees", &["0", "12", "1000", "250000", "-3"]),
    ("annual_revenue", &["1.5", "12.50", "1000000", "0.125", "-7.25", "1.234"]),
    ("tags", &["vip", "vip; new", "a, b; c", "one|two", "Ångström"]),
    ("birthday", &["1990-05-17", "1899-12-31", "2024-02-29"]),
    (
        "created_at",
        &["2024-03-01T10:00:00Z", "2024-03-01 10:00:00.25Z", "2024-03-01T10:00:00+02:00"],
    ),
    ("status", &["New", "Contacted", "Qualified"]),
    ("external_id", &["007", "A-1", "12345678901234567890", "1e5"]),
    ("postal_code", &["01234", "SW1A 1AA", "999-0001"]),
    ("owner", &["ann@x.org", "Bo Ek"]),
];

fn people() -> Context {
    let mut context = context("leads");
    context.users = vec![
        user("u1", "ann@x.org", "Ann Lee"),
        user("u2", "bo@x.org", "Bo Ek"),
        user("importer", "me@x.org", "Me"),
    ];
    context
}

fn label<'m>(module: &'m Module, field: &str) -> &'m str {
    &module.fields.iter().find(|it| it.id.as_str() == field).expect("a field").label
}

fn csv<'r>(rows: impl IntoIterator<Item = Vec<std::borrow::Cow<'r, str>>>) -> Vec<u8> {
    let line = |row: Vec<std::borrow::Cow<'r, str>>| {
        row.iter().map(|it| quoted(it)).collect::<Vec<_>>().join(",") + "\r\n"
    };
    rows.into_iter().map(line).collect::<String>().into_bytes()
}

/// What an import makes of the file: values and owners. Columns go to the fields whose names they have.
fn imported(file: &[u8], context: &Context) -> Vec<(Record, UserId)> {
    let mut plan = propose(file, context).expect("a draft");
    for column in plan.columns.iter_mut().filter(|it| it.status != ColumnStatus::Added) {
        let named = |it: &&Field| it.label == column.header;
        column.field = context.module.fields.iter().find(named).map(|it| it.id.clone());
        column.status = ColumnStatus::Manual;
    }
    plan.options.owner = OwnerRule::Column { fallback: Some(user_id("importer")) };
    let plan = survey(file, plan, context).expect("a plan");
    let rows = read(file, &plan, context).expect("rows").into_iter();
    rows.filter(|it| it.passes)
        .map(|it| (it.record, it.owner.unwrap_or_else(|| user_id("importer"))))
        .collect()
}

/// The records as the CRM keeps them.
fn stored(records: &[(Record, UserId)], context: &Context) -> Vec<StoredRecord> {
    let job = JobId::parse("J1").expect("a job");
    let stored = |(row, (values, owner)): (u32, &(Record, UserId))| StoredRecord {
        id: record_id(1_795_353_600_000, &job, row).expect("an id"),
        module: context.module.id.clone(),
        values: values.clone(),
        owner: owner.clone(),
        version: row,
        created_at: "2026-11-22T13:00:00.000Z".into(),
        updated_at: "2026-11-22T13:00:00.000Z".into(),
        created_by: None,
        updated_by: None,
    };
    (2..).zip(records).map(stored).collect()
}

fn exported(records: &[StoredRecord], identity: bool, context: &Context) -> Vec<u8> {
    let export = Export {
        module: context.module.id.clone(),
        filter: None,
        columns: Vec::new(),
        format: ExportFormat::Csv,
        sort: None,
        identity,
    };
    let exporting = Exporting::new(&export, &context.module, &context.users).expect("ready");
    let exporting = exporting.marked(&JobId::parse("J1-export").expect("a job"));
    let header = exporting.columns().iter().map(|it| it.header.as_str().into()).collect();
    let safe = |it: std::borrow::Cow<'_, str>| neutralise(&it).into_owned().into();
    let rows = records.iter().map(|it| exporting.cells(it).map(safe).collect());
    csv(std::iter::once(header).chain(rows))
}

fn rows() -> impl Strategy<Value = Vec<Vec<Option<&'static str>>>> {
    let cell = |texts: &'static [&'static str]| prop::option::of(prop::sample::select(texts));
    let row: Vec<_> = TEXTS.iter().map(|(_, texts)| cell(texts)).collect();
    prop::collection::vec(row, 1..6)
}

/// A file with these rows, as people write it.
fn file_of(rows: Vec<Vec<Option<&'static str>>>, context: &Context) -> Vec<u8> {
    let header = TEXTS.iter().map(|(field, _)| label(&context.module, field).into()).collect();
    let row = |it: Vec<Option<&'static str>>| {
        it.into_iter().map(|cell| cell.unwrap_or_default().into()).collect()
    };
    csv(std::iter::once(header).chain(rows.into_iter().map(row)))
}

proptest! {
    #[test]
    fn an_export_is_imported_to_the_same_records(rows in rows()) {
        let context = people();
        let first = file_of(rows, &context);
        let mut before = imported(&first, &context);
        prop_assume!(!before.is_empty());
        let created = context.module.fields.iter().find(|it| it.id.as_str() == "created_at");
        let created = &created.expect("a field").id;
        let file = exported(&stored(&before, &context), false, &context);
        let mut after = imported(&file, &context);
        // A record that says no time of its own is exported with the one at which Gangway made it.
        for (it, other) in before.iter_mut().zip(&mut after) {
            if !it.0.contains_key(created) {
                other.0.remove(created);
            }
        }
        prop_assert_eq!(before, after);
    }
    #[test]
    fn an_export_with_ids_that_comes_back_as_it_is_changes_no_record(rows in rows()) {
        let context = people();
        let first = file_of(rows, &context);
        let records = stored(&imported(&first, &context), &context);
        prop_assume!(!records.is_empty());
        let file = exported(&records, true, &context);
        let plan = plan(&file, &context).expect("a plan");
        prop_assert_eq!(&plan.options.match_rule, &MatchRule::Identity);
        let mapped = plan.columns.iter().filter_map(|it| it.field.clone());
        let rules = WriteRules { options: plan.options.clone(), mapped: mapped.collect() };
        let seen = read(&file, &plan, &context).expect("rows");
        prop_assert_eq!(seen.len(), records.len());
        for (seen, record) in seen.into_iter().zip(records) {
            prop_assert_eq!(seen.key.and_then(identified), Some(record.id.clone()));
            let row = SliceRow {
                row: seen.row,
                key: seen.key,
                version: seen.version,
                record: seen.record,
                owner: record.owner.clone(),
                cells: Vec::new(),
            };
            prop_assert_eq!(row.version, Some(record.version));
            let group = Group { key: row.key, rows: vec![row] };
            let item = RecordItem { record, deleted: false, tokens: BTreeMap::new() };
            let decision = decide(&group, Matched::One(&item), &rules, &Reach::All);
            prop_assert_eq!(decision, Decision::Unchanged);
        }
    }
}

#[test]
fn records_of_one_import_are_told_apart_by_their_ids_though_these_begin_alike() {
    let context = people();
    let record = |_| (Record::new(), user_id("u1"));
    let records = stored(&(0..40_000).map(record).collect::<Vec<_>>(), &context);
    let file = exported(&records, true, &context);
    let plan = plan(&file, &context).expect("a plan");
    let counts = check(&file, &plan, &context).expect("a check").counts;
    assert_eq!((counts.ok, counts.repeats), (40_000, 0));
}
