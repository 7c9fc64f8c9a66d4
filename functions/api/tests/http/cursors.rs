//! Cursors of lists: each is good for its own list and tenant, and for nothing else.

use gangway_contract::api::Page;
use gangway_contract::{Job, StoredRecord};
use serde_json::json;

use crate::client::{Client, EVERYTHING, world};

async fn with_records(client: &Client) -> String {
    for number in 0..3 {
        let body = json!({ "values": { "email": format!("p{number}@example.org") } });
        assert_eq!(client.post("/records/leads", &body).await.status, 201);
    }
    let page: Page<StoredRecord> = client.get("/records/leads?limit=1").await.ok();
    page.next.expect("there are more")
}

#[tokio::test]
async fn a_cursor_is_good_for_its_own_list_only() {
    let world = world();
    let ada = Client::ada(&world);
    let cursor = with_records(&ada).await;
    assert!(!cursor.contains(['=', '+', '/', '#']), "it stands in an address as it is: {cursor}");
    let page: Page<StoredRecord> = ada.get(&format!("/records/leads?cursor={cursor}")).await.ok();
    assert_eq!(page.items.len(), 2);
    let filter = "%7B%22is_empty%22%3A%7B%22field%22%3A%22city%22%7D%7D";
    for elsewhere in [
        format!("/records/contacts?cursor={cursor}"),
        format!("/records/leads?filter={filter}&cursor={cursor}"),
        format!("/jobs?cursor={cursor}"),
        format!("/audit?cursor={cursor}"),
    ] {
        ada.get(&elsewhere).await.is_problem(400, "bad_cursor");
    }
}

#[tokio::test]
async fn a_forged_or_foreign_cursor_is_refused() {
    let world = world();
    let ada = Client::ada(&world);
    let cursor = with_records(&ada).await;
    let gus = Client::new(&world, "globex", "gus", "all", EVERYTHING);
    with_records(&gus).await;
    gus.get(&format!("/records/leads?cursor={cursor}")).await.is_problem(400, "bad_cursor");
    let turned: String = cursor.chars().rev().collect();
    for forged in ["x", "%00", "202611.", "r1", &turned, &format!("{cursor}A")] {
        ada.get(&format!("/records/leads?cursor={forged}")).await.is_problem(400, "bad_cursor");
        ada.get(&format!("/jobs?cursor={forged}")).await.is_problem(400, "bad_cursor");
    }
}

#[tokio::test]
async fn lists_of_jobs_go_on_with_the_cursor_that_they_gave() {
    let ada = Client::ada(&world());
    for _ in 0..3 {
        ada.create().await;
    }
    let mut seen = 0;
    let mut path = "/jobs?limit=1".to_owned();
    for _ in 0..40 {
        let page: Page<Job> = ada.get(&path).await.ok();
        seen += page.items.len();
        let Some(next) = page.next else { break };
        path = format!("/jobs?limit=1&cursor={next}");
    }
    assert_eq!(seen, 3);
}
