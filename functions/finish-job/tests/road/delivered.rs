//! Delivered as it should be, twice, in another order, in pieces.

use gangway_contract::{BucketMessage, DuplicateMode, FileKind, JobStatus, Previewed};
use gangway_ports::memory::{Message, When};

use crate::oracle::{BEFORE, FILE, import};
use crate::world::{Gangway, assert_reachable, job_id, records};

pub(crate) const MODES: [DuplicateMode; 3] =
    [DuplicateMode::Skip, DuplicateMode::Update, DuplicateMode::Create];

/// A world in which the earlier records were imported.
pub(crate) fn prepared() -> Gangway {
    let gangway = Gangway::new();
    gangway.start("J1", BEFORE, DuplicateMode::Skip);
    gangway.run();
    assert_eq!(gangway.job("J1").counts.created, 3, "{:?}", gangway.job("J1"));
    gangway
}

#[track_caller]
pub(crate) fn check(gangway: &Gangway, mode: DuplicateMode) {
    let (crm, counts) = import(import(Vec::new(), BEFORE, DuplicateMode::Skip).0, FILE, mode);
    let job = gangway.job("J2");
    assert_eq!(job.counts, counts, "{mode:?}");
    assert_eq!(job.status, JobStatus::CompletedWithErrors);
    assert_eq!(job.previewed, Some(Previewed::Previewed));
    let data = gangway.data();
    assert_eq!(records(&data), crm, "{mode:?}");
    assert_reachable(&data);
}

#[test]
fn an_import_leaves_what_a_sequential_one_leaves() {
    for mode in MODES {
        let gangway = prepared();
        gangway.start("J2", FILE, mode);
        gangway.run();
        check(&gangway, mode);
    }
}

#[test]
fn every_message_may_be_delivered_twice() {
    for mode in MODES {
        let gangway = prepared();
        gangway.start("J2", FILE, mode);
        gangway.run_by(|message| {
            gangway.deliver(message)?;
            gangway.deliver(message)
        });
        check(&gangway, mode);
    }
}

#[test]
fn a_message_that_comes_after_the_end_changes_nothing() {
    for mode in MODES {
        let gangway = prepared();
        gangway.start("J2", FILE, mode);
        let messages = std::cell::RefCell::new(Vec::new());
        gangway.run_by(|message| {
            messages.borrow_mut().push(message.clone());
            gangway.deliver(message)
        });
        let before = gangway.data();
        assert_eq!(messages.borrow().len(), 3, "plan, one bucket, finish");
        for message in messages.borrow().iter() {
            gangway.deliver(message).expect("handled");
        }
        assert_eq!(gangway.data(), before);
        assert_eq!(gangway.world.take_message(), None);
    }
}

#[test]
fn a_buckets_message_that_comes_before_planning_has_ended_changes_nothing() {
    let gangway = prepared();
    gangway.start("J2", FILE, DuplicateMode::Skip);
    let plan = gangway.world.take_message().expect("a plan");
    let is_there = |_, errand: &'static str, when| errand == "change_job" && when == When::Before;
    let mut changes = 0;
    gangway.world.set_fault(Box::new(move |number, errand, when| {
        changes += u32::from(is_there(number, errand, when));
        changes == 2
    }));
    gangway.deliver(&plan).expect_err("the worker ends before the job runs");
    gangway.world.revive();
    let before = gangway.data();
    assert!(before.ledger.contains_key(&(job_id("J2"), 0)), "the bucket is there to be taken");
    let message = BucketMessage { tenant: gangway.tenant.clone(), job: job_id("J2"), bucket: 0 };
    gangway.deliver(&Message::Bucket(message)).expect("handled");
    assert_eq!(gangway.data(), before);
}

#[test]
fn a_bucket_that_does_not_get_through_in_time_is_passed_on() {
    let gangway = prepared();
    gangway.start("J2", FILE, DuplicateMode::Update);
    let plan = gangway.world.take_message().expect("a plan");
    gangway.deliver(&plan).expect("planned");
    let bucket = gangway.world.take_message().expect("a bucket");
    gangway.deliver_until(&bucket, 1).expect("passed on");
    assert!(matches!(gangway.world.take_message(), Some(Message::Bucket(_))));
    gangway.deliver(&bucket).expect("written");
    gangway.run();
    check(&gangway, DuplicateMode::Update);
}

#[test]
fn a_bucket_that_is_held_is_left_to_its_holder() {
    let gangway = prepared();
    gangway.start("J2", FILE, DuplicateMode::Skip);
    let plan = gangway.world.take_message().expect("a plan");
    gangway.deliver(&plan).expect("planned");
    let bucket = gangway.world.take_message().expect("a bucket");
    // The holder is gone after its lease was taken, and the lease still runs.
    gangway.world.set_fault(Box::new(|_, errand, _| errand == "read_manifest"));
    gangway.deliver(&bucket).expect_err("the worker is gone");
    gangway.world.revive();
    let before = gangway.data();
    gangway.deliver(&bucket).expect("left alone");
    assert_eq!(gangway.data(), before);
}

#[test]
fn the_result_files_hold_every_row_once_in_file_order_and_run_no_formula() {
    let gangway = prepared();
    gangway.start("J2", FILE, DuplicateMode::Skip);
    gangway.run();
    let success = gangway.result("J2", FILE_SUCCESS);
    let failed = gangway.result("J2", FileKind::Failed);
    let rows = |text: &str, column: usize| -> Vec<String> {
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        reader.records().map(|it| it.expect("a row")[column].to_owned()).collect()
    };
    assert_eq!(rows(&success, 6), ["2", "3", "5", "6", "8", "9", "10", "11"]);
    let outcomes = rows(&success, 7);
    assert_eq!(
        outcomes,
        ["created", "skipped", "skipped", "created", "created", "created", "skipped", "skipped"]
    );
    assert_eq!(rows(&failed, 6), ["4"]);
    assert!(
        failed.starts_with(
            "\u{feff}Email,First Name,Last Name,Phone,Company,City,Row (Gangway),Reason (Gangway),\
            Import J2 (Gangway)\r\n"
        ),
        "{failed}"
    );
    assert!(rows(&failed, 7)[0].contains("Email"), "{failed}");
    assert!(success.contains("'=1+1"), "{success}");
    assert!(success.contains("\"a, b\""), "{success}");
}

const FILE_SUCCESS: FileKind = FileKind::Success;
