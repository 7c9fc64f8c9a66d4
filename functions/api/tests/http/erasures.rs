//! Erasing a person: who may, whom it finds, and that asking twice erases once.

use gangway_contract::{
    Dropped, Job, JobId, JobKind, JobStatus, Slot, StoredRecord, TemplateSlug, TenantId, Written,
};
use gangway_ports::Moment;
use gangway_ports::memory::Message;
use serde_json::{Value, json};

use crate::client::{Client, EVERYTHING, world};

async fn made(client: &Client, email: &str) -> StoredRecord {
    let body = json!({ "values": { "email": email, "last_name": "Lee" } });
    let reply = client.post("/records/leads", &body).await;
    assert_eq!(reply.status, 201, "{}", reply.body);
    serde_json::from_str(&reply.body).expect("a record")
}

#[tokio::test]
async fn a_person_is_found_by_their_address_and_the_job_names_only_their_records() {
    let world = world();
    let ada = Client::ada(&world);
    let (ann, bob) = (made(&ada, "ann@x.org").await, made(&ada, "bob@x.org").await);
    let body = json!({ "module": "leads", "email": " ANN@x.org ", "records": [bob.id.clone()] });
    let once = [("idempotency-key", "letter 7")];
    let bytes = || Some(serde_json::to_vec(&body).expect("JSON"));
    let job: Job = ada.send("POST", "/erasures", &once, bytes()).await.ok();
    assert_eq!((job.kind, job.status), (JobKind::Erase, JobStatus::Queued));
    let erasure = job.erasure.as_deref().expect("what is erased");
    let mut expected = [ann.id, bob.id];
    expected.sort();
    assert_eq!(erasure.records, expected);
    let reply = ada.get(&format!("/jobs/{}", job.id)).await;
    assert!(!reply.body.to_lowercase().contains("ann@x.org"), "{}", reply.body);
    assert!(matches!(world.take_message(), Some(Message::Bucket(it)) if it.job == job.id));
    let again: Job = ada.send("POST", "/erasures", &once, bytes()).await.ok();
    assert_eq!(again.id, job.id);
    ada.post(&format!("/jobs/{}/cancel", job.id), &()).await.is_problem(409, "not_stopped");
}

/// As if this job had written the record.
fn written_by(client: &Client, record: &StoredRecord, job: &JobId, dropped: bool) {
    client.world.with(&TenantId::parse("acme").expect("a tenant"), |data| {
        let slot = data.records.get_mut(&(record.module.clone(), record.id.clone()));
        let item = match slot {
            Some(Slot::Record(item)) => item,
            other => unreachable!("{other:?} is no record"),
        };
        item.record.created_by = Some(Written { job: job.clone(), row: 2 });
        let item = data.jobs.get_mut(job).expect("a job");
        item.job.finished_at = Some(item.job.created_at.clone());
        let template = TemplateSlug::parse("weekly").expect("a slug");
        let key = "drops/acme/leads/weekly/leads.csv".to_owned();
        item.job.dropped = dropped.then_some(Dropped { key, template, after: None });
    });
}

#[tokio::test]
async fn an_erasure_says_until_when_files_still_hold_rows_of_it_old_versions_and_drops_included() {
    // Files of jobs are there for 40 days and one more, what was dropped for 35 and 35 more.
    for (dropped, days) in [(false, 41), (true, 70)] {
        let world = world();
        let ada = Client::ada(&world);
        let (ann, job) = (made(&ada, "ann@x.org").await, ada.create().await);
        written_by(&ada, &ann, &job, dropped);
        let made: Job = ada.get(&format!("/jobs/{job}")).await.ok();
        let body = json!({ "module": "leads", "records": [ann.id] });
        let erases: Job = ada.post("/erasures", &body).await.ok();
        let held = erases.erasure.expect("what is erased").held;
        let began = Moment::parse(&made.created_at).expect("a time");
        let until = began.plus_seconds(days * 24 * 3_600).rfc3339();
        assert_eq!(
            held.iter().map(|it| (&it.job, &it.until)).collect::<Vec<_>>(),
            [(&job, &until)]
        );
    }
}

#[tokio::test]
async fn nobody_is_erased_by_chance() {
    let world = world();
    let ada = Client::ada(&world);
    made(&ada, "ann@x.org").await;
    let ask = async |body: Value| ada.post("/erasures", &body).await;
    ask(json!({ "module": "leads", "email": "eve@x.org" })).await.is_problem(404, "not_found");
    ask(json!({ "module": "leads" })).await.is_problem(404, "not_found");
    ask(json!({ "module": "boats", "email": "ann@x.org" })).await.is_problem(404, "not_found");
    assert_eq!(ask(json!({ "module": "leads", "email": " " })).await.status, 422);
    assert_eq!(ask(json!({ "module": "leads", "emial": "ann@x.org" })).await.status, 400);
    let many: Vec<String> = (0..101).map(|it| format!("01J{it:023}")).collect();
    assert_eq!(ask(json!({ "module": "leads", "records": many })).await.status, 422);
    assert_eq!(world.take_message(), None);
}

#[tokio::test]
async fn erasing_needs_its_right_and_the_sight_of_everything() {
    let world = world();
    let ann = made(&Client::ada(&world), "ann@x.org").await;
    let body = json!({ "module": "leads", "records": [ann.id] });
    let rights = "import update undo export";
    let without = Client::new(&world, "acme", "tom", "all", rights);
    without.post("/erasures", &body).await.is_problem(403, "forbidden");
    let narrow = Client::new(&world, "acme", "ada", "team", EVERYTHING);
    narrow.post("/erasures", &body).await.is_problem(403, "forbidden");
    let stranger = Client::new(&world, "globex", "gus", "all", EVERYTHING);
    let by_name = json!({ "module": "leads", "email": "ann@x.org" });
    stranger.post("/erasures", &by_name).await.is_problem(404, "not_found");
    assert_eq!(world.take_message(), None);
}
