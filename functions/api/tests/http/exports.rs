//! Exports: who may ask for one, what is asked for once, and who has its file.

use gangway_contract::{
    AuditEntry, Job, JobId, JobKind, JobStatus, ModuleId, Record, RecordId, RecordItem, Slot,
    StoredRecord, TenantId, UserId, api::Link, api::Page,
};
use gangway_ports::memory::{MemoryWorld, Message};
use gangway_ports::{Clock, ForTenant, Moment};
use serde_json::{Value, json};

use crate::client::{Client, EVERYTHING, world};

fn body() -> Value {
    json!({ "module": "leads", "columns": ["last_name", "city"] })
}

fn put(world: &MemoryWorld, id: &str, owner: &str) {
    let (module, id) =
        (ModuleId::parse("leads").expect("a module"), RecordId::parse(id).expect("an id"));
    let record = StoredRecord {
        id: id.clone(),
        module: module.clone(),
        values: Record::new(),
        owner: UserId::parse(owner).expect("a user"),
        version: 1,
        created_at: world.now().rfc3339(),
        updated_at: world.now().rfc3339(),
        created_by: None,
        updated_by: None,
    };
    let slot = Slot::Record(RecordItem { record, deleted: false, tokens: [].into() });
    let tenant = TenantId::parse("acme").expect("a tenant");
    world.with(&tenant, |data| data.records.insert((module, id), slot));
}

/// Runs what waits.
async fn run(world: &MemoryWorld) {
    while let Some(message) = world.take_message() {
        let message = match message {
            Message::Export(it) => Some(it),
            _ => None,
        };
        let message = message.expect("only exports wait");
        let deadline = world.now().plus_seconds(900);
        let tenant = world.for_tenant(&message.tenant);
        let pace = run_export::Pace::default();
        run_export::handle(&tenant, &message, deadline, pace).await.expect("written");
    }
}

/// An export of this client's that has ended.
async fn ended(client: &Client) -> JobId {
    let job: Job = client.post("/exports", &body()).await.ok();
    run(&client.world).await;
    let job: Job = client.get(&format!("/jobs/{}", job.id)).await.ok();
    assert_eq!(job.status, JobStatus::Completed, "{job:?}");
    job.id
}

#[tokio::test]
async fn an_export_is_a_job_whose_file_has_an_address() {
    let world = world();
    put(&world, "R1", "ada");
    let ada = Client::ada(&world);
    let asked: Job = ada.post("/exports", &body()).await.ok();
    assert_eq!((asked.kind, asked.status), (JobKind::Export, JobStatus::Queued));
    assert!(asked.id.is_export() && asked.file.name.starts_with("leads-"), "{asked:?}");
    run(&world).await;
    let job: Job = ada.get(&format!("/jobs/{}", asked.id)).await.ok();
    assert_eq!((job.status, job.counts.exported), (JobStatus::Completed, 1));
    let link: Link = ada.get(&format!("/jobs/{}/files/export", job.id)).await.ok();
    assert!(link.url.ends_with(&format!("name={}", job.file.name)), "{}", link.url);
    let log: Page<AuditEntry> = ada.get("/audit").await.ok();
    assert_eq!((log.items.len(), &log.items[0].job, log.items[0].records), (1, &job.id, 1));
}

#[tokio::test]
async fn the_same_key_asks_for_one_export() {
    let world = world();
    let ada = Client::ada(&world);
    let body = Some(serde_json::to_vec(&body()).expect("JSON"));
    let send =
        async || ada.send("POST", "/exports", &[("idempotency-key", "k")], body.clone()).await;
    let (first, again): (Job, Job) = (send().await.ok(), send().await.ok());
    assert_eq!(first.id, again.id);
    assert_eq!(ada.tenant_jobs().len(), 1);
}

#[tokio::test]
async fn what_cannot_be_meant_is_refused_and_no_job_is_made() {
    let world = world();
    let ada = Client::ada(&world);
    for (body, status, kind) in [
        (json!({ "module": "leads", "columns": ["no_such"] }), 422, "invalid"),
        (
            json!({ "module": "leads", "filter": { "contains": { "field": "notes", "value": "x" } } }),
            422,
            "invalid",
        ),
        (json!({ "module": "leads", "sort": { "field": "tags" } }), 422, "invalid"),
        (json!({ "module": "boats" }), 404, "not_found"),
        // A misspelt filter must not become an export of everything; neither does a scope come from a body.
        (json!({ "module": "leads", "filters": [] }), 400, "bad_request"),
        (json!({ "module": "leads", "scope": "all" }), 400, "bad_request"),
    ] {
        ada.post("/exports", &body).await.is_problem(status, kind);
    }
    assert!(ada.tenant_jobs().is_empty());
}

#[tokio::test]
async fn without_the_right_nobody_exports_and_nobody_has_a_file() {
    let world = world();
    let tom = Client::new(&world, "acme", "tom", "all", "import update");
    tom.post("/exports", &body()).await.is_problem(403, "forbidden");
    tom.get("/audit").await.is_problem(403, "forbidden");
    let path = format!(
        "/jobs/{}/files/export",
        ended(&Client::new(&world, "acme", "tom", "all", "export")).await
    );
    tom.get(&path).await.is_problem(403, "forbidden");
}

#[tokio::test]
async fn a_file_is_its_askers_alone_and_only_while_they_see_as_much() {
    let world = world();
    let file = |id: &JobId| format!("/jobs/{id}/files/export");
    let tom = |scope: &str| Client::new(&world, "acme", "tom", scope, "export");
    let of_all = ended(&tom("all")).await;
    assert_eq!(tom("all").get(&file(&of_all)).await.status, 200);
    for scope in ["team", "own"] {
        tom(scope).get(&file(&of_all)).await.is_problem(403, "forbidden");
    }
    let of_own = ended(&tom("own")).await;
    assert_eq!(tom("team").get(&file(&of_own)).await.status, 200);
    // Seeing others' jobs is not having their files, not even with every right and scope.
    Client::ada(&world).get(&file(&of_own)).await.is_problem(403, "forbidden");
    let gus = Client::new(&world, "globex", "tom", "all", EVERYTHING);
    gus.get(&file(&of_own)).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn a_file_is_given_for_a_week() {
    let world = world();
    let ada = Client::ada(&world);
    let path = format!("/jobs/{}/files/export", ended(&ada).await);
    let week = world.now().plus_seconds(7 * 24 * 3_600);
    world.set_now(week);
    assert_eq!(ada.get(&path).await.status, 200);
    world.set_now(Moment(week.0 + 1_000));
    ada.get(&path).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn an_export_is_stopped_before_and_after_it_began() {
    let world = world();
    let ada = Client::ada(&world);
    let waiting: Job = ada.post("/exports", &body()).await.ok();
    let stopped: Job = ada.post(&format!("/jobs/{}/cancel", waiting.id), &json!({})).await.ok();
    assert_eq!(stopped.status, JobStatus::Cancelled);
    run(&world).await;
    ada.get(&format!("/jobs/{}/files/export", waiting.id)).await.is_problem(404, "not_found");

    let running: Job = ada.post("/exports", &body()).await.ok();
    let change = gangway_ports::JobChange::to(&[JobStatus::Queued], JobStatus::Running);
    gangway_ports::ChangeJob::change_job(&ada.tenant(), &running.id, &change)
        .await
        .expect("changed");
    let asked: Job = ada.post(&format!("/jobs/{}/cancel", running.id), &json!({})).await.ok();
    assert_eq!(asked.status, JobStatus::Cancelling);
}
