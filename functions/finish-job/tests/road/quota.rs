//! What a tenant may import, at the doors where nobody waits for an answer: rows, and places among the jobs that run.

use gangway_contract::{DuplicateMode, JobStatus, QuotaException, RefusalCode};

use crate::oracle::FILE;
use crate::world::Gangway;

fn limited(exception: QuotaException) -> Gangway {
    let gangway = Gangway::new();
    gangway.world.with(&gangway.tenant, |data| data.quota = exception);
    gangway
}

/// Every message is delivered twice.
fn run(gangway: &Gangway) {
    gangway.run_by(|message| gangway.deliver(message).and_then(|()| gangway.deliver(message)));
}

fn rows() -> u32 {
    let gangway = Gangway::new();
    gangway.start("J1", FILE, DuplicateMode::Update);
    gangway.run();
    gangway.job("J1").counts.rows
}

#[test]
fn a_file_with_more_rows_than_a_job_may_have_writes_none_and_says_why() {
    let rows = rows();
    let gangway =
        limited(QuotaException { rows_a_job: Some(rows - 1), ..QuotaException::default() });
    gangway.start("J1", FILE, DuplicateMode::Update);
    run(&gangway);
    let job = gangway.job("J1");
    let refusal = job.refusal.expect("a reason");
    assert_eq!((job.status, refusal.code), (JobStatus::Failed, RefusalCode::LimitExceeded));
    assert!(refusal.message.contains(&format!("{rows} rows")), "{}", refusal.message);
    assert!(gangway.data().records.is_empty());
}

#[test]
fn rows_of_a_day_are_counted_once_however_often_a_file_is_planned() {
    let rows = rows();
    let most = Some(2 * rows);
    let gangway = limited(QuotaException { rows_a_day: most, ..QuotaException::default() });
    for job in ["J1", "J2", "J3"] {
        gangway.start(job, FILE, DuplicateMode::Update);
        run(&gangway);
    }
    assert!(["J1", "J2"].iter().all(|it| gangway.job(it).refusal.is_none()));
    let refusal = gangway.job("J3").refusal.expect("a reason");
    assert_eq!(refusal.code, RefusalCode::LimitExceeded);
    assert!(refusal.message.contains("tomorrow"), "{}", refusal.message);
}

#[test]
fn what_finds_no_place_waits_until_somebody_has_ended_and_is_imported_then() {
    let gangway = limited(QuotaException { jobs_at_once: Some(1), ..QuotaException::default() });
    for job in ["J1", "J2", "J3"] {
        gangway.start(job, FILE, DuplicateMode::Update);
    }
    let mut most = 0;
    gangway.run_by(|message| {
        gangway.deliver(message)?;
        let jobs = gangway.data().jobs;
        let runs = |it: JobStatus| matches!(it, JobStatus::Planning | JobStatus::Running);
        most = most.max(jobs.values().filter(|it| runs(it.job.status)).count());
        gangway.deliver(message)
    });
    assert_eq!(most, 1, "one after another");
    for job in ["J1", "J2", "J3"] {
        assert_eq!(gangway.job(job).status, JobStatus::CompletedWithErrors, "{job}");
    }
}
