//! A new import and its file.

use gangway_contract::api::{ImportCreated, SignedParts};
use gangway_contract::{Job, JobStatus, TenantId, Wide};
use serde_json::json;

use crate::client::{Client, FILE, asked, world};

#[tokio::test]
async fn a_file_without_bytes_or_beyond_five_gigabytes_is_refused_before_a_job_exists() {
    let ada = Client::ada(&world());
    ada.post("/imports", &asked(0)).await.is_problem(422, "empty_file");
    let mut huge = asked(1);
    huge.size = Wide(5_000_000_001);
    ada.post("/imports", &huge).await.is_problem(422, "limit_exceeded");
    assert!(ada.tenant_jobs().is_empty());
}

#[tokio::test]
async fn an_import_sent_twice_with_one_key_is_one_job() {
    let ada = Client::ada(&world());
    let body = serde_json::to_vec(&asked(10)).expect("JSON");
    let mut jobs = Vec::new();
    for _ in 0..2 {
        let reply =
            ada.send("POST", "/imports", &[("idempotency-key", "k1")], Some(body.clone())).await;
        jobs.push(reply.ok::<ImportCreated>().job);
    }
    assert_eq!(jobs[0], jobs[1]);
    assert_eq!(ada.tenant_jobs().len(), 1);
    let other = serde_json::to_vec(&asked(11)).expect("JSON");
    let reply = ada.send("POST", "/imports", &[("idempotency-key", "k1")], Some(other)).await;
    reply.is_problem(409, "idempotency_key_reused");
}

#[tokio::test]
async fn one_persons_key_is_not_another_persons() {
    let world = world();
    let body = serde_json::to_vec(&asked(10)).expect("JSON");
    let mut jobs = Vec::new();
    for user in ["ada", "tom"] {
        let client = Client::new(&world, "acme", user, "all", "import");
        let reply =
            client.send("POST", "/imports", &[("idempotency-key", "k1")], Some(body.clone())).await;
        jobs.push(reply.ok::<ImportCreated>().job);
    }
    assert_ne!(jobs[0], jobs[1]);
}

#[tokio::test]
async fn only_parts_of_just_this_file_are_signed() {
    let ada = Client::ada(&world());
    let job = ada.create().await;
    let path = format!("/imports/{job}/parts");
    let digest = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let part = |number: u32, length: usize| json!({ "parts": [{ "number": number, "length": length, "sha256": digest }] });
    assert_eq!(ada.post(&path, &part(1, FILE.len())).await.ok::<SignedParts>().parts.len(), 1);
    ada.post(&path, &part(1, FILE.len() + 1)).await.is_problem(422, "invalid");
    ada.post(&path, &part(2, 1)).await.is_problem(422, "invalid");
    ada.post(&path, &json!({ "parts": [] })).await.is_problem(422, "invalid");
}

#[tokio::test]
async fn completing_twice_is_completing_once_and_a_missing_part_is_told() {
    let ada = Client::ada(&world());
    let job = ada.create().await;
    let path = format!("/imports/{job}/complete");
    let parts = json!({ "parts": [{ "number": 1, "etag": "t", "sha256": "x" }] });
    ada.post(&path, &parts).await.is_problem(422, "invalid");
    ada.tenant().put_upload_part(&format!("upload-{job}"), 1, FILE.to_vec());
    for _ in 0..2 {
        assert_eq!(ada.post(&path, &parts).await.ok::<Job>().status, JobStatus::Draft);
    }
}

#[tokio::test]
async fn a_cancelled_draft_takes_no_more_of_its_file() {
    let ada = Client::ada(&world());
    let job = ada.create().await;
    for _ in 0..2 {
        let cancelled: Job = ada.post(&format!("/jobs/{job}/cancel"), &json!({})).await.ok();
        assert_eq!(cancelled.status, JobStatus::Cancelled);
    }
    let parts = json!({ "parts": [{ "number": 1, "etag": "t", "sha256": "x" }] });
    ada.post(&format!("/imports/{job}/complete"), &parts).await.is_problem(409, "job_ended");
    ada.post(&format!("/imports/{job}/start"), &ada.start()).await.is_problem(409, "job_ended");
}

#[tokio::test]
async fn corrections_are_taken_in_parts_until_the_import_is_started() {
    let world = world();
    let ada = Client::ada(&world);
    let job = ada.uploaded().await;
    let cell = |row: u32| json!({ "row": row, "column": 0, "was": "0", "text": "Anna" });
    let part = |cells: Vec<serde_json::Value>| json!({ "reading": "r", "cells": cells });
    let path = |part: u32| format!("/imports/{job}/corrections/{part}");
    ada.put(&path(0), &part(vec![cell(2), cell(3)])).await.ok::<()>();
    ada.put(&path(0), &part(vec![cell(2)])).await.ok::<()>();
    ada.put(&path(10), &part(vec![cell(2)])).await.is_problem(422, "invalid");
    ada.put(&path(1), &part(vec![cell(3), cell(2)])).await.is_problem(422, "invalid");
    let many = (1..=10_001).map(cell).collect();
    ada.put(&path(1), &part(many)).await.is_problem(422, "invalid");
    let tom = Client::new(&world, "acme", "tom", "all", "import see_others_jobs");
    tom.put(&path(0), &part(vec![cell(2)])).await.is_problem(403, "forbidden");
    let eve = Client::new(&world, "other", "eve", "all", "import");
    eve.put(&path(0), &part(vec![cell(2)])).await.is_problem(404, "not_found");
    ada.post(&format!("/imports/{job}/start"), &ada.start()).await.ok::<Job>();
    ada.put(&path(0), &part(vec![cell(2)])).await.is_problem(409, "already_started");
}

#[tokio::test]
async fn the_parts_of_a_file_that_nobody_needs_any_more_are_thrown_away() {
    let ada = Client::ada(&world());
    let job = ada.create().await;
    let upload = format!("upload-{job}");
    ada.tenant().put_upload_part(&upload, 1, FILE.to_vec());
    let parts = || ada.world.with(&TenantId::parse("acme").expect("a tenant"), |it| it.parts.len());
    assert_eq!(parts(), 1);
    for _ in 0..2 {
        ada.post(&format!("/jobs/{job}/cancel"), &json!({})).await.ok::<Job>();
        assert_eq!(parts(), 0);
    }
    let body = json!({ "parts": [{ "number": 1, "etag": "tag-1", "sha256": "x" }] });
    ada.post(&format!("/imports/{job}/complete"), &body).await.is_problem(409, "job_ended");
}
