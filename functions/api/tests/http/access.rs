//! What a token opens: its own tenant, its own jobs, its own scope, and only what its rights allow.

use axum::body::Body;
use axum::http::Request;
use gangway_contract::{Actor, Scope};
use serde_json::json;
use tower::ServiceExt;

use crate::client::{Client, EVERYTHING, asked, world};

#[tokio::test]
async fn a_request_without_verified_claims_is_nobodys() {
    let request = Request::get("/me")
        .header("authorization", "Bearer made-up")
        .body(Body::empty())
        .expect("a request");
    let response = api::router(world()).oneshot(request).await.expect("an answer");
    assert_eq!(response.status(), 401);
}

#[tokio::test]
async fn the_actor_is_what_the_claims_say_and_nothing_a_request_adds() {
    let client = Client::new(&world(), "acme", "olga", "own", "import");
    let headers = [("tenant", "globex"), ("x-tenant", "globex"), ("crm_scope", "all")];
    let actor: Actor = client.send("GET", "/me?tenant=globex", &headers, None).await.ok();
    assert_eq!(
        (actor.tenant.as_str(), actor.user.as_str(), actor.scope),
        ("acme", "olga", Scope::Own)
    );
}

#[tokio::test]
async fn another_tenants_job_is_not_found_by_any_door() {
    let world = world();
    let job = Client::ada(&world).uploaded().await;
    let gus = Client::new(&world, "globex", "gus", "all", EVERYTHING);
    for path in
        [format!("/imports/{job}"), format!("/jobs/{job}"), format!("/jobs/{job}/files/source")]
    {
        gus.get(&path).await.is_problem(404, "not_found");
    }
    let part = json!({ "parts": [{ "number": 1, "length": 58, "sha256": "x" }] });
    gus.post(&format!("/imports/{job}/parts"), &part).await.is_problem(404, "not_found");
    gus.post(&format!("/imports/{job}/complete"), &json!({ "parts": [] }))
        .await
        .is_problem(404, "not_found");
    gus.post(&format!("/imports/{job}/start"), &gus.start()).await.is_problem(404, "not_found");
    gus.post(&format!("/jobs/{job}/cancel"), &json!({})).await.is_problem(404, "not_found");
    assert_eq!(gus.get("/jobs").await.body.matches(job.as_str()).count(), 0);
}

#[tokio::test]
async fn a_job_of_somebody_else_is_seen_only_with_the_right() {
    let world = world();
    let job = Client::ada(&world).create().await;
    let path = format!("/jobs/{job}");
    let tom = Client::new(&world, "acme", "tom", "all", "import update");
    tom.get(&path).await.is_problem(404, "not_found");
    let boss = Client::new(&world, "acme", "boss", "own", "see_others_jobs import");
    assert_eq!(boss.get(&path).await.status, 200);
    // Seeing is not doing: the file and the plan of a job are its owner's.
    boss.post(&format!("/imports/{job}/start"), &boss.start()).await.is_problem(403, "forbidden");
    let part = json!({ "parts": [{ "number": 1, "length": 58, "sha256": "x" }] });
    boss.post(&format!("/imports/{job}/parts"), &part).await.is_problem(403, "forbidden");
}

#[tokio::test]
async fn what_needs_a_right_is_refused_without_it() {
    let rita = Client::new(&world(), "acme", "rita", "all", "");
    rita.post("/imports", &asked(10)).await.is_problem(403, "forbidden");
    rita.post("/modules/leads/keys", &json!({ "rule": "email", "keys": [] }))
        .await
        .is_problem(403, "forbidden");
    rita.put("/users", &json!([])).await.is_problem(403, "forbidden");
    rita.put("/modules/leads", &crate::client::leads()).await.is_problem(403, "forbidden");
    assert_eq!(rita.get("/modules").await.status, 200);
}

#[tokio::test]
async fn an_address_that_leads_nowhere_is_a_problem_too() {
    let ada = Client::ada(&world());
    for path in [
        "/",
        "/nothing",
        "/modules/NOT%20AN%20ID",
        "/modules/boats",
        "/jobs/none/files/secrets",
        "/records/leads/none",
    ] {
        ada.get(path).await.is_problem(404, "not_found");
    }
    ada.post("/imports", &json!({ "module": "leads" })).await.is_problem(400, "bad_request");
}
