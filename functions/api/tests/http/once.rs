//! Every `POST` with an `Idempotency-Key`: sent again it is answered the same and done once; another request under the
//! same key is refused.

use std::collections::BTreeSet;

use gangway_contract::{TenantId, UserId};
use gangway_ports::memory::When;
use gangway_ports::{ForTenant, RememberRequest, RequestClaim};
use serde_json::{Value, json};

use crate::client::{Client, FILE, asked, world};

/// Every `POST` of the API, with what it takes where `job` waits for its file.
fn posts(client: &Client, job: &str, etag: &str) -> Vec<(&'static str, String, Value)> {
    let digest = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let part = json!({ "number": 1, "length": FILE.len(), "sha256": digest });
    let done = json!({ "number": 1, "etag": etag, "sha256": "x" });
    let key = "00".repeat(16);
    let keys = json!({ "rule": "email", "keys": [key] });
    vec![
        ("/imports", "/imports".into(), json!(asked(FILE.len()))),
        ("/imports/{job}/parts", format!("/imports/{job}/parts"), json!({ "parts": [part] })),
        ("/imports/{job}/complete", format!("/imports/{job}/complete"), json!({ "parts": [done] })),
        ("/imports/{job}/start", format!("/imports/{job}/start"), json!(client.start())),
        ("/exports", "/exports".into(), json!({ "module": "leads" })),
        (
            "/erasures",
            "/erasures".into(),
            json!({ "module": "leads", "records": ["01J00000000000000000000000"] }),
        ),
        ("/modules/{module}/keys", "/modules/leads/keys".into(), keys.clone()),
        ("/modules/{module}/matches", "/modules/leads/matches".into(), keys),
        (
            "/modules/{module}/rules",
            "/modules/leads/rules".into(),
            json!({ "rule": { "custom": ["city", "last_name"] } }),
        ),
        (
            "/records/{module}",
            "/records/leads".into(),
            json!({ "values": { "email": "ann@example.org" } }),
        ),
        ("/jobs/{job}/cancel", format!("/jobs/{job}/cancel"), json!({})),
        // What is refused has done nothing: the same request gets the same refusal.
        ("/jobs/{job}/resume", format!("/jobs/{job}/resume"), json!({})),
        ("/imports/{job}/undo", format!("/imports/{job}/undo"), json!({})),
        ("/imports/{job}/continue", format!("/imports/{job}/continue"), json!({})),
    ]
}

#[tokio::test]
async fn every_post_that_is_sent_twice_is_answered_the_same_and_bound_to_its_key() {
    let world = world();
    let ada = Client::ada(&world);
    let job = ada.create().await;
    let etag = ada.tenant().put_upload_part(&format!("upload-{job}"), 1, FILE.to_vec());
    let posts = posts(&ada, job.as_str(), &etag);
    for (route, path, body) in &posts {
        let header = [("idempotency-key", *route)];
        let body = serde_json::to_vec(body).expect("JSON");
        let first = ada.send("POST", path, &header, Some(body.clone())).await;
        let jobs = ada.tenant_jobs();
        let again = ada.send("POST", path, &header, Some(body)).await;
        assert_eq!((first.status, &first.body), (again.status, &again.body), "{route}");
        assert_eq!(ada.tenant_jobs(), jobs, "{route} makes nothing the second time");
        if first.status.is_success() {
            let other = ada.send("POST", "/exports", &header, Some(b"{}".to_vec())).await;
            other.is_problem(409, "idempotency_key_reused");
        }
    }
    let tried: BTreeSet<&str> = posts.iter().map(|it| it.0).collect();
    let described = api::described(world);
    let paths = described["paths"].as_object().expect("paths");
    let all = paths.iter().filter(|it| it.1.get("post").is_some()).map(|it| it.0.as_str());
    assert_eq!(tried, all.collect(), "a new `POST` is to be tried here, too");
}

#[tokio::test]
async fn a_request_that_is_being_answered_is_not_begun_a_second_time() {
    let world = world();
    let ada = Client::ada(&world);
    let body = serde_json::to_vec(&asked(FILE.len())).expect("JSON");
    // Somebody ended in the middle: the key is taken, with the id of the job that is to be.
    let mut hash = blake3::Hasher::new();
    hash.update(b"POST /imports\n");
    hash.update(&body);
    let claim = RequestClaim {
        asked: hash.finalize().to_hex().to_string(),
        id: "01BEGUN".into(),
        now: 1_795_353_600,
        until: 1_795_353_660,
    };
    let user = UserId::parse("ada").expect("a user");
    let acme = world.for_tenant(&TenantId::parse("acme").expect("a tenant"));
    acme.claim_request(&user, "k", &claim).await.expect("a claim");
    let send = async || {
        ada.send("POST", "/imports", &[("idempotency-key", "k")], Some(body.clone())).await
    };
    let busy = send().await;
    busy.is_problem(409, "still_answering");
    assert_eq!(busy.header("retry-after").as_deref(), Some("5"));
    assert!(ada.tenant_jobs().is_empty());
    world.set_now(gangway_ports::Moment(1_795_353_660_000));
    let taken: Value = send().await.ok();
    assert_eq!(taken["job"], "01BEGUN", "what was begun is gone on with");
}

#[tokio::test]
async fn a_request_that_was_refused_leaves_its_key_free() {
    let ada = Client::ada(&world());
    let send = async |size: usize| {
        let body = serde_json::to_vec(&asked(size)).expect("JSON");
        ada.send("POST", "/imports", &[("idempotency-key", "k")], Some(body)).await
    };
    send(0).await.is_problem(422, "empty_file");
    assert_eq!(send(5).await.status, 200);
    send(6).await.is_problem(409, "idempotency_key_reused");
}

#[tokio::test]
async fn a_request_whose_answer_was_lost_makes_the_same_thing_again() {
    let world = world();
    let ada = Client::ada(&world);
    let body = serde_json::to_vec(&json!({ "module": "leads" })).expect("JSON");
    let send = async || {
        ada.send("POST", "/exports", &[("idempotency-key", "k")], Some(body.clone())).await
    };
    for errand in ["claim_request", "create_job", "queue_export", "end_request"] {
        let errand = errand.to_owned();
        let mut once = true;
        world.set_fault(Box::new(move |_, it, when| {
            let ends = once && it == errand && when == When::After;
            once &= !ends;
            ends
        }));
        let _lost = send().await;
        world.revive();
        let later = gangway_ports::Moment(gangway_ports::Clock::now(&world).0 + 61_000);
        world.set_now(later);
    }
    let first: Value = send().await.ok();
    let second: Value = send().await.ok();
    assert_eq!(first["id"], second["id"]);
    assert_eq!(ada.tenant_jobs().len(), 1, "one job, however often it was asked for");
}

#[tokio::test]
async fn nobodys_key_is_anything_to_anybody_else() {
    let world = world();
    let body = serde_json::to_vec(&asked(5)).expect("JSON");
    let mut jobs = BTreeSet::new();
    for (tenant, user) in [("acme", "ada"), ("acme", "tom"), ("globex", "ada")] {
        let client = Client::new(&world, tenant, user, "all", "import");
        let header = [("idempotency-key", "k")];
        let reply = client.send("POST", "/imports", &header, Some(body.clone())).await;
        let created: Value = reply.ok();
        jobs.insert(created["job"].to_string());
    }
    assert_eq!(jobs.len(), 3);
}

#[tokio::test]
async fn a_key_without_a_token_or_without_sense_is_refused() {
    let ada = Client::ada(&world());
    let long = "k".repeat(256);
    for key in ["", &long] {
        let header = [("idempotency-key", key)];
        let reply = ada.send("POST", "/imports", &header, Some(b"{}".to_vec())).await;
        reply.is_problem(400, "bad_request");
    }
}
