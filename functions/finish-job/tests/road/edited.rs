//! An export comes back edited: each row goes to the very record that it was, unless somebody changed that since.

use gangway_contract::{
    DuplicateMode, FileKind, IssueCode, JobCounts, MatchRule, RecordItem, Value,
};

use crate::world::{Gangway, assert_reachable, plan, records};

const FILE: &str = "Email,First Name,Last Name,City\r\n\
    ann@x.org,Ann,Lee,Rome\r\n\
    bob@x.org,Bob,Kay,Oslo\r\n\
    cid@x.org,Cid,Poe,Bern\r\n";
const HEADER: &str = "Record id (Gangway),Version (Gangway),Email,First Name,Last Name,City,Export J1-export (Gangway)";

/// A module with three records.
fn filled() -> Gangway {
    let gangway = Gangway::new();
    gangway.start("J1", FILE, DuplicateMode::Skip);
    gangway.run();
    gangway
}

fn record(gangway: &Gangway, name: &str) -> RecordItem {
    let data = gangway.data();
    let named = |it: &&RecordItem| it.record.values.values().any(|it| it.to_text() == name);
    data.records.values().filter_map(|it| it.live()).find(named).cloned().expect("a record")
}

/// A row of the export with these cells.
fn row(item: &RecordItem, cells: &str) -> String {
    format!("{},{},{cells},", item.record.id, item.record.version)
}

/// Imports an edited export as its proposal says; every message comes twice.
fn import(gangway: &Gangway, job: &str, rows: &[String]) -> JobCounts {
    let file = format!("{HEADER}\r\n{}\r\n", rows.join("\r\n"));
    assert_eq!(plan(&file, DuplicateMode::Update).0.options.match_rule, MatchRule::Identity);
    gangway.start(job, &file, DuplicateMode::Update);
    gangway.run_by(|message| {
        gangway.deliver(message)?;
        gangway.deliver(message)
    });
    assert_reachable(&gangway.data());
    gangway.job(job).counts
}

#[test]
fn each_row_changes_the_record_that_it_was_even_in_what_records_are_matched_by() {
    let gangway = filled();
    let (ann, bob) = (record(&gangway, "Ann"), record(&gangway, "Bob"));
    let rows = [
        row(&ann, "new@x.org,Ann,Lee,"),
        row(&bob, "bob@x.org,Bob,Kay,Oslo"),
        ",,dan@x.org,Dan,Fox,Graz,".to_owned(),
    ];
    let counts = import(&gangway, "J2", &rows);
    assert_eq!((counts.updated, counts.unchanged, counts.created, counts.rows), (1, 1, 1, 3));
    let after = record(&gangway, "Ann");
    assert_eq!((&after.record.id, after.record.version), (&ann.record.id, 2));
    let texts: Vec<String> = after.record.values.values().map(Value::to_text).collect();
    assert_eq!(texts, ["new@x.org", "Ann", "Lee"], "a city that was emptied is gone");
    assert_eq!(record(&gangway, "Bob").record.version, 1);
    assert_eq!(records(&gangway.data()).len(), 4);
}

#[test]
fn a_row_whose_record_was_changed_since_is_refused_and_comes_back_with_its_id() {
    let gangway = filled();
    let (ann, bob) = (record(&gangway, "Ann"), record(&gangway, "Bob"));
    import(&gangway, "J2", &[row(&ann, "ann@x.org,Ann,Lee,Paris")]);
    let stale = row(&ann, "ann@x.org,Ann,Lee-Smith,Rome");
    let counts = import(&gangway, "J3", &[stale.clone(), row(&bob, "bob@x.org,Bob,Kay,Turin")]);
    assert_eq!((counts.updated, counts.failed), (1, 1));
    assert_eq!(
        record(&gangway, "Ann").record.values.values().next().map(Value::to_text),
        Some("Paris".into())
    );
    let failed = gangway.result("J3", FileKind::Failed);
    assert!(failed.contains("The record was changed since it was exported"), "{failed}");
    let ours =
        "Record id (Gangway),Version (Gangway),Email,First Name,Last Name,City,Row (Gangway)";
    assert!(failed.contains(ours), "{failed}");
    assert!(failed.contains(stale.trim_end_matches(',')), "{failed}");
}

#[test]
fn a_stale_row_that_says_what_the_record_says_does_nothing() {
    let gangway = filled();
    let ann = record(&gangway, "Ann");
    import(&gangway, "J2", &[row(&ann, "ann@x.org,Ann,Lee,Paris")]);
    let counts = import(&gangway, "J3", &[row(&ann, "ann@x.org,Ann,Lee,Paris")]);
    assert_eq!((counts.unchanged, counts.failed), (1, 0));
}

#[test]
fn a_row_whose_record_is_gone_makes_no_new_one() {
    let gangway = filled();
    let mut gone = record(&gangway, "Ann");
    gone.record.id =
        gangway_contract::RecordId::parse("01KB0ZS5V1C3T9M4Y8QZ7RXWGE").expect("an id");
    let counts = import(&gangway, "J2", &[row(&gone, "ann@x.org,Ann,Lee,Rome")]);
    assert_eq!((counts.failed, counts.created), (1, 0));
    let failed = gangway.result("J2", FileKind::Failed);
    assert!(failed.contains("There is no record with this id"), "{failed}");
}

#[test]
fn an_id_that_no_export_wrote_fails_its_row_and_says_where() {
    let gangway = filled();
    let ann = record(&gangway, "Ann");
    let rows = [
        "1.2E+25,1,eve@x.org,Eve,Ray,Oslo,".to_owned(),
        format!("{},,ann@x.org,Ann,Lee,Bari,", ann.record.id),
    ];
    let counts = import(&gangway, "J2", &rows);
    assert_eq!((counts.failed, counts.rows), (2, 2));
    let failed = gangway.result("J2", FileKind::Failed);
    assert!(failed.contains("«1.2E+25» is not the id that was exported"), "{failed}");
    assert!(failed.contains("«» is not the version that was exported"), "{failed}");
    let code = serde_json::to_string(&IssueCode::BadIdentity).expect("a code");
    assert_eq!(code, "\"bad_identity\"");
}
