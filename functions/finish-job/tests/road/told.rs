//! What systems are told of jobs: everything that happened, at least once, under an id that stays.

use std::collections::BTreeSet;

use finish_job::{Patience, watch};
use futures::executor::block_on;
use gangway_contract::{DuplicateMode, EventKind, JobEvent, JobStatus, Webhook};
use gangway_ports::{ChangeJob, ForTenant, JobChange, ReadJob};

use crate::oracle::FILE;
use crate::world::{Gangway, job_id};

fn watched(gangway: &Gangway) {
    block_on(watch(&gangway.world, &Patience::default())).expect("watched");
}

fn told(gangway: &Gangway) -> Vec<JobEvent> {
    gangway.data().events
}

/// The events of a list without those that were told before, by what they say.
fn first(events: &[JobEvent]) -> Vec<EventKind> {
    let mut seen = BTreeSet::new();
    events.iter().filter(|it| seen.insert(it.id.clone())).map(|it| it.event).collect()
}

#[test]
fn a_job_is_told_of_from_its_creation_to_its_end_with_its_counts_and_without_its_rows() {
    let gangway = Gangway::new();
    gangway.start("J1", FILE, DuplicateMode::Update);
    watched(&gangway);
    assert_eq!(first(&told(&gangway)), [EventKind::Created]);
    gangway.run_by(|message| gangway.deliver(message).and_then(|()| gangway.deliver(message)));
    let events = told(&gangway);
    assert_eq!(first(&events), [EventKind::Created, EventKind::Started, EventKind::Completed]);
    let end = events.last().expect("an end");
    assert_eq!((end.job.as_str(), end.user.as_str()), ("J1", "ann"));
    assert_eq!(end.counts, gangway.job("J1").counts);
    assert_eq!(Some(&end.at), gangway.job("J1").finished_at.as_ref());
    let text = serde_json::to_string(&events).expect("JSON");
    assert!(!text.contains('@'), "no value of a row: {text}");
    let before = gangway.data();
    watched(&gangway);
    assert_eq!(gangway.data(), before, "nothing is owed any more");
}

#[test]
fn whoever_is_lost_while_telling_is_followed_by_the_watchdog_under_the_same_ids() {
    for (errand, times) in [("send_events", 1), ("note_told", 2)] {
        let gangway = Gangway::new();
        gangway.start("J1", FILE, DuplicateMode::Update);
        gangway.world.set_fault(Box::new(move |_, found, _| found == errand));
        while let Some(message) = gangway.world.take_message() {
            // Only the last word, that the job has ended, is told by whom the fault meets.
            let _ = gangway.deliver(&message);
        }
        gangway.world.revive();
        assert_eq!(gangway.job("J1").status, JobStatus::CompletedWithErrors, "{errand}");
        watched(&gangway);
        let events = told(&gangway);
        let ids: BTreeSet<&str> = events.iter().map(|it| it.id.as_str()).collect();
        let expected = ["J1-completed-0", "J1-created-0", "J1-started-0"];
        assert_eq!(ids, BTreeSet::from(expected), "{errand}");
        assert_eq!(events.len(), times * expected.len(), "{errand}");
        watched(&gangway);
        assert_eq!(told(&gangway), events, "{errand}: nothing is owed any more");
    }
}

#[test]
fn the_end_of_what_runs_again_is_another_event() {
    let gangway = Gangway::new();
    gangway.start("J1", FILE, DuplicateMode::Update);
    let plan = gangway.world.take_message().expect("a plan");
    gangway.deliver(&plan).expect("planned");
    gangway.cancel("J1");
    gangway.run();
    assert!(gangway.resume("J1"), "rows are left");
    gangway.run();
    let ids: Vec<String> = told(&gangway).into_iter().map(|it| it.id).collect();
    assert!(ids.contains(&"J1-cancelled-0".to_owned()), "{ids:?}");
    assert!(ids.contains(&"J1-completed-1".to_owned()), "{ids:?}");
}

#[test]
fn a_job_that_ends_while_it_is_told_of_is_told_of_again() {
    let gangway = Gangway::new();
    gangway.start("J1", FILE, DuplicateMode::Update);
    let world = gangway.world.for_tenant(&gangway.tenant);
    let item = block_on(world.read_job(&job_id("J1"))).expect("read").expect("a job");
    let end = JobChange::to(&[JobStatus::Queued], JobStatus::Cancelled);
    block_on(world.change_job(&job_id("J1"), &end)).expect("changed");
    let ids = item.owed().into_iter().map(|it| it.id).collect();
    block_on(gangway_ports::NoteTold::note_told(&world, &item, &ids)).expect("too late");
    watched(&gangway);
    assert_eq!(first(&told(&gangway)), [EventKind::Created, EventKind::Cancelled]);
}

#[test]
fn a_tenant_with_a_webhook_is_told_there_too_of_the_same_events_and_the_others_are_not() {
    let gangway = Gangway::new();
    gangway.start("J1", FILE, DuplicateMode::Update);
    watched(&gangway);
    assert!(gangway.data().webhook_queue.is_empty(), "nobody wants to be told");
    gangway.world.with(&gangway.tenant, |data| {
        data.webhook = Some(Webhook {
            url: "https://crm.example.com/hook".into(),
            secret: "01J9".into(),
            secret_since: "2026-11-27T00:00:00.000Z".into(),
            before: None,
        });
    });
    gangway.run();
    watched(&gangway);
    let queued: Vec<JobEvent> = gangway.data().webhook_queue.into_iter().collect();
    assert_eq!(first(&queued), [EventKind::Started, EventKind::Completed]);
    assert!(queued.iter().all(|it| told(&gangway).contains(it)), "{queued:?}");
}

#[test]
fn whoever_is_lost_while_webhooks_are_queued_is_followed_by_the_watchdog() {
    let gangway = Gangway::new();
    let webhook = Webhook {
        url: "https://crm.example.com/hook".into(),
        secret: "01J9".into(),
        secret_since: "2026-11-27T00:00:00.000Z".into(),
        before: None,
    };
    gangway.world.with(&gangway.tenant, |data| data.webhook = Some(webhook));
    gangway.start("J1", FILE, DuplicateMode::Update);
    gangway.world.set_fault(Box::new(move |_, found, _| found == "queue_webhooks"));
    while let Some(message) = gangway.world.take_message() {
        let _ = gangway.deliver(&message);
    }
    gangway.world.revive();
    watched(&gangway);
    let queued: Vec<JobEvent> = gangway.data().webhook_queue.into_iter().collect();
    assert_eq!(first(&queued), [EventKind::Created, EventKind::Started, EventKind::Completed]);
}
