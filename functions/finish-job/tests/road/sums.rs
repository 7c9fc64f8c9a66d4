//! `rows = created + updated + unchanged + skipped + failed + unprocessed`, counted twice: by the ledger and by the
//! rows of the result files. A job for which it does not hold is broken, and says so.

use gangway_contract::{
    DuplicateMode, Job, JobCounts, JobStatus, OutcomeRow, RefusalCode, WriteOutcome,
};
use gangway_ports::memory::{Message, TenantData};
use gangway_ports::{read_lines, write_lines};

use crate::delivered::prepared;
use crate::oracle::FILE;
use crate::world::{Gangway, job_id};

/// Written to the end, harmed, and finished.
fn harmed(harm: impl FnOnce(&mut TenantData)) -> Job {
    let gangway = prepared();
    gangway.start("J2", FILE, DuplicateMode::Update);
    finish_harmed(&gangway, harm);
    gangway.job("J2")
}

fn finish_harmed(gangway: &Gangway, harm: impl FnOnce(&mut TenantData)) {
    let finish = loop {
        let message = gangway.world.take_message().expect("a message");
        if matches!(message, Message::Finish(_)) {
            break message;
        }
        gangway.deliver(&message).expect("handled");
    };
    gangway.world.with(&gangway.tenant, harm);
    gangway.deliver(&finish).expect("finished");
}

#[track_caller]
fn is_broken(job: &Job) {
    assert_eq!(job.status, JobStatus::Failed, "{job:?}");
    let refusal = job.refusal.as_ref().expect("a reason");
    assert_eq!(refusal.code, RefusalCode::CountsDiffer);
    assert!(refusal.message.contains("do not add up"), "{refusal:?}");
    assert!(!job.files.is_empty(), "what there is can still be looked at");
}

fn outcomes(data: &mut TenantData, change: impl FnOnce(&mut Vec<OutcomeRow>)) {
    let bytes = data.objects.get_mut("J2/outcomes/0-00000").expect("the bucket's outcomes");
    let mut rows: Vec<OutcomeRow> = read_lines(bytes).expect("rows");
    change(&mut rows);
    *bytes = write_lines(&rows).expect("lines");
}

fn counts(data: &mut TenantData, change: impl FnOnce(&mut JobCounts)) {
    change(&mut data.ledger.get_mut(&(job_id("J2"), 0)).expect("the bucket").counts);
}

#[test]
fn an_unharmed_job_is_sound() {
    let job = harmed(|_| {});
    assert_eq!(job.status, JobStatus::CompletedWithErrors);
    assert!(job.counts.add_up() && job.refusal.is_none(), "{job:?}");
}

#[test]
fn a_ledger_that_does_not_add_up_breaks_its_job() {
    is_broken(&harmed(|data| counts(data, |it| it.created += 1)));
    is_broken(&harmed(|data| counts(data, |it| it.updated -= 1)));
}

#[test]
fn a_ledger_that_adds_up_and_says_something_else_than_the_files_breaks_its_job() {
    is_broken(&harmed(|data| {
        counts(data, |it| {
            it.created += 1;
            it.updated -= 1;
        });
    }));
}

#[test]
fn a_lost_a_doubled_or_a_changed_row_breaks_its_job() {
    is_broken(&harmed(|data| outcomes(data, |rows| rows.truncate(rows.len() - 1))));
    is_broken(&harmed(|data| outcomes(data, |rows| rows.push(rows[0].clone()))));
    is_broken(&harmed(|data| {
        outcomes(data, |rows| rows[0].outcome = WriteOutcome::Unprocessed);
    }));
    // As many rows as there should be, and of the outcomes that there should be: one came twice, and one never.
    is_broken(&harmed(|data| {
        outcomes(data, |rows| {
            let same = |at: &usize| rows[*at].outcome == rows[at + 1].outcome;
            let at = (0..rows.len() - 1).find(same).expect("two rows of one outcome");
            rows[at + 1] = rows[at].clone();
        });
    }));
}

#[test]
fn a_lost_row_that_failed_the_check_breaks_its_job() {
    is_broken(&harmed(|data| {
        data.objects.get_mut("J2/failed/0").expect("the failed row").clear();
    }));
}
