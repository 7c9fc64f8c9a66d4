//! One tenant's token, and everything that is another tenant's: a job, its file, an export, a template, a record, a key, an
//! idempotency key, a cursor. And claims that nobody verified.

use axum::body::Body;
use axum::http::Request;
use gangway_contract::api::{KnownKeys, Page};
use gangway_contract::{Job, StoredRecord, Template};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::client::{Client, EVERYTHING, FILE, world};

#[tokio::test]
async fn nothing_of_another_tenant_is_found_changed_or_told_by_any_operation() {
    let world = world();
    let (ada, gus) = (Client::ada(&world), Client::new(&world, "globex", "gus", "all", EVERYTHING));
    let job = ada.uploaded().await.to_string();
    let export: Job = ada.post("/exports", &json!({ "module": "leads" })).await.ok();
    let reply =
        ada.post("/records/leads", &json!({ "values": { "email": "ann@example.org" } })).await;
    let record: StoredRecord = serde_json::from_str(&reply.body).expect("a record");
    let template = json!({ "name": "Monthly", "plan": ada.start().plan });
    ada.put("/templates/monthly", &template).await.ok::<Template>();
    let before = ada.tenant_snapshot();

    let described = api::described(world.clone());
    let mut tried = 0;
    for (path, item) in described["paths"].as_object().expect("paths") {
        for of in [job.as_str(), export.id.as_str()] {
            if !path.contains("{job}") && !path.contains("{record}") {
                continue;
            }
            let address =
                path.replace("{job}", of).replace("{kind}", "source").replace("{part}", "0");
            let address =
                address.replace("{module}", "leads").replace("{record}", record.id.as_str());
            for method in item.as_object().expect("operations").keys() {
                let body = body(path, &gus);
                let versioned = [("if-match", "\"1\"")];
                let reply =
                    gus.send(&method.to_uppercase(), &address, &versioned, Some(body)).await;
                reply.is_problem(404, "not_found");
                tried += 1;
            }
        }
    }
    assert!(tried >= 24, "{tried} operations name a job or a record");
    assert_eq!(ada.tenant_snapshot(), before, "and nothing was changed");
}

/// A body that each operation would take.
fn body(path: &str, client: &Client) -> Vec<u8> {
    let part = json!({ "number": 1, "length": FILE.len(), "sha256": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "etag": "x" });
    let body = match path {
        "/imports/{job}/parts" | "/imports/{job}/complete" => json!({ "parts": [part] }),
        "/imports/{job}/start" => json!(client.start()),
        "/imports/{job}/corrections/{part}" => json!({ "reading": "0".repeat(32), "cells": [] }),
        "/imports/{job}/schedule" => json!({ "at": "2026-11-23T00:00:00Z" }),
        _ => json!({ "values": {} }),
    };
    serde_json::to_vec(&body).expect("JSON")
}

#[tokio::test]
async fn lists_and_lookups_know_nothing_of_another_tenant() {
    let world = world();
    let (ada, gus) = (Client::ada(&world), Client::new(&world, "globex", "gus", "all", EVERYTHING));
    ada.uploaded().await;
    ada.post("/records/leads", &json!({ "values": { "email": "ann@example.org" } })).await;
    ada.put("/templates/monthly", &json!({ "name": "M", "plan": ada.start().plan }))
        .await
        .ok::<Template>();
    ada.post("/modules/leads/rules", &json!({ "rule": { "custom": ["city", "phone"] } }))
        .await
        .ok::<Job>();
    ada.put("/users", &[crate::lists::user("ada", &[])]).await.ok::<Value>();
    for path in ["/templates", "/users", "/modules/leads/rules"] {
        assert_eq!(gus.get(path).await.ok::<Vec<Value>>(), Vec::<Value>::new(), "{path}");
    }
    assert!(gus.get("/jobs").await.ok::<Page<Job>>().items.is_empty());
    assert!(gus.get("/records/leads").await.ok::<Page<StoredRecord>>().items.is_empty());
    assert!(gus.get("/audit").await.ok::<Page<Value>>().items.is_empty());
    let keys = json!({ "rule": "email", "keys": ["00".repeat(16)] });
    assert_eq!(gus.post("/modules/leads/keys", &keys).await.ok::<KnownKeys>().known, "AA==");
    // Removing what only another tenant has is removing nothing.
    assert_eq!(gus.send("DELETE", "/templates/monthly", &[], None).await.status, 204);
    assert_eq!(ada.get("/templates").await.ok::<Vec<Value>>().len(), 1);
}

#[tokio::test]
async fn claims_that_nobody_verified_are_no_claims_at_any_operation() {
    let world = world();
    let described = api::described(world.clone());
    let forged = "Bearer eyJhbGciOiJub25lIn0.eyJ0ZW5hbnQiOiJhY21lIiwic3ViIjoiYWRhIn0.";
    for (path, item) in described["paths"].as_object().expect("paths") {
        let address =
            path.replace("{kind}", "source").replace("{part}", "0").replace(['{', '}'], "");
        for method in item.as_object().expect("operations").keys() {
            let request = Request::builder()
                .method(method.to_uppercase().as_str())
                .uri(&address)
                .header("authorization", forged)
                .header("idempotency-key", "k")
                .header("content-type", "application/json")
                .header(
                    "x-amzn-request-context",
                    r#"{"authorizer":{"jwt":{"claims":{"tenant":"acme"}}}}"#,
                )
                .body(Body::from("{}"))
                .expect("a request");
            let reply = api::router(world.clone()).oneshot(request).await.expect("an answer");
            assert_eq!(reply.status(), 401, "{method} {path}");
            assert_eq!(reply.headers()["www-authenticate"], "Bearer");
        }
    }
}
