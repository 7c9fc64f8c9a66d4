//! Records are backed up before they are changed: whatever ends on the way or comes twice, the file holds each of them
//! once, as it was.

use std::collections::BTreeMap;

use futures::executor::block_on;
use gangway_contract::{DuplicateMode, FileKind, JobKind, JobStatus, Slot, api::StartImport};
use gangway_ports::memory::When;
use gangway_ports::{ForTenant, ReadAudit};

use crate::delivered::prepared;
use crate::oracle::FILE;
use crate::world::{Gangway, job_id, leads, plan};

/// The file is imported over records of which it changes one: Bob's, by two rows.
fn begun() -> Gangway {
    let mut gangway = prepared();
    gangway.sizes.rows = 3;
    gangway.pace.rows = 2;
    let mut plan = plan(FILE, DuplicateMode::Update).0;
    plan.options.back_up = true;
    let start = StartImport { plan, receipt: None, corrections: None, test: None, at: None };
    gangway.start_with("J2", FILE.as_bytes(), &start);
    gangway
}

/// The rows of the backup, each by the labels of its cells that are not blank.
fn backup(gangway: &Gangway) -> Vec<BTreeMap<String, String>> {
    let text = gangway.result("J2", FileKind::Backup);
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headers = reader.headers().expect("headers").clone();
    let row = |it: csv::StringRecord| {
        let cells = headers.iter().zip(it.iter()).filter(|it| !it.1.is_empty());
        cells.map(|(name, cell)| (name.to_owned(), cell.to_owned())).collect()
    };
    reader.records().map(|it| row(it.expect("a row"))).collect()
}

#[track_caller]
fn check(gangway: &Gangway) {
    let found = backup(gangway);
    assert_eq!(found.len(), 1, "{found:?}");
    let bob = &found[0];
    let expected = [
        ("Email", "bob@x.org"),
        ("First Name", "Robert"),
        ("City", "Bern"),
        ("Owner", "ann"),
        ("Version (Gangway)", "2"),
    ];
    for (label, text) in expected {
        assert_eq!(bob.get(label).map(String::as_str), Some(text), "{label} of {bob:?}");
    }
    let data = gangway.data();
    let (_, slot) = data
        .records
        .iter()
        .find(|((_, id), _)| id.as_str() == bob["Record id (Gangway)"])
        .expect("the record");
    let now = slot.live().expect("alive");
    assert_eq!(now.record.version, 2, "whoever puts the row back names the version that is there");
    assert!(gangway.job("J2").files.iter().any(|it| it.kind == FileKind::Backup && it.rows == 1));
}

#[test]
fn the_record_that_was_changed_is_there_once_as_it_was() {
    let gangway = begun();
    gangway.run_by(|message| {
        gangway.deliver(message)?;
        gangway.deliver(message)
    });
    check(&gangway);
    let world = gangway.world.for_tenant(&gangway.tenant);
    let log = block_on(world.read_audit("202611", None, 9)).expect("read").items;
    assert_eq!(log.len(), 1, "a backup is an export, and is logged once: {log:?}");
    assert_eq!((log[0].job.clone(), log[0].records), (job_id("J2"), 1));
}

#[test]
fn wherever_a_worker_ends_the_backup_is_whole() {
    let gangway = begun();
    gangway.world.set_fault(Box::new(|_, _, _| false));
    gangway.run();
    for call in 0..gangway.world.calls() {
        let gangway = begun();
        gangway.end_worker_at(call, When::After);
        gangway.run();
        check(&gangway);
    }
}

#[test]
fn a_record_is_kept_as_a_whole_before_it_is_changed() {
    let gangway = begun();
    let before = gangway.data();
    let errand = std::sync::Arc::new(std::sync::Mutex::new(false));
    let seen = errand.clone();
    gangway.world.set_fault(Box::new(move |_, errand, when| {
        let is_first = errand == "update_record" && when == When::Before;
        *seen.lock().expect("a lock") |= is_first;
        is_first
    }));
    while let Some(message) = gangway.world.take_message() {
        let _ends = gangway.deliver(&message);
    }
    assert!(*errand.lock().expect("a lock"), "a worker came to the change and ended before it");
    let data = gangway.data();
    let journals = data.records.values().filter_map(|slot| match slot {
        Slot::Journal(journal) => journal.whole(),
        _ => None,
    });
    let kept: Vec<_> = journals.collect();
    assert_eq!(kept.len(), 1);
    let was = before.records[&(leads(), kept[0].id.clone())].live().expect("alive").record.clone();
    assert_eq!(kept[0], was);
}

#[test]
fn a_backup_that_comes_back_is_read_as_an_export_and_says_what_was_there() {
    let gangway = begun();
    gangway.run();
    let file = gangway.result("J2", FileKind::Backup);
    let plan = plan(&file, DuplicateMode::Update).0;
    let origin = plan.origin.clone().expect("marked");
    assert_eq!((origin.kind, origin.job), (JobKind::Export, job_id("J2")));
    let start = StartImport { plan, receipt: None, corrections: None, test: None, at: None };
    gangway.start_with("J3", file.as_bytes(), &start);
    gangway.run();
    assert_eq!(gangway.job("J3").status, JobStatus::Completed, "{:?}", gangway.job("J3"));
    let data = gangway.data();
    let bob = crate::world::records(&data).into_iter().find(|it| it["last_name"] == "B");
    assert_eq!(bob.expect("Bob")["first_name"], "Robert");
}

#[test]
fn who_does_not_back_up_keeps_the_changed_fields_only_and_has_no_file() {
    let gangway = prepared();
    gangway.start("J2", FILE, DuplicateMode::Update);
    gangway.run();
    assert_eq!(gangway.result("J2", FileKind::Backup), "");
    assert!(gangway.data().records.values().all(|slot| match slot {
        Slot::Journal(journal) => journal.rest.is_none(),
        _ => true,
    }));
}
