//! The webhook: set by administrators, its secret shown once, and nobody else's.

use gangway_contract::WebhookShown;
use serde_json::{Value, json};

use crate::client::{Client, EVERYTHING, world};

const URL: &str = "https://crm.example.com/hook";

#[tokio::test]
async fn a_webhooks_secret_is_shown_when_it_is_made_and_never_again() {
    let ada = Client::ada(&world());
    ada.get("/webhook").await.is_problem(404, "not_found");
    let made: WebhookShown = ada.put("/webhook", &json!({ "url": URL })).await.ok();
    let secret = made.secret.expect("a secret");
    assert!(secret.starts_with("whsec_") && secret.len() == 50, "{secret}");
    let read: WebhookShown = ada.get("/webhook").await.ok();
    assert_eq!((read.url.as_str(), read.secret), (URL, None));
    let moved: WebhookShown =
        ada.put("/webhook", &json!({ "url": "https://new.example.com/" })).await.ok();
    assert_eq!((moved.secret_since, moved.secret), (read.secret_since, None), "it stays");
    let wanted = json!({ "url": URL, "new_secret": true });
    let renewed: WebhookShown = ada.put("/webhook", &wanted).await.ok();
    assert!(renewed.secret.is_some_and(|it| it != secret), "another one");
    for _twice in 0..2 {
        assert_eq!(ada.send("DELETE", "/webhook", &[], None).await.status, 204);
    }
    ada.get("/webhook").await.is_problem(404, "not_found");
}

#[tokio::test]
async fn no_secret_lies_in_a_table() {
    let ada = Client::ada(&world());
    let made: WebhookShown = ada.put("/webhook", &json!({ "url": URL })).await.ok();
    let secret = made.secret.expect("a secret");
    let kept = format!("{:?}", ada.tenant_snapshot());
    assert!(!kept.contains(secret.trim_start_matches("whsec_")), "{kept}");
}

#[tokio::test]
async fn a_webhook_leads_to_a_public_name_behind_tls() {
    let ada = Client::ada(&world());
    for url in ["http://crm.example.com/", "https://127.0.0.1/", "https://localhost/", "crm"] {
        ada.put("/webhook", &json!({ "url": url })).await.is_problem(422, "invalid");
    }
    ada.put("/webhook", &json!({ "url": URL, "secret": "mine" }))
        .await
        .is_problem(400, "bad_request");
}

#[tokio::test]
async fn only_administrators_see_set_or_remove_it() {
    let world = world();
    Client::ada(&world).put("/webhook", &json!({ "url": URL })).await.ok::<Value>();
    let olga =
        Client::new(&world, "acme", "olga", "all", "import update undo export edit_templates");
    olga.get("/webhook").await.is_problem(403, "forbidden");
    olga.put("/webhook", &json!({ "url": URL })).await.is_problem(403, "forbidden");
    olga.send("DELETE", "/webhook", &[], None).await.is_problem(403, "forbidden");
}

#[tokio::test]
async fn another_tenants_webhook_is_not_read_set_or_removed() {
    let world = world();
    let (ada, gus) = (Client::ada(&world), Client::new(&world, "globex", "gus", "all", EVERYTHING));
    let made: WebhookShown = ada.put("/webhook", &json!({ "url": URL })).await.ok();
    let before = ada.tenant_snapshot();
    gus.get("/webhook").await.is_problem(404, "not_found");
    let theirs: WebhookShown =
        gus.put("/webhook", &json!({ "url": "https://globex.example/" })).await.ok();
    assert_ne!(theirs.secret, made.secret);
    assert_eq!(gus.send("DELETE", "/webhook", &[], None).await.status, 204);
    assert_eq!(ada.tenant_snapshot(), before);
}
