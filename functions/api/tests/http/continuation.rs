//! Going on with a test: who may, when, and that asking twice goes on once.

use gangway_contract::api::StartImport;
use gangway_contract::{Job, JobCounts, JobStatus, TestRows};
use gangway_ports::memory::Message;
use gangway_ports::{ChangeJob, JobChange};

use crate::client::{Client, posted_by_none_but_the_boss, world};

/// A test of Ada's that has ended and left rows.
async fn ended(ada: &Client, status: JobStatus, counts: JobCounts, waiting: u32) -> String {
    let id = ada.uploaded().await;
    let start = StartImport { test: Some(1), ..ada.start() };
    let job: Job = ada.post(&format!("/imports/{id}/start"), &start).await.ok();
    assert_eq!(job.test, Some(TestRows { first: 1, waiting: None }));
    while ada.world.take_message().is_some() {}
    let change = JobChange {
        to: Some(status),
        finished_at: Some("2026-11-22T00:00:00.000Z".to_owned()),
        counts: Some(counts),
        test: Some(TestRows { first: 1, waiting: Some(waiting) }),
        ..JobChange::default()
    };
    ada.tenant().change_job(&id, &change).await.expect("changed");
    id.to_string()
}

fn created(rows: u32) -> JobCounts {
    JobCounts { rows, created: rows, ..JobCounts::default() }
}

#[tokio::test]
async fn a_test_is_gone_on_with_once_however_often_it_is_asked() {
    let world = world();
    let ada = Client::ada(&world);
    let id = ended(&ada, JobStatus::Completed, created(1), 1).await;
    let path = format!("/imports/{id}/continue");
    let rest: Job = ada.post(&path, &()).await.ok();
    assert_eq!(rest.continues.as_ref().map(ToString::to_string).as_ref(), Some(&id));
    assert_eq!((rest.status, rest.test), (JobStatus::Queued, None));
    assert!(matches!(world.take_message(), Some(Message::Plan(it)) if it.job == rest.id));
    let again: Job = ada.post(&path, &()).await.ok();
    assert_eq!(again.id, rest.id);
    assert_eq!(world.take_message(), None, "one job, one message");
    let test: Job = ada.get(&format!("/jobs/{id}")).await.ok();
    assert_eq!(test.continued_by.as_ref(), Some(&rest.id));
    let settings: gangway_contract::api::ImportSettings =
        ada.get(&format!("/imports/{}", rest.id)).await.ok();
    assert!(settings.plan.is_some(), "it has the test's plan");
    let link: gangway_contract::api::Link =
        ada.get(&format!("/jobs/{}/files/source", rest.id)).await.ok();
    assert!(link.url.contains(&format!("memory:{id}/")), "it has the test's file: {}", link.url);
}

#[tokio::test]
async fn what_is_no_test_runs_was_undone_or_has_nothing_left_is_not_gone_on_with() {
    let world = world();
    let ada = Client::ada(&world);
    let go_on = async |id: &str| ada.post(&format!("/imports/{id}/continue"), &()).await;
    let whole = ada.uploaded().await;
    go_on(whole.as_str()).await.is_problem(409, "no_test");
    let runs = ended(&ada, JobStatus::Running, created(1), 1).await;
    go_on(&runs).await.is_problem(409, "still_running");
    let all = ended(&ada, JobStatus::Completed, created(2), 0).await;
    go_on(&all).await.is_problem(409, "nothing_left");
    let failed = ended(&ada, JobStatus::Failed, created(1), 1).await;
    go_on(&failed).await.is_problem(409, "test_failed");
    let left = JobCounts { rows: 2, created: 1, unprocessed: 1, ..JobCounts::default() };
    let stopped = ended(&ada, JobStatus::Cancelled, left, 1).await;
    go_on(&stopped).await.is_problem(409, "rows_left");
    let undone = ended(&ada, JobStatus::Completed, created(1), 1).await;
    let _: Job = ada.post(&format!("/imports/{undone}/undo"), &()).await.ok();
    go_on(&undone).await.is_problem(409, "undone");
    let old = ended(&ada, JobStatus::Completed, created(1), 1).await;
    world.set_now(gangway_ports::Clock::now(&world).plus_seconds(31 * 24 * 3_600));
    go_on(&old).await.is_problem(409, "too_late");
}

#[tokio::test]
async fn a_test_whose_rest_runs_is_taken_back_by_itself() {
    let world = world();
    let ada = Client::ada(&world);
    let id = ended(&ada, JobStatus::Completed, created(1), 1).await;
    let rest: Job = ada.post(&format!("/imports/{id}/continue"), &()).await.ok();
    let undo: Job = ada.post(&format!("/imports/{id}/undo"), &()).await.ok();
    assert_eq!(undo.undoes.as_ref().map(ToString::to_string), Some(id));
    let rest: Job = ada.get(&format!("/jobs/{}", rest.id)).await.ok();
    assert_eq!((rest.status, rest.undone), (JobStatus::Queued, false));
}

#[tokio::test]
async fn a_test_takes_1_to_1000_rows_and_its_rest_is_not_started_anew() {
    let world = world();
    let ada = Client::ada(&world);
    let id = ada.uploaded().await;
    for rows in [0, 1_001] {
        let start = StartImport { test: Some(rows), ..ada.start() };
        ada.post(&format!("/imports/{id}/start"), &start).await.is_problem(422, "invalid");
    }
    let id = ended(&ada, JobStatus::Completed, created(1), 1).await;
    let rest: Job = ada.post(&format!("/imports/{id}/continue"), &()).await.ok();
    let start = ada.post(&format!("/imports/{}/start", rest.id), &ada.start()).await;
    start.is_problem(409, "already_started");
}

#[tokio::test]
async fn only_who_began_a_test_or_administers_goes_on_with_it() {
    let world = world();
    let id = ended(&Client::ada(&world), JobStatus::Completed, created(1), 1).await;
    let path = format!("/imports/{id}/continue");
    let rest = posted_by_none_but_the_boss(&world, &path).await;
    assert_eq!(rest.actor.user.as_str(), "ada", "it is imported in the name of who tested");
}
