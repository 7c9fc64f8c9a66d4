//! A merge that does not end within one run: passed on, killed, delivered twice, or robbed of its uploads.

use std::fmt::Write;

use finish_job::Pace;
use gangway_contract::{DuplicateMode, FileKind, FinishMessage};
use gangway_ports::memory::{Message, When};

use crate::delivered::{check, prepared};
use crate::oracle::FILE;
use crate::world::{Gangway, job_id};

/// A cursor behind every row.
const EVERY_ROW: Pace = Pace { rows: 1, seconds: 0, margin: 25 };
/// Less than the margin: whoever looks at the clock passes the rest on.
const SHORT: u32 = 10;
const FILES: [FileKind; 3] = [FileKind::Failed, FileKind::Success, FileKind::Unprocessed];

/// Written to the end, and its finish waits.
fn written(csv: &str) -> (Gangway, Message) {
    let mut gangway = prepared();
    gangway.pace = EVERY_ROW;
    gangway.start("J2", csv, DuplicateMode::Update);
    loop {
        let message = gangway.world.take_message().expect("a message");
        if matches!(message, Message::Finish(_)) {
            return (gangway, message);
        }
        gangway.deliver(&message).expect("handled");
    }
}

fn files(gangway: &Gangway) -> [String; 3] {
    FILES.map(|kind| gangway.result("J2", kind))
}

fn undisturbed(csv: &str) -> [String; 3] {
    let gangway = prepared();
    gangway.start("J2", csv, DuplicateMode::Update);
    gangway.run();
    files(&gangway)
}

#[test]
fn a_merge_that_runs_out_of_time_is_passed_on_row_by_row_and_every_word_may_come_twice() {
    let (gangway, finish) = written(FILE);
    let mut deliveries = 0;
    let mut waiting = vec![finish];
    while let Some(message) = waiting.pop() {
        for _ in 0..2 {
            gangway.deliver_until(&message, SHORT).expect("merged on");
            deliveries += 1;
        }
        waiting.extend(std::iter::from_fn(|| gangway.world.take_message()).last());
    }
    assert!(deliveries > 9, "{deliveries} deliveries for nine rows");
    check(&gangway, DuplicateMode::Update);
    assert_eq!(files(&gangway), undisturbed(FILE));
}

#[test]
fn a_merge_may_be_killed_between_any_two_calls() {
    let undisturbed = undisturbed(FILE);
    let (gangway, finish) = written(FILE);
    gangway.world.set_fault(Box::new(|_, _, _| false));
    gangway.deliver(&finish).expect("merged");
    let calls = gangway.world.calls();
    assert!(calls > 20, "a cursor behind every row: {calls} calls");
    for call in 0..calls {
        let (gangway, finish) = written(FILE);
        gangway.end_worker_at(call, When::After);
        let killed = gangway.deliver(&finish).is_err();
        assert!(killed || call + 1 == calls, "call {call} of {calls}");
        gangway.world.revive();
        // The lease outlives the worker: a second delivery leaves the job alone until then.
        gangway.deliver(&finish).expect("left alone, or there was no lease yet");
        gangway.wait(200);
        gangway.deliver(&finish).expect("merged on");
        check(&gangway, DuplicateMode::Update);
        assert_eq!(files(&gangway), undisturbed, "ended after call {call}");
    }
}

#[test]
fn a_lost_continuation_is_sent_again_by_the_watchdog() {
    let (gangway, finish) = written(FILE);
    gangway.deliver_until(&finish, SHORT).expect("merged a row");
    gangway.world.take_message().expect("the continuation is lost");
    gangway.run();
    check(&gangway, DuplicateMode::Update);
}

#[test]
fn a_merge_whose_uploads_were_ended_by_s3_begins_anew() {
    let (gangway, finish) = written(FILE);
    for _ in 0..5 {
        gangway.deliver_until(&finish, SHORT).expect("merged a row");
    }
    gangway.world.with(&gangway.tenant, |data| {
        data.uploads.iter_mut().for_each(|it| *it = None);
        data.parts.clear();
    });
    gangway.run();
    check(&gangway, DuplicateMode::Update);
    assert_eq!(files(&gangway), undisturbed(FILE));
}

#[test]
fn a_file_of_several_parts_is_the_same_however_often_its_writing_is_passed_on() {
    let mut csv = "Email,Last Name,Notes\n".to_owned();
    for row in 0..600 {
        writeln!(csv, "p{row}@x.org,Lee,{}", format!("{row} ").repeat(8_000)).expect("a row");
    }
    let (mut gangway, finish) = written(&csv);
    gangway.pace.rows = 70;
    gangway.deliver_until(&finish, SHORT).expect("merged on");
    gangway.run_by(|message| gangway.deliver_until(message, SHORT));
    assert_eq!(gangway.job("J2").counts.created, 600);
    let success = gangway.result("J2", FileKind::Success);
    assert!(success.len() > 16 << 20, "{} bytes are three parts", success.len());
    assert_eq!(success, undisturbed(&csv)[1]);
}

#[test]
fn a_job_that_has_ended_is_not_merged_again() {
    let (gangway, finish) = written(FILE);
    gangway.deliver(&finish).expect("merged");
    let before = gangway.data();
    let message = FinishMessage { tenant: gangway.tenant.clone(), job: job_id("J2") };
    gangway.deliver(&Message::Finish(message)).expect("nothing is left to do");
    assert_eq!(gangway.data(), before);
}
