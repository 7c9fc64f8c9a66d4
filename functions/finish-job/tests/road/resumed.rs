//! What a cancel or a dead bucket left is run again: just those rows, and the end is that of an import that nobody
//! disturbed.

use gangway_contract::{DuplicateMode, FileKind, JobStatus, LedgerState};
use gangway_ports::memory::{Message, When};
use write_records::Pace;

use crate::delivered::{MODES, check, prepared};
use crate::oracle::FILE;
use crate::world::{Gangway, job_id, records};

const FILES: [FileKind; 2] = [FileKind::Failed, FileKind::Success];

/// Small buckets and steps of one group, planned and not yet written.
fn planned(mode: DuplicateMode) -> (Gangway, Vec<Message>) {
    let mut gangway = prepared();
    gangway.sizes.rows = 3;
    gangway.steps = Pace { step: 1, margin: 25, ..Pace::default() };
    gangway.start("J2", FILE, mode);
    let plan = gangway.world.take_message().expect("a plan");
    gangway.deliver(&plan).expect("planned");
    let buckets: Vec<Message> = std::iter::from_fn(|| gangway.world.take_message()).collect();
    assert!(buckets.len() > 1, "several buckets");
    (gangway, buckets)
}

/// One bucket is written, one ends after some calls, and the job is cancelled.
fn cancelled_at(mode: DuplicateMode, call: u32) -> Gangway {
    let (gangway, mut buckets) = planned(mode);
    let last = buckets.pop().expect("a bucket");
    gangway.deliver(&buckets.pop().expect("a bucket")).expect("written");
    gangway.end_worker_at(call, When::After);
    let _may_have_ended = gangway.deliver(&last);
    gangway.world.revive();
    gangway.wait(200);
    gangway.cancel("J2");
    gangway.run();
    assert_eq!(gangway.job("J2").status, JobStatus::Cancelled);
    gangway
}

fn undisturbed(mode: DuplicateMode) -> [String; 2] {
    let (gangway, buckets) = planned(mode);
    for bucket in &buckets {
        gangway.deliver(bucket).expect("written");
    }
    gangway.run();
    FILES.map(|kind| gangway.result("J2", kind))
}

#[track_caller]
fn is_as_undisturbed(gangway: &Gangway, mode: DuplicateMode, expected: &[String; 2]) {
    check(gangway, mode);
    assert_eq!(&FILES.map(|kind| gangway.result("J2", kind)), expected);
    let kinds: Vec<FileKind> = gangway.job("J2").files.iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [FileKind::Source, FileKind::Failed, FileKind::Success]);
}

#[test]
fn whatever_was_written_before_a_cancel_the_rest_is_written_once() {
    for mode in MODES {
        let expected = undisturbed(mode);
        let mut left = Vec::new();
        for call in 0..40 {
            let gangway = cancelled_at(mode, call);
            left.push(gangway.job("J2").counts.unprocessed);
            if *left.last().expect("a number") == 0 {
                assert!(!gangway.resume("J2"), "nothing is left");
                continue;
            }
            assert!(gangway.resume("J2"));
            let job = gangway.job("J2");
            assert_eq!((job.status, job.finished_at), (JobStatus::Running, None));
            gangway.run();
            is_as_undisturbed(&gangway, mode, &expected);
        }
        assert!(left.first() > left.last(), "{left:?}");
    }
}

#[test]
fn every_message_of_a_rerun_may_come_twice_and_old_ones_may_come_late() {
    for mode in MODES {
        let (gangway, buckets) = planned(mode);
        gangway.cancel("J2");
        for bucket in &buckets {
            gangway.deliver(bucket).expect("stopped");
        }
        gangway.run();
        assert_eq!(gangway.job("J2").counts.unprocessed, 8);
        assert!(gangway.resume("J2"));
        gangway.run_by(|message| {
            buckets.iter().try_for_each(|old| gangway.deliver(old))?;
            gangway.deliver(message)?;
            gangway.deliver(message)
        });
        is_as_undisturbed(&gangway, mode, &undisturbed(mode));
        let before = gangway.data();
        for old in &buckets {
            gangway.deliver(old).expect("nothing is left to do");
        }
        assert_eq!(gangway.data(), before);
    }
}

#[test]
fn a_rerun_may_be_killed_between_any_two_calls() {
    let mode = DuplicateMode::Update;
    let expected = undisturbed(mode);
    let rerun = |end: Option<u32>| {
        let gangway = cancelled_at(mode, 25);
        assert!(gangway.resume("J2"));
        gangway
            .world
            .set_fault(Box::new(move |number, _, when| Some(number) == end && when == When::After));
        gangway.run();
        is_as_undisturbed(&gangway, mode, &expected);
        gangway.world.calls()
    };
    let calls = rerun(None);
    assert!(calls > 30, "the rerun has {calls} calls");
    for call in 0..calls {
        assert!(rerun(Some(call)) > 0);
    }
}

#[test]
fn the_buckets_of_a_rerun_are_found_by_the_watchdog_if_their_messages_are_lost() {
    let gangway = cancelled_at(DuplicateMode::Skip, 10);
    assert!(gangway.resume("J2"));
    while gangway.world.take_message().is_some() {}
    gangway.run();
    is_as_undisturbed(&gangway, DuplicateMode::Skip, &undisturbed(DuplicateMode::Skip));
}

#[test]
fn a_dead_bucket_is_run_again_alone_and_may_die_again() {
    let mode = DuplicateMode::Update;
    let (gangway, mut buckets) = planned(mode);
    let dead = buckets.pop().expect("a bucket");
    gangway.bury(dead.clone()).expect("buried");
    for bucket in &buckets {
        gangway.deliver(bucket).expect("written");
    }
    gangway.run();
    let job = gangway.job("J2");
    assert_eq!(job.status, JobStatus::CompletedWithErrors);
    let left = job.counts.unprocessed;
    assert!(left > 0 && job.counts.add_up(), "{job:?}");
    let written = gangway.data().effects.len();

    assert!(gangway.resume("J2"));
    let again = gangway.world.take_message().expect("a bucket");
    assert_eq!(again, dead, "only the bucket with left rows runs");
    assert_eq!(gangway.world.take_message(), None);
    gangway.bury(again).expect("not opened yet, so left to the watchdog");
    let entry = |gangway: &Gangway| {
        let data = gangway.data();
        data.ledger.values().find(|it| it.counts.unprocessed > 0).cloned()
    };
    assert_eq!(entry(&gangway).expect("the bucket").state, LedgerState::Failed);
    gangway.world.set_fault(Box::new(|_, errand, _| errand == "read_users"));
    gangway.deliver(&dead).expect_err("the worker is gone");
    gangway.world.revive();
    gangway.wait(200);
    gangway.bury(dead).expect("buried again");
    gangway.run();
    let job = gangway.job("J2");
    assert_eq!((job.status, job.counts.unprocessed), (JobStatus::CompletedWithErrors, left));
    assert_eq!(gangway.data().effects.len(), written, "nothing was written in between");

    assert!(gangway.resume("J2"));
    gangway.run();
    is_as_undisturbed(&gangway, mode, &undisturbed(mode));
}

#[test]
fn a_rerun_may_be_cancelled_and_what_it_settled_stays_settled() {
    let mode = DuplicateMode::Skip;
    let gangway = cancelled_at(mode, 0);
    let mut left = gangway.job("J2").counts.unprocessed;
    while gangway.resume("J2") {
        // Each rerun saves one step.
        let bucket = gangway.world.take_message().expect("a bucket");
        let mut saved = 0;
        gangway.world.set_fault(Box::new(move |_, errand, when| {
            saved += u32::from(errand == "save_ledger" && when == When::After);
            saved == 1
        }));
        gangway.deliver(&bucket).expect_err("the worker is gone");
        gangway.world.revive();
        gangway.wait(200);
        gangway.cancel("J2");
        gangway.run();
        let job = gangway.job("J2");
        assert!(job.counts.add_up() && job.counts.unprocessed < left, "{left} of {job:?}");
        left = job.counts.unprocessed;
    }
    assert_eq!(left, 0);
    assert_eq!(FILES.map(|kind| gangway.result("J2", kind)), undisturbed(mode));
}

#[test]
fn a_person_who_asks_twice_lets_it_run_once_and_an_undone_import_never_runs_again() {
    let gangway = cancelled_at(DuplicateMode::Skip, 10);
    let before = gangway.data().jobs[&job_id("J2")].clone();
    assert!(gangway.resume("J2"));
    let world = gangway_ports::ForTenant::for_tenant(&gangway.world, &gangway.tenant);
    let again = futures::executor::block_on(gangway_write::run_again(&world, &before));
    assert_eq!(again.expect("asked"), None, "whoever saw it before is too late");
    gangway.run();

    let gangway = cancelled_at(DuplicateMode::Skip, 10);
    let known = records(&gangway.data());
    gangway.world.with(&gangway.tenant, |data| {
        data.jobs.get_mut(&job_id("J2")).expect("the job").job.undone = true;
    });
    assert!(!gangway.resume("J2"));
    assert_eq!(records(&gangway.data()), known);
}

#[test]
fn the_progress_of_a_rerun_begins_with_what_is_settled_and_never_goes_back() {
    let gangway = cancelled_at(DuplicateMode::Update, 25);
    let settled = gangway.job("J2").counts.settled().done();
    assert!(gangway.resume("J2"));
    let mut last = settled;
    let mut look = || {
        let data = gangway.data();
        let item = data.jobs[&job_id("J2")].clone();
        let all = data.ledger.iter().filter(|it| it.0.0 == job_id("J2") && it.0.1 < 512);
        let ledger: Vec<_> = all.map(|it| it.1.clone()).collect();
        let counts =
            if item.job.status.is_terminal() { item.job.counts } else { item.progress(&ledger) };
        assert!(counts.done() >= last && counts.done() <= counts.rows, "{last}, then {counts:?}");
        last = counts.done();
    };
    look();
    gangway.run_by(|message| {
        let delivered = gangway.deliver(message);
        look();
        delivered
    });
    assert_eq!(last, 9);
}
