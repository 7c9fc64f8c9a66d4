//! What a tenant may import: files a day and jobs at once, refused with a time, and never one too many.

use gangway_contract::{JobId, QuotaException};
use gangway_ports::memory::MemoryWorld;
use gangway_ports::{Clock, Moment};
use serde_json::json;

use crate::client::{Client, EVERYTHING, asked, world};

fn limited(exception: QuotaException) -> (MemoryWorld, Client) {
    let world = world();
    let ada = Client::ada(&world);
    world.with(&gangway_contract::TenantId::parse("acme").expect("a tenant"), |data| {
        data.quota = exception;
    });
    (world, ada)
}

fn files(most: u32) -> (MemoryWorld, Client) {
    limited(QuotaException { files_a_day: Some(most), ..QuotaException::default() })
}

fn at_once(most: u32) -> (MemoryWorld, Client) {
    limited(QuotaException { jobs_at_once: Some(most), ..QuotaException::default() })
}

#[tokio::test]
async fn a_day_has_so_many_files_and_the_next_one_as_many_again() {
    let (world, ada) = files(2);
    for _ in 0..2 {
        ada.create().await;
    }
    let refused = ada.post("/imports", &asked(58)).await;
    refused.is_problem(429, "quota");
    let seconds: u32 = refused.header("retry-after").expect("a time").parse().expect("seconds");
    assert_eq!((world.now().seconds() + seconds) % (24 * 3600), 0, "until midnight");
    assert_eq!(ada.tenant_jobs().len(), 2, "nothing was made");
    world.set_now(Moment(world.now().0 + u64::from(seconds) * 1000));
    ada.create().await;
}

#[tokio::test]
async fn a_request_that_is_sent_again_counts_once() {
    let (_, ada) = files(2);
    let body = serde_json::to_vec(&asked(58)).expect("JSON");
    for _ in 0..3 {
        let headers = [("idempotency-key", "the-same")];
        assert_eq!(ada.send("POST", "/imports", &headers, Some(body.clone())).await.status, 200);
    }
    ada.create().await;
    ada.post("/imports", &asked(58)).await.is_problem(429, "quota");
}

#[tokio::test]
async fn of_many_who_ask_at_once_as_many_as_may_get_a_file() {
    let (_, ada) = files(1);
    let body = asked(58);
    let asked = futures::future::join_all((0..8).map(|_| ada.post("/imports", &body))).await;
    let taken = asked.iter().filter(|it| it.status == 200).count();
    assert_eq!((taken, ada.tenant_jobs().len()), (1, 1));
}

#[tokio::test]
async fn of_many_that_are_started_at_once_as_many_as_may_begin() {
    let (_, ada) = at_once(1);
    let mut jobs: Vec<JobId> = Vec::new();
    for _ in 0..4 {
        jobs.push(ada.uploaded().await);
    }
    let body = ada.start();
    let paths: Vec<String> = jobs.iter().map(|it| format!("/imports/{it}/start")).collect();
    let replies = futures::future::join_all(paths.iter().map(|it| ada.post(it, &body))).await;
    let begun: Vec<usize> = (0..4).filter(|it| replies[*it].status == 200).collect();
    assert_eq!(begun.len(), 1);
    for (at, reply) in replies.iter().enumerate().filter(|it| !begun.contains(&it.0)) {
        reply.is_problem(429, "quota");
        assert_eq!(reply.header("retry-after").as_deref(), Some("60"), "{at}");
    }
    let again = ada.post(&paths[begun[0]], &body).await;
    assert_eq!(again.status, 200, "starting twice is starting once");
}

#[tokio::test]
async fn what_has_ended_however_often_makes_room_for_one() {
    let (_, ada) = at_once(1);
    let (first, second, third) = (ada.uploaded().await, ada.uploaded().await, ada.uploaded().await);
    let start = ada.start();
    assert_eq!(ada.post(&format!("/imports/{first}/start"), &start).await.status, 200);
    ada.post(&format!("/imports/{second}/start"), &start).await.is_problem(429, "quota");
    for _twice in 0..2 {
        assert_eq!(ada.post(&format!("/jobs/{first}/cancel"), &json!({})).await.status, 200);
    }
    assert_eq!(ada.post(&format!("/imports/{second}/start"), &start).await.status, 200);
    ada.post(&format!("/imports/{third}/start"), &start).await.is_problem(429, "quota");
}

#[tokio::test]
async fn one_tenants_files_are_not_anothers() {
    let (world, ada) = files(1);
    ada.create().await;
    ada.post("/imports", &asked(58)).await.is_problem(429, "quota");
    Client::new(&world, "globex", "gus", "all", EVERYTHING).create().await;
}
