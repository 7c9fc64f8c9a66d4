//! Planned at Start, written when its time has come: every message twice, the watchdog as often as it likes.

use finish_job::{Patience, watch};
use futures::executor::block_on;
use gangway_contract::api::StartImport;
use gangway_contract::{DuplicateMode, FileKind, JobStatus};
use gangway_ports::memory::Message;
use gangway_ports::{ChangeJob, Clock, ForTenant, JobChange};
use gangway_write::send_buckets;

use crate::delivered::{check, prepared};
use crate::oracle::FILE;
use crate::world::{Gangway, job_id, plan, records};

const HOUR: u32 = 3_600;

/// An import that writes in an hour, planned by a message that came twice.
fn planned() -> Gangway {
    let gangway = prepared();
    let (plan, receipt) = plan(FILE, DuplicateMode::Update);
    let at = gangway.world.now().plus_seconds(HOUR).rfc3339();
    let start = StartImport {
        plan,
        receipt: Some(receipt),
        corrections: None,
        test: None,
        at: Some(at.clone()),
    };
    gangway.start_with("J2", FILE.as_bytes(), &start);
    change(&gangway, &JobChange { at: Some(at), ..JobChange::default() });
    let message = gangway.world.take_message().expect("a plan");
    for _ in 0..2 {
        gangway.deliver(&message).expect("planned");
    }
    gangway
}

fn change(gangway: &Gangway, change: &JobChange) {
    let world = gangway.world.for_tenant(&gangway.tenant);
    block_on(world.change_job(&job_id("J2"), change)).expect("changed");
}

fn watched(gangway: &Gangway) {
    block_on(watch(&gangway.world, &Patience::default())).expect("watched");
}

#[track_caller]
fn is_waiting(gangway: &Gangway) {
    watched(gangway);
    let job = gangway.job("J2");
    assert_eq!(job.status, JobStatus::Scheduled);
    assert_eq!((job.counts.rows, job.counts.failed), (9, 1), "it was planned");
    assert_eq!(gangway.world.take_message(), None, "nobody is sent");
    assert_eq!(records(&gangway.data()).len(), 3, "nothing was written");
}

#[test]
fn what_is_put_off_is_planned_at_once_and_written_when_its_time_has_come() {
    let gangway = planned();
    is_waiting(&gangway);
    gangway.wait(HOUR - 1);
    is_waiting(&gangway);
    gangway.wait(1);
    watched(&gangway);
    assert_eq!(gangway.job("J2").status, JobStatus::Running);
    gangway.run_by(|message| gangway.deliver(message).and_then(|()| gangway.deliver(message)));
    check(&gangway, DuplicateMode::Update);
}

#[test]
fn a_time_that_comes_twice_begins_once() {
    let gangway = planned();
    gangway.wait(HOUR);
    watched(&gangway);
    watched(&gangway);
    let messages: Vec<Message> = std::iter::from_fn(|| gangway.world.take_message()).collect();
    assert!(!messages.is_empty(), "it was begun");
    for message in messages.iter().chain(&messages) {
        gangway.deliver(message).expect("written");
    }
    gangway.run();
    check(&gangway, DuplicateMode::Update);
}

#[test]
fn whoever_begins_it_and_is_lost_is_followed_by_the_watchdog() {
    let gangway = planned();
    gangway.wait(HOUR);
    gangway.world.set_fault(Box::new(|_, errand, _| errand == "queue_bucket"));
    watched(&gangway);
    gangway.world.revive();
    assert_eq!(gangway.job("J2").status, JobStatus::Running);
    gangway.run();
    check(&gangway, DuplicateMode::Update);
}

#[test]
fn a_time_that_is_moved_is_the_one_that_counts() {
    let gangway = planned();
    let later = gangway.world.now().plus_seconds(2 * HOUR).rfc3339();
    change(&gangway, &JobChange { moved_to: Some(later), ..JobChange::default() });
    gangway.wait(HOUR);
    is_waiting(&gangway);
    gangway.wait(HOUR);
    gangway.run();
    check(&gangway, DuplicateMode::Update);
}

#[test]
fn a_time_that_passes_while_the_file_is_planned_holds_nothing_up() {
    let gangway = prepared();
    gangway.start("J2", FILE, DuplicateMode::Update);
    let now = gangway.world.now().rfc3339();
    change(&gangway, &JobChange { at: Some(now), ..JobChange::default() });
    gangway.wait(1);
    let message = gangway.world.take_message().expect("a plan");
    gangway.deliver(&message).expect("planned");
    assert_eq!(gangway.job("J2").status, JobStatus::Running);
    gangway.run();
    check(&gangway, DuplicateMode::Update);
}

#[test]
fn what_is_cancelled_before_its_time_tells_of_every_row_and_writes_none() {
    let gangway = planned();
    change(&gangway, &JobChange::to(&[JobStatus::Scheduled], JobStatus::Cancelling));
    let item = gangway.data().jobs[&job_id("J2")].clone();
    let world = gangway.world.for_tenant(&gangway.tenant);
    block_on(send_buckets(&world, &item)).expect("sent");
    gangway.run_by(|message| gangway.deliver(message).and_then(|()| gangway.deliver(message)));
    let job = gangway.job("J2");
    assert_eq!(job.status, JobStatus::Cancelled);
    assert_eq!((job.counts.rows, job.counts.failed, job.counts.unprocessed), (9, 1, 8));
    assert_eq!(records(&gangway.data()).len(), 3, "nothing was written");
    assert_eq!(gangway.result("J2", FileKind::Unprocessed).lines().count(), 9);
}
