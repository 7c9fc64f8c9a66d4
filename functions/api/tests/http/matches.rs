//! Records behind match keys: what a preview may show of them.

use axum::http::StatusCode;
use gangway_contract::api::Matches;
use gangway_contract::{FieldId, KeyMatch, MatchRule, Record, User};
use serde_json::json;

use crate::client::{Client, EVERYTHING, Reply, world};

/// Asks which records have these addresses.
async fn ask(client: &Client, emails: &[&str]) -> Reply {
    let key = |email: &&str| {
        let field = FieldId::parse("email").expect("a field");
        let record = Record::from([(field, gangway_contract::Value::Text((*email).into()))]);
        gangway_core::keys::match_key(&MatchRule::Email, &record).expect("a key")
    };
    let keys: Vec<_> = emails.iter().map(key).collect();
    client.post("/modules/leads/matches", &json!({ "rule": "email", "keys": keys })).await
}

async fn found(client: &Client, emails: &[&str]) -> Vec<KeyMatch> {
    ask(client, emails).await.ok::<Matches>().matches
}

async fn make(client: &Client, email: &str, city: &str, owner: &str) {
    let body = json!({ "values": { "email": email, "city": city }, "owner": owner });
    assert_eq!(client.post("/records/leads", &body).await.status, StatusCode::CREATED);
}

fn city(found: &KeyMatch) -> Option<String> {
    let KeyMatch::Found { record, .. } = found else { return None };
    Some(record.values.get(&FieldId::parse("city").ok()?)?.to_text())
}

#[tokio::test]
async fn a_key_leads_to_the_record_with_its_values_in_the_order_asked() {
    let ada = Client::ada(&world());
    make(&ada, "ann@x.org", "Rome", "ada").await;
    make(&ada, "bob@x.org", "Oslo", "ada").await;
    let found = found(&ada, &["bob@x.org", "nobody@x.org", "ann@x.org"]).await;
    let cities: Vec<_> = found.iter().map(city).collect();
    assert_eq!(cities, [Some("Oslo".into()), None, Some("Rome".into())]);
    assert_eq!(found[1], KeyMatch::Nobody);
}

#[tokio::test]
async fn of_several_records_the_oldest_is_told_and_a_deleted_one_is_none() {
    let world = world();
    let ada = Client::ada(&world);
    make(&ada, "ann@x.org", "first", "ada").await;
    world.set_now(gangway_ports::Moment(1_795_353_660_000));
    make(&ada, "ann@x.org", "second", "ada").await;
    let told = found(&ada, &["ann@x.org"]).await;
    let KeyMatch::Found { record, several: true } = &told[0] else { panic!("{told:?}") };
    assert_eq!(city(&told[0]).as_deref(), Some("first"));
    let path = format!("/records/leads/{}", record.id);
    let gone = ada.send("DELETE", &path, &[("if-match", "\"1\"")], None).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    let told = found(&ada, &["ann@x.org"]).await;
    let KeyMatch::Found { several: false, .. } = &told[0] else { panic!("{told:?}") };
    assert_eq!(city(&told[0]).as_deref(), Some("second"));
}

#[tokio::test]
async fn a_record_outside_the_scope_is_hidden_and_none_of_its_values_leaves() {
    let world = world();
    let ada = Client::ada(&world);
    let people = [crate::lists::user("tom", &["emea"]), crate::lists::user("zoe", &["amer"])];
    ada.put("/users", &people).await.ok::<Vec<User>>();
    make(&ada, "ann@x.org", "Secret", "zoe").await;
    for scope in ["own", "team"] {
        let tom = Client::new(&world, "acme", "tom", scope, "import update");
        let reply = ask(&tom, &["ann@x.org"]).await;
        assert!(!reply.body.contains("Secret") && !reply.body.contains("zoe"), "{}", reply.body);
        assert_eq!(reply.ok::<Matches>().matches, [KeyMatch::Hidden { several: false }]);
    }
    let gus = Client::new(&world, "globex", "gus", "all", EVERYTHING);
    assert_eq!(found(&gus, &["ann@x.org"]).await, [KeyMatch::Nobody], "another tenant's");
}

#[tokio::test]
async fn whoever_may_not_import_follows_no_keys_and_nobody_follows_many_at_once() {
    let world = world();
    let rita = Client::new(&world, "acme", "rita", "all", "update export");
    ask(&rita, &["ann@x.org"]).await.is_problem(403, "forbidden");
    let many = vec!["ann@x.org"; 101];
    ask(&Client::ada(&world), &many).await.is_problem(422, "invalid");
}
