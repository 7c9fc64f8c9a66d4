//! Running again what was left: who may, when, and that asking twice runs once.

use gangway_contract::{Job, JobCounts, JobStatus, LedgerEntry, LedgerState};
use gangway_ports::memory::Message;
use gangway_ports::{ChangeJob, JobChange, OpenLedger};

use crate::client::{Client, posted_by_none_but_the_boss, world};

/// An import of Ada's with one finished and one dead bucket.
async fn ended(ada: &Client, status: JobStatus) -> String {
    let id = ada.uploaded().await;
    let tenant = ada.tenant();
    let done = JobCounts { rows: 3, created: 2, failed: 1, ..JobCounts::default() };
    let dead = JobCounts { rows: 3, created: 1, unprocessed: 2, ..JobCounts::default() };
    let entry = |bucket, state, counts| LedgerEntry { state, counts, ..LedgerEntry::open(bucket) };
    let ledger = [entry(0, LedgerState::Done, done), entry(1, LedgerState::Failed, dead)];
    tenant.open_ledger(&id, &ledger).await.expect("opened");
    let counts =
        JobCounts { rows: 7, created: 3, failed: 2, unprocessed: 2, ..JobCounts::default() };
    let change = JobChange {
        to: Some(status),
        finished_at: Some("2026-11-22T00:00:00.000Z".to_owned()),
        counts: Some(counts),
        buckets: Some(2),
        ..JobChange::default()
    };
    tenant.change_job(&id, &change).await.expect("changed");
    id.to_string()
}

#[tokio::test]
async fn what_is_left_runs_again_once_however_often_it_is_asked() {
    for status in [JobStatus::Cancelled, JobStatus::CompletedWithErrors] {
        let world = world();
        let ada = Client::ada(&world);
        let id = ended(&ada, status).await;
        let path = format!("/jobs/{id}/resume");
        let job: Job = ada.post(&path, &()).await.ok();
        assert_eq!((job.status, &job.finished_at), (JobStatus::Running, &None));
        let expected = JobCounts { rows: 7, created: 3, failed: 2, ..JobCounts::default() };
        assert_eq!(job.counts, expected, "what is settled counts, what is left does not");
        let again: Job = ada.post(&path, &()).await.ok();
        assert_eq!(again, job);
        let first = world.take_message();
        assert!(matches!(first, Some(Message::Bucket(it)) if it.job == job.id && it.bucket == 1));
        assert_eq!(world.take_message(), None, "one bucket has left rows, and one message");
    }
}

#[tokio::test]
async fn what_runs_has_nothing_left_was_undone_or_is_long_ago_does_not_run_again() {
    let world = world();
    let ada = Client::ada(&world);
    let resume = async |id: &str| ada.post(&format!("/jobs/{id}/resume"), &()).await;
    let runs = ended(&ada, JobStatus::Running).await;
    resume(&runs).await.is_problem(409, "still_running");
    let failed = ended(&ada, JobStatus::Failed).await;
    resume(&failed).await.is_problem(409, "nothing_left");
    let undone = ended(&ada, JobStatus::Cancelled).await;
    let undo: Job = ada.post(&format!("/imports/{undone}/undo"), &()).await.ok();
    assert_eq!(undo.undoes.as_ref().map(ToString::to_string).as_ref(), Some(&undone));
    resume(&undone).await.is_problem(409, "undone");
    let old = ended(&ada, JobStatus::Cancelled).await;
    world.set_now(gangway_ports::Clock::now(&world).plus_seconds(31 * 24 * 3_600));
    resume(&old).await.is_problem(409, "too_late");
}

#[tokio::test]
async fn an_import_that_runs_again_is_not_undone() {
    let world = world();
    let ada = Client::ada(&world);
    let id = ended(&ada, JobStatus::Cancelled).await;
    let _: Job = ada.post(&format!("/jobs/{id}/resume"), &()).await.ok();
    ada.post(&format!("/imports/{id}/undo"), &()).await.is_problem(409, "still_running");
}

#[tokio::test]
async fn only_who_began_a_job_or_administers_runs_it_again() {
    let world = world();
    let id = ended(&Client::ada(&world), JobStatus::Cancelled).await;
    let path = format!("/jobs/{id}/resume");
    let job = posted_by_none_but_the_boss(&world, &path).await;
    assert_eq!(job.status, JobStatus::Running);
}
