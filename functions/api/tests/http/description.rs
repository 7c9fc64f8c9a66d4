//! The API's description: every route is in it and nothing else, and everybody may read it.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::Request;
use serde_json::Value;
use tower::ServiceExt;

use crate::client::{Client, world};

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

#[tokio::test]
async fn what_is_described_is_served_and_what_is_not_is_refused() {
    let world = world();
    let ada = Client::ada(&world);
    let described = api::described(world);
    for (path, item) in entries(&described["paths"]) {
        let address = path.replace('{', "x").replace('}', "");
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            let reply = ada.send(method, &address, &[], None).await;
            let is_described = item.get(method.to_lowercase()).is_some();
            assert_eq!(reply.status != 405, is_described, "{method} {path}: {}", reply.status);
        }
    }
}

#[tokio::test]
async fn the_table_of_routes_is_the_only_place_that_serves() {
    let source = include_str!("../../src/lib.rs");
    let told = ["get", "post", "put", "patch", "delete"]
        .map(|it| source.matches(&format!(".{it}(")).count());
    let described = api::described(world());
    let operations: usize = entries(&described["paths"]).map(|it| entries(it.1).count()).sum();
    assert_eq!(told.iter().sum::<usize>(), operations);
    assert!(!source.contains(".route("), "a route without a description");
}

#[tokio::test]
async fn every_operation_has_a_name_of_its_own_and_says_how_it_fails() {
    let described = api::described(world());
    let mut names = BTreeSet::new();
    for (path, item) in entries(&described["paths"]) {
        for (method, it) in entries(item) {
            let name = it["operationId"].as_str().expect("a name");
            assert!(names.insert(name.to_owned()), "{name} is there twice");
            let summary = it["summary"].as_str().expect("a sentence");
            assert!(summary.ends_with('.'), "{method} {path}");
            for status in ["401", "500"] {
                let answer = &it["responses"][status]["content"]["application/problem+json"];
                assert!(answer["schema"].is_object(), "{method} {path} {status}");
            }
            let header = it["parameters"].as_array().into_iter().flatten();
            let repeatable = header.filter(|it| it["name"] == "idempotency-key").count() == 1;
            assert_eq!(repeatable, method == "post", "{method} {path}");
        }
    }
}

#[tokio::test]
async fn anybody_may_read_the_description_and_its_page_runs_nothing() {
    for (path, kind) in [
        ("/openapi.json", "application/json"),
        ("/docs", "text/html; charset=utf-8"),
        ("/docs.css", "text/css; charset=utf-8"),
    ] {
        let request = Request::get(path).body(Body::empty()).expect("a request");
        let response = api::router(world()).oneshot(request).await.expect("an answer");
        let header = |name: &str| response.headers()[name].to_str().expect("text").to_owned();
        assert_eq!((response.status().as_u16(), header("content-type")), (200, kind.to_owned()));
        let policy = header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.expect("a body");
        let text = String::from_utf8(bytes.to_vec()).expect("text");
        assert!(!text.contains("<script") && !text.contains(" style="), "{path}");
        assert!(!text.contains("href=\"http"), "nothing comes from elsewhere: {path}");
    }
}

#[tokio::test]
async fn a_type_that_is_named_is_described_and_linked() {
    let described = api::described(world());
    let schemas = described["components"]["schemas"].as_object().expect("schemas");
    for (at, _) in described.to_string().match_indices("#/components/schemas/") {
        let text = described.to_string();
        let name = text[at..].trim_start_matches("#/components/schemas/");
        let name = name.split('"').next().expect("an end");
        assert!(schemas.contains_key(name), "{name} is not there");
    }
    let page = Client::ada(&world()).get("/docs").await.body;
    assert!(page.contains("id=\"type-ImportPlan\"") && page.contains("href=\"#type-ImportPlan\""));
}
