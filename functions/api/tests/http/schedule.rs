//! Putting an import off: which times are taken, who changes them, and until when.

use gangway_contract::api::StartImport;
use gangway_contract::{Job, JobCounts, JobStatus, LedgerEntry};
use gangway_ports::memory::Message;
use gangway_ports::{ChangeJob, Clock, JobChange, OpenLedger};
use serde_json::{Value, json};

use crate::client::{Client, EVERYTHING, world};

/// An import of Ada's that was started, to write in an hour.
async fn put_off(ada: &Client) -> Job {
    let id = ada.uploaded().await;
    let at = Some(ada.world.now().plus_seconds(3_600).rfc3339());
    let start = StartImport { at, ..ada.start() };
    ada.post(&format!("/imports/{id}/start"), &start).await.ok()
}

/// The same, planned into two buckets.
async fn planned(ada: &Client) -> Job {
    let job = put_off(ada).await;
    let tenant = ada.tenant();
    let entries = [LedgerEntry::open(0), LedgerEntry::open(1)];
    tenant.open_ledger(&job.id, &entries).await.expect("opened");
    for to in [JobStatus::Planning, JobStatus::Scheduled] {
        let change = JobChange {
            counts: Some(JobCounts { rows: 2, ..JobCounts::default() }),
            buckets: Some(2),
            to: Some(to),
            ..JobChange::default()
        };
        tenant.change_job(&job.id, &change).await.expect("changed");
    }
    while ada.world.take_message().is_some() {}
    job
}

fn buckets(ada: &Client) -> Vec<u32> {
    let messages = std::iter::from_fn(|| ada.world.take_message());
    messages
        .filter_map(|it| match it {
            Message::Bucket(message) => Some(message.bucket),
            _ => None,
        })
        .collect()
}

#[tokio::test]
async fn a_started_import_keeps_its_time_and_starting_twice_starts_once() {
    let ada = Client::ada(&world());
    let job = put_off(&ada).await;
    assert_eq!(job.at, Some(ada.world.now().plus_seconds(3_600).rfc3339()));
    assert!(matches!(ada.world.take_message(), Some(Message::Plan(it)) if it.job == job.id));
    let start = StartImport { at: job.at.clone(), ..ada.start() };
    ada.world.set_now(ada.world.now().plus_seconds(7_200));
    let again: Job = ada.post(&format!("/imports/{}/start", job.id), &start).await.ok();
    assert_eq!(again.at, job.at, "an answer that was lost is asked for again after its time, too");
}

#[tokio::test]
async fn a_time_has_an_offset_and_lies_within_a_week() {
    let ada = Client::ada(&world());
    let id = ada.uploaded().await;
    let path = format!("/imports/{id}/start");
    let now = ada.world.now();
    let past = now.rfc3339();
    let far = now.plus_seconds(8 * 24 * 3_600).rfc3339();
    for at in ["tomorrow", "2026-11-28T01:30:00", &past, &far] {
        let start = StartImport { at: Some(at.to_owned()), ..ada.start() };
        ada.post(&path, &start).await.is_problem(422, "invalid");
    }
    // One hour and ten seconds from then, as a clock in Berlin shows it.
    let start = StartImport { at: Some("2026-11-22T15:00:10+01:00".to_owned()), ..ada.start() };
    ada.world.set_now(gangway_ports::Moment::parse("2026-11-22T13:00:00Z").expect("a moment"));
    let job: Job = ada.post(&path, &start).await.ok();
    assert_eq!(job.at.as_deref(), Some("2026-11-22T14:00:10.000Z"));
}

#[tokio::test]
async fn a_time_is_changed_and_taken_away_until_the_import_writes() {
    let ada = Client::ada(&world());
    let job = planned(&ada).await;
    let path = format!("/imports/{}/schedule", job.id);
    let later = ada.world.now().plus_seconds(7_200).rfc3339();
    for _ in 0..2 {
        let moved: Job = ada.put(&path, &json!({ "at": later })).await.ok();
        assert_eq!((moved.status, moved.at), (JobStatus::Scheduled, Some(later.clone())));
    }
    let seen: Value = ada.get("/jobs").await.ok();
    assert_eq!(seen["items"][0]["at"], later.as_str(), "the list shows it");
    assert!(buckets(&ada).is_empty(), "it waits");
    let begun: Job = ada.send("DELETE", &path, &[], None).await.ok();
    assert_eq!(begun.status, JobStatus::Running);
    assert_eq!(buckets(&ada), [0, 1]);
    ada.send("DELETE", &path, &[], None).await.is_problem(409, "too_late");
    ada.put(&path, &json!({ "at": later })).await.is_problem(409, "too_late");
    assert!(buckets(&ada).is_empty(), "it was begun once");
}

#[tokio::test]
async fn an_import_that_waits_is_cancelled_by_those_who_would_have_written_it() {
    let ada = Client::ada(&world());
    let job = planned(&ada).await;
    let path = format!("/jobs/{}/cancel", job.id);
    let cancelled: Job = ada.post(&path, &()).await.ok();
    assert_eq!(cancelled.status, JobStatus::Cancelling);
    assert_eq!(buckets(&ada), [0, 1], "each tells of the rows that it leaves");
    let again: Job = ada.post(&path, &()).await.ok();
    assert_eq!(again.status, JobStatus::Cancelling);
}

#[tokio::test]
async fn what_was_not_started_has_no_time_and_nobody_moves_other_peoples_imports() {
    let world = world();
    let ada = Client::ada(&world);
    let body = json!({ "at": world.now().plus_seconds(60).rfc3339() });
    let draft = ada.uploaded().await;
    ada.put(&format!("/imports/{draft}/schedule"), &body).await.is_problem(409, "not_started");
    let path = format!("/imports/{}/schedule", put_off(&ada).await.id);
    ada.put(&path, &json!({ "at": "soon" })).await.is_problem(422, "invalid");
    let tom = Client::new(&world, "acme", "tom", "all", "import see_others_jobs");
    tom.put(&path, &body).await.is_problem(403, "forbidden");
    tom.send("DELETE", &path, &[], None).await.is_problem(403, "forbidden");
    let stranger = Client::new(&world, "other", "ada", "all", EVERYTHING);
    stranger.put(&path, &body).await.is_problem(404, "not_found");
    let boss = Client::new(&world, "acme", "eve", "all", EVERYTHING);
    assert_eq!(boss.put(&path, &body).await.status, 200);
}
