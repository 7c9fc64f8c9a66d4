//! Stopped by a person, or given up.

use finish_job::{Dead, bury};
use futures::executor::block_on;
use gangway_contract::{DuplicateMode, FileKind, JobStatus, LedgerState};
use gangway_ports::Clock;
use gangway_ports::memory::Message;

use crate::delivered::{check, prepared};
use crate::oracle::FILE;
use crate::world::{Gangway, job_id, records};

fn planned() -> (Gangway, Message) {
    let gangway = prepared();
    gangway.start("J2", FILE, DuplicateMode::Update);
    let plan = gangway.world.take_message().expect("a plan");
    gangway.deliver(&plan).expect("planned");
    let bucket = gangway.world.take_message().expect("a bucket");
    (gangway, bucket)
}

#[track_caller]
fn is_untouched(gangway: &Gangway, status: JobStatus) {
    let job = gangway.job("J2");
    assert_eq!(job.status, status);
    assert!(job.counts.add_up(), "{:?}", job.counts);
    assert_eq!((job.counts.rows, job.counts.failed, job.counts.unprocessed), (9, 1, 8));
    assert_eq!(records(&gangway.data()).len(), 3, "nothing was written");
    assert_eq!(gangway.result("J2", FileKind::Unprocessed).lines().count(), 9);
}

#[test]
fn a_cancelled_job_writes_nothing_more_and_counts_what_it_left() {
    let (gangway, bucket) = planned();
    gangway.cancel("J2");
    gangway.deliver(&bucket).expect("stopped");
    gangway.run();
    is_untouched(&gangway, JobStatus::Cancelled);
    let before = gangway.data();
    gangway.deliver(&bucket).expect("nothing is left to do");
    assert_eq!(gangway.data(), before);
}

#[test]
fn a_job_that_is_cancelled_while_it_is_planned_still_counts_its_rows() {
    let gangway = prepared();
    gangway.start("J2", FILE, DuplicateMode::Update);
    let plan = gangway.world.take_message().expect("a plan");
    gangway.world.set_fault(Box::new(|_, errand, _| errand == "put_manifest"));
    gangway.deliver(&plan).expect_err("the worker is gone");
    gangway.world.revive();
    gangway.cancel("J2");
    gangway.wait(200);
    gangway.deliver(&plan).expect("planned to its end");
    gangway.run();
    is_untouched(&gangway, JobStatus::Cancelled);
}

#[test]
fn a_bucket_that_was_given_up_leaves_its_rows_unprocessed() {
    let (gangway, bucket) = planned();
    let Message::Bucket(message) = bucket else { panic!("a bucket") };
    let dead = Dead::Bucket(message);
    let deadline = gangway.world.now().plus_seconds(120);
    for _ in 0..2 {
        block_on(bury(&gangway.world, &dead, deadline)).expect("buried");
    }
    gangway.run();
    is_untouched(&gangway, JobStatus::CompletedWithErrors);
    let entry = &gangway.data().ledger[&(job_id("J2"), 0)];
    assert_eq!(entry.state, LedgerState::Failed);
}

#[test]
fn a_bucket_that_somebody_holds_is_not_given_up() {
    let (gangway, bucket) = planned();
    gangway.world.set_fault(Box::new(|_, errand, _| errand == "read_users"));
    gangway.deliver(&bucket).expect_err("the worker is gone");
    gangway.world.revive();
    let Message::Bucket(message) = bucket else { panic!("a bucket") };
    let deadline = gangway.world.now().plus_seconds(120);
    block_on(bury(&gangway.world, &Dead::Bucket(message), deadline)).expect("looked at");
    gangway.wait(200);
    gangway.run();
    check(&gangway, DuplicateMode::Update);
}
