//! A person is erased: nothing of what their records held is left in the tables, whoever crashes on the way and however
//! often it is delivered; and nothing of anybody else is touched.

use futures::executor::block_on;
use gangway_contract::{
    BucketMessage, DuplicateMode, Erasure, Job, JobItem, JobKind, JobStatus, RecordId, Slot,
};
use gangway_core::write::undo_job;
use gangway_ports::memory::When;
use gangway_ports::{Clock, CreateJob, ForTenant, QueueBuckets};

use crate::world::{Gangway, assert_reachable, job_id, leads, records};

const FIRST: &str = "Email,Last Name,City\r\nann@x.org,Lee,Rome\r\nbob@x.org,Kay,Oslo\r\n";
const THEN: &str = "Email,Last Name,City\r\nann@x.org,Lee-Marked,Turin\r\nbob@x.org,Kay,Bergen\r\n";

/// Ann and Bob, both of whom a second import has changed.
fn known() -> Gangway {
    let gangway = Gangway::new();
    gangway.start("J1", FIRST, DuplicateMode::Skip);
    gangway.run();
    gangway.start("J2", THEN, DuplicateMode::Update);
    gangway.run();
    gangway
}

fn ann(gangway: &Gangway) -> RecordId {
    let data = gangway.data();
    let live = data.records.values().filter_map(|it| it.live());
    let is_ann = |it: &&gangway_contract::RecordItem| {
        it.record.values.values().any(|it| it.to_text() == "ann@x.org")
    };
    live.into_iter().find(is_ann).expect("Ann").record.id.clone()
}

fn erase(gangway: &Gangway, records: Vec<RecordId>) {
    let world = gangway.world.for_tenant(&gangway.tenant);
    let job = Job {
        kind: JobKind::Erase,
        status: JobStatus::Queued,
        erasure: Some(Box::new(Erasure { records, held: Vec::new() })),
        ..gangway.job("J1")
    };
    let now = gangway.world.now().rfc3339();
    let job = Job { id: job_id("E1"), created_at: now, started_at: None, finished_at: None, ..job };
    let message = BucketMessage { tenant: gangway.tenant.clone(), job: job_id("E1"), bucket: 0 };
    block_on(async {
        world.create_job(&JobItem::new(job)).await.expect("created");
        world.queue_buckets(&[message]).await.expect("queued");
    });
}

fn undo(gangway: &Gangway, name: &str) {
    let world = gangway.world.for_tenant(&gangway.tenant);
    let import = gangway.job(name);
    let now = gangway.world.now().rfc3339();
    let undo = undo_job(&import, import.actor.clone(), 1, now).expect("an undo");
    let message = BucketMessage { tenant: gangway.tenant.clone(), job: undo.id.clone(), bucket: 0 };
    block_on(async {
        world.create_job(&JobItem::new(undo)).await.expect("created");
        world.queue_buckets(&[message]).await.expect("queued");
    });
}

/// Nothing of Ann is in records, journals or keys, and Bob is as he was.
fn is_forgotten(gangway: &Gangway, ann: &RecordId) {
    let data = gangway.data();
    assert_reachable(&data);
    let left = serde_json::to_string(&data.records.values().collect::<Vec<_>>()).expect("JSON");
    for value in ["ann@x.org", "Lee", "Rome", "Turin"] {
        assert!(!left.contains(value), "{value} is left: {left}");
    }
    assert!(data.heads.values().all(|it| it.record != *ann), "a key leads to nobody");
    let [bob] = &records(&data)[..] else { panic!("Bob alone: {:?}", records(&data)) };
    assert_eq!((bob["email"].as_str(), bob["city"].as_str()), ("bob@x.org", "Bergen"));
    let kept =
        data.records.values().filter(|it| matches!(it, Slot::Journal(it) if !it.before.is_empty()));
    assert_eq!(kept.count(), 1, "Bob's journal is his");
}

#[test]
fn an_erased_person_is_forgotten_however_often_it_is_delivered() {
    let gangway = known();
    let ann = ann(&gangway);
    let nobody = RecordId::parse("01KB0ZS5V1C3T9M4Y8QZ7RXWGE").expect("an id");
    erase(&gangway, vec![ann.clone(), nobody]);
    gangway.run_by(|message| {
        gangway.deliver(message)?;
        gangway.deliver(message)
    });
    is_forgotten(&gangway, &ann);
    let job = gangway.job("E1");
    assert_eq!(job.status, JobStatus::Completed);
    assert_eq!((job.counts.rows, job.counts.removed, job.counts.skipped), (2, 1, 1));
    let audit = gangway.data().audit;
    let entries: Vec<_> = audit.values().filter(|it| it.job == job.id).collect();
    assert_eq!(entries.len(), 1, "one erasure, one entry");
    assert!(entries[0].erased && entries[0].records == 1 && entries[0].export.module == leads());
}

/// How many calls an undisturbed erasure makes.
fn calls() -> u32 {
    let gangway = known();
    let ann = ann(&gangway);
    erase(&gangway, vec![ann]);
    gangway.world.set_fault(Box::new(|_, _, _| false));
    gangway.run();
    gangway.world.calls()
}

#[test]
fn an_erasure_whose_worker_ends_anywhere_is_done_by_the_next_one() {
    let calls = calls();
    assert!(calls > 10, "an erasure has {calls} calls");
    for (call, when) in (0..calls).flat_map(|it| [(it, When::Before), (it, When::After)]) {
        let gangway = known();
        let ann = ann(&gangway);
        erase(&gangway, vec![ann.clone()]);
        gangway.end_worker_at(call, when);
        gangway.run();
        is_forgotten(&gangway, &ann);
        let counts = gangway.job("E1").counts;
        assert_eq!((counts.rows, counts.removed), (1, 1), "ended at {call}");
    }
}

#[test]
fn an_import_that_made_or_changed_an_erased_person_is_taken_back_without_them() {
    let gangway = known();
    let ann = ann(&gangway);
    erase(&gangway, vec![ann.clone()]);
    gangway.run();
    undo(&gangway, "J2");
    gangway.run();
    let data = gangway.data();
    let undo = data.jobs.values().find(|it| it.job.kind == JobKind::Undo).expect("an undo");
    let counts = &undo.job.counts;
    assert_eq!((counts.restored, counts.kept), (1, 1), "{counts:?}");
    let [bob] = &records(&gangway.data())[..] else { panic!("Bob alone") };
    assert_eq!(bob["city"], "Oslo");
}
