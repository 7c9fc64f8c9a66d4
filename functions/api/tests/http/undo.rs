//! Undo: who may, when, and that asking twice undoes once.

use gangway_contract::{Job, JobKind, JobStatus};
use gangway_ports::memory::Message;

use crate::client::{Client, world};

/// An import of Ada's that ended like this at this time.
async fn ended(ada: &Client, status: JobStatus, created: u32, at: &str) -> String {
    let id = ada.uploaded().await;
    let tenant = ada.tenant();
    let change = gangway_ports::JobChange {
        to: Some(status),
        started_at: Some(at.to_owned()),
        finished_at: Some(at.to_owned()),
        counts: Some(gangway_contract::JobCounts {
            rows: created,
            created,
            ..gangway_contract::JobCounts::default()
        }),
        ..gangway_ports::JobChange::default()
    };
    gangway_ports::ChangeJob::change_job(&tenant, &id, &change).await.expect("changed");
    id.to_string()
}

#[tokio::test]
async fn an_ended_import_is_undone_once_however_often_it_is_asked() {
    let world = world();
    let ada = Client::ada(&world);
    let now = gangway_ports::Clock::now(&world).rfc3339();
    let id = ended(&ada, JobStatus::Completed, 2, &now).await;
    let path = format!("/imports/{id}/undo");
    let undo: Job = ada.post(&path, &()).await.ok();
    assert_eq!((undo.kind, undo.status), (JobKind::Undo, JobStatus::Queued));
    assert_eq!(undo.undoes.as_ref().map(ToString::to_string), Some(id));
    assert!(matches!(world.take_message(), Some(Message::Bucket(it)) if it.job == undo.id));
    let again: Job = ada.post(&path, &()).await.ok();
    assert_eq!(again.id, undo.id);
    assert_eq!(world.take_message(), None, "one undo, one message");
    ada.post(&format!("/imports/{}/undo", undo.id), &()).await.is_problem(409, "no_import");
}

#[tokio::test]
async fn what_runs_wrote_nothing_or_ended_long_ago_is_not_undone() {
    let world = world();
    let ada = Client::ada(&world);
    let now = gangway_ports::Clock::now(&world).rfc3339();
    let runs = ended(&ada, JobStatus::Running, 2, &now).await;
    ada.post(&format!("/imports/{runs}/undo"), &()).await.is_problem(409, "still_running");
    let nothing = ended(&ada, JobStatus::Cancelled, 0, &now).await;
    ada.post(&format!("/imports/{nothing}/undo"), &()).await.is_problem(409, "nothing_written");
    let old = ended(&ada, JobStatus::Completed, 2, "2001-01-01T00:00:00.000Z").await;
    ada.post(&format!("/imports/{old}/undo"), &()).await.is_problem(409, "too_late");
}

#[tokio::test]
async fn undoing_needs_its_right() {
    let world = world();
    let id = {
        let now = gangway_ports::Clock::now(&world).rfc3339();
        ended(&Client::ada(&world), JobStatus::Completed, 2, &now).await
    };
    let tom = Client::new(&world, "acme", "ada", "all", "import update");
    tom.post(&format!("/imports/{id}/undo"), &()).await.is_problem(403, "forbidden");
}
