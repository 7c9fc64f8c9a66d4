//! Start: what plan is taken, and that starting twice starts once.

use gangway_contract::{DuplicateMode, FieldId, Job, JobStatus, OwnerRule, UserId};
use gangway_ports::memory::Message;

use crate::client::{Client, leads, world};

#[tokio::test]
async fn whoever_comes_last_queues_the_plan() {
    let world = world();
    let ada = Client::ada(&world);
    let early = ada.create().await;
    let job: Job = ada.post(&format!("/imports/{early}/start"), &ada.start()).await.ok();
    assert_eq!(job.status, JobStatus::WaitingForUpload);
    assert_eq!(world.take_message(), None, "the file's own event will queue it");

    let late = ada.uploaded().await;
    let job: Job = ada.post(&format!("/imports/{late}/start"), &ada.start()).await.ok();
    assert_eq!(job.status, JobStatus::Queued);
    assert!(matches!(world.take_message(), Some(Message::Plan(it)) if it.job == late));
}

#[tokio::test]
async fn starting_twice_starts_once_and_another_plan_is_refused() {
    let ada = Client::ada(&world());
    let job = ada.uploaded().await;
    let path = format!("/imports/{job}/start");
    let first: Job = ada.post(&path, &ada.start()).await.ok();
    let second: Job = ada.post(&path, &ada.start()).await.ok();
    assert_eq!(first, second);
    let mut other = ada.start();
    other.plan.options.mode = DuplicateMode::Create;
    ada.post(&path, &other).await.is_problem(409, "already_started");
}

#[tokio::test]
async fn a_field_with_two_columns_is_refused_with_the_cores_sentence() {
    let ada = Client::ada(&world());
    let job = ada.uploaded().await;
    let mut start = ada.start();
    for column in &mut start.plan.columns {
        column.field = Some(FieldId::parse("email").expect("a field"));
    }
    ada.post(&format!("/imports/{job}/start"), &start).await.is_problem(422, "field_mapped_twice");
    let job: Job = ada.get(&format!("/jobs/{job}")).await.ok();
    assert_eq!(job.status, JobStatus::Draft, "nothing was started");
}

#[tokio::test]
async fn a_plan_for_other_code_or_another_module_asks_anew() {
    let ada = Client::ada(&world());
    let job = ada.uploaded().await;
    let path = format!("/imports/{job}/start");
    let mut older = ada.start();
    older.plan.semantics += 1;
    ada.post(&path, &older).await.is_problem(409, "semantics_changed");
    let mut other = ada.start();
    other.plan.module = gangway_contract::ModuleId::parse("contacts").expect("a module");
    ada.post(&path, &other).await.is_problem(409, "other_module");
    let mut module = leads();
    module.fields[0].label.push('!');
    ada.put("/modules/leads", &module).await.ok::<gangway_contract::Module>();
    ada.post(&path, &ada.start()).await.is_problem(409, "module_changed");
}

#[tokio::test]
async fn updating_and_giving_away_need_rights_of_their_own() {
    let olga = Client::new(&world(), "acme", "olga", "own", "import");
    let job = olga.uploaded().await;
    let path = format!("/imports/{job}/start");
    let mut updates = olga.start();
    updates.plan.options.mode = DuplicateMode::Update;
    olga.post(&path, &updates).await.is_problem(403, "forbidden");
    let mut gives = olga.start();
    gives.plan.options.owner = OwnerRule::Fixed { user: UserId::parse("ada").expect("a user") };
    olga.post(&path, &gives).await.is_problem(403, "forbidden");
    assert_eq!(olga.post(&path, &olga.start()).await.status, 200);
}
