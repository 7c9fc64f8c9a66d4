//! Records made, read, changed and deleted one by one: typed, by version, within the scope, with the right, once.

use axum::http::StatusCode;
use gangway_contract::api::{KnownKeys, Page, Problem};
use gangway_contract::{FieldId, IssueCode, MatchRule, Record, Slot, StoredRecord, User};
use serde_json::{Value, json};

use crate::client::{Client, EVERYTHING, Reply, world};

/// Makes a record of Ada's.
async fn made(client: &Client, values: Value) -> StoredRecord {
    let reply = client.post("/records/leads", &json!({ "values": values })).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.body);
    serde_json::from_str(&reply.body).expect("a record")
}

async fn change(client: &Client, id: &str, if_match: &str, body: &Value) -> Reply {
    let body = serde_json::to_vec(body).expect("JSON");
    let path = format!("/records/leads/{id}");
    client.send("PATCH", &path, &[("if-match", if_match)], Some(body)).await
}

async fn delete(client: &Client, id: &str, if_match: &str) -> Reply {
    client.send("DELETE", &format!("/records/leads/{id}"), &[("if-match", if_match)], None).await
}

/// Whether an address leads to a record, as an import would find it.
async fn known(client: &Client, email: &str) -> bool {
    lookup(client, email).await.ok::<KnownKeys>().known != "AA=="
}

/// Asks whether an address is known.
async fn lookup(client: &Client, email: &str) -> Reply {
    let field = FieldId::parse("email").expect("a field");
    let record = Record::from([(field, gangway_contract::Value::Text(email.into()))]);
    let key = gangway_core::keys::match_key(&MatchRule::Email, &record).expect("a key");
    let asked = json!({ "rule": "email", "keys": [key] });
    client.post("/modules/leads/keys", &asked).await
}

#[tokio::test]
async fn a_record_is_known_by_its_id_as_long_as_it_is_there() {
    let world = world();
    let ada = Client::ada(&world);
    let id = made(&ada, json!({ "city": "Rome" })).await.id.to_string();
    let key = gangway_core::keys::identity_key(&id).expect("a key");
    let asked = json!({ "rule": "identity", "keys": [gangway_contract::MatchKey([7; 16]), key] });
    let known = async || ada.post("/modules/leads/keys", &asked).await.ok::<KnownKeys>().known;
    assert_eq!(known().await, "Ag==");
    delete(&ada, &id, "\"1\"").await;
    assert_eq!(known().await, "AA==");
}

#[tokio::test]
async fn a_record_is_made_typed_found_by_its_key_and_listed_first() {
    let world = world();
    let ada = Client::ada(&world);
    made(&ada, json!({ "city": "Rome" })).await;
    world.set_now(gangway_ports::Moment(1_795_353_660_000));
    let reply = ada
        .post(
            "/records/leads",
            &json!({ "values": { "email": " ann@Example.org", "phone": "+1 212 555 0101", "city": null, "tags": ["vip"] } }),
        )
        .await;
    assert_eq!((reply.status, reply.etag.as_deref()), (StatusCode::CREATED, Some("\"1\"")));
    let record: StoredRecord = serde_json::from_str(&reply.body).expect("a record");
    let values = serde_json::to_value(&record.values).expect("JSON");
    assert_eq!(
        values,
        json!({ "email": "ann@example.org", "phone": "+12125550101", "tags": ["vip"] })
    );
    assert_eq!(
        (record.owner.as_str(), record.version, record.created_by.clone()),
        ("ada", 1, None)
    );
    assert!(known(&ada, "ANN@example.org").await);
    let page: Page<StoredRecord> = ada.get("/records/leads").await.ok();
    assert_eq!((page.items.len(), &page.items[0]), (2, &record), "newest first");
    let read = ada.get(&format!("/records/leads/{}", record.id)).await;
    assert_eq!((read.etag.as_deref(), read.ok::<StoredRecord>()), (Some("\"1\""), record));
}

#[tokio::test]
async fn what_is_wrong_is_told_by_field_in_an_imports_words() {
    let ada = Client::ada(&world());
    let wrong = json!({ "values": { "email": "nobody", "rating": "tepid", "city": "Rome" } });
    let reply = ada.post("/records/leads", &wrong).await;
    reply.is_problem(422, "invalid_values");
    let problem: Problem = serde_json::from_str(&reply.body).expect("a problem");
    let found: Vec<_> = problem.errors.iter().map(|it| (it.field.as_str(), it.code)).collect();
    assert_eq!(found, [("email", IssueCode::BadEmail), ("rating", IssueCode::NotAnOption)]);
    assert!(problem.errors.iter().all(|it| it.message.ends_with('.')), "{problem:?}");
    for (values, kind) in [
        (json!({ "values": { "no_such": "x" } }), "invalid"),
        (json!({ "values": { "owner": "ada" } }), "invalid"),
        (json!({ "values": {} }), "invalid"),
        (json!({ "values": { "notes": "x".repeat(32_001) } }), "invalid_values"),
    ] {
        ada.post("/records/leads", &values).await.is_problem(422, kind);
    }
    for body in [json!({ "fields": {} }), json!({ "values": { "employees": 7 } })] {
        ada.post("/records/leads", &body).await.is_problem(400, "bad_request");
    }
    let page: Page<StoredRecord> = ada.get("/records/leads").await.ok();
    assert!(page.items.is_empty(), "nothing was written");
}

#[tokio::test]
async fn a_record_sent_twice_with_one_key_is_made_once() {
    let ada = Client::ada(&world());
    let send = async |email: &str| {
        let body = json!({ "values": { "email": email } });
        let body = serde_json::to_vec(&body).expect("JSON");
        ada.send("POST", "/records/leads", &[("idempotency-key", "k1")], Some(body)).await
    };
    let (first, second) = (send("ann@x.org").await, send("ann@x.org").await);
    assert_eq!((first.status, first.body), (StatusCode::CREATED, second.body.clone()));
    send("bob@x.org").await.is_problem(409, "idempotency_key_reused");
    let record: StoredRecord = serde_json::from_str(&second.body).expect("a record");
    assert_eq!(delete(&ada, record.id.as_str(), "\"1\"").await.status, StatusCode::NO_CONTENT);
    send("ann@x.org").await.is_problem(409, "deleted_since");
}

#[tokio::test]
async fn a_changed_address_moves_the_key_and_the_rest_stays() {
    let ada = Client::ada(&world());
    let record = made(&ada, json!({ "email": "ann@x.org", "city": "Rome" })).await;
    let id = record.id.as_str();
    let body = json!({ "values": { "email": "anna@x.org" } });
    let reply = change(&ada, id, "\"1\"", &body).await;
    assert_eq!(reply.etag.as_deref(), Some("\"2\""));
    let changed: StoredRecord = reply.ok();
    let values = serde_json::to_value(&changed.values).expect("JSON");
    assert_eq!(values, json!({ "email": "anna@x.org", "city": "Rome" }));
    assert!(known(&ada, "anna@x.org").await && !known(&ada, "ann@x.org").await);
    let again = change(&ada, id, "\"2\"", &body).await;
    assert_eq!(again.etag.as_deref(), Some("\"2\""), "what says the same is no new version");
}

#[tokio::test]
async fn a_stale_version_changes_nothing_and_a_missing_one_is_asked_for() {
    let ada = Client::ada(&world());
    let record = made(&ada, json!({ "email": "ann@x.org" })).await;
    let id = record.id.as_str();
    let body = json!({ "values": { "city": "Rome" } });
    assert_eq!(change(&ada, id, "\"1\"", &body).await.status, StatusCode::OK);
    let late = json!({ "values": { "city": "Oslo" } });
    change(&ada, id, "\"1\"", &late).await.is_problem(412, "changed_since");
    delete(&ada, id, "\"1\"").await.is_problem(412, "changed_since");
    let path = format!("/records/leads/{id}");
    let send = async |body: &Value| {
        let body = serde_json::to_vec(body).expect("JSON");
        ada.send("PATCH", &path, &[], Some(body)).await
    };
    send(&json!({ "values": {}, "version": 1 })).await.is_problem(409, "changed_since");
    send(&late).await.is_problem(428, "version_required");
    change(&ada, id, "2", &late).await.is_problem(400, "bad_request");
    let two = json!({ "values": {}, "version": 1 });
    change(&ada, id, "\"2\"", &two).await.is_problem(400, "bad_request");
    ada.send("DELETE", &path, &[], None).await.is_problem(428, "version_required");
    let kept: StoredRecord = ada.get(&path).await.ok();
    assert_eq!(
        (kept.version, serde_json::to_value(&kept.values).expect("JSON")["city"].clone()),
        (2, json!("Rome"))
    );
    let gone = ada.send("DELETE", &format!("{path}?version=2"), &[], None).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn a_deleted_record_leaves_a_tombstone_and_its_key_to_the_next() {
    let world = world();
    let ada = Client::ada(&world);
    let first = made(&ada, json!({ "email": "ann@x.org" })).await;
    world.set_now(gangway_ports::Moment(1_795_353_660_000));
    let second = made(&ada, json!({ "email": "ann@x.org" })).await;
    assert_eq!(delete(&ada, first.id.as_str(), "\"1\"").await.status, StatusCode::NO_CONTENT);
    delete(&ada, first.id.as_str(), "\"1\"").await.is_problem(404, "not_found");
    assert!(known(&ada, "ann@x.org").await, "the next record has the key");
    ada.world.with(&gangway_contract::TenantId::parse("acme").expect("a tenant"), |data| {
        let slot = &data.records[&(first.module.clone(), first.id.clone())];
        assert!(matches!(slot, Slot::Record(it) if it.deleted && it.record.version == 2));
        assert!(data.heads.values().all(|it| it.record == second.id), "{:?}", data.heads);
    });
    assert_eq!(delete(&ada, second.id.as_str(), "\"1\"").await.status, StatusCode::NO_CONTENT);
    let page: Page<StoredRecord> = ada.get("/records/leads").await.ok();
    assert!(page.items.is_empty());
}

#[tokio::test]
async fn a_record_outside_the_scope_is_not_there_for_any_verb() {
    let world = world();
    let ada = Client::ada(&world);
    let people = [crate::lists::user("tom", &["emea"]), crate::lists::user("zoe", &["amer"])];
    ada.put("/users", &people).await.ok::<Vec<User>>();
    let body = json!({ "values": { "email": "ann@x.org" }, "owner": "zoe" });
    let record: StoredRecord =
        serde_json::from_str(&ada.post("/records/leads", &body).await.body).expect("a record");
    let path = format!("/records/leads/{}", record.id);
    let edit = json!({ "values": { "city": "Rome" } });
    for (tenant, user, scope) in
        [("acme", "tom", "own"), ("acme", "tom", "team"), ("globex", "gus", "all")]
    {
        let stranger = Client::new(&world, tenant, user, scope, EVERYTHING);
        stranger.get(&path).await.is_problem(404, "not_found");
        change(&stranger, record.id.as_str(), "\"1\"", &edit).await.is_problem(404, "not_found");
        delete(&stranger, record.id.as_str(), "\"1\"").await.is_problem(404, "not_found");
        let page: Page<StoredRecord> = stranger.get("/records/leads").await.ok();
        assert!(page.items.is_empty());
    }
    let zoe = Client::new(&world, "acme", "zoe", "own", "update");
    assert_eq!(change(&zoe, record.id.as_str(), "\"1\"", &edit).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_key_of_a_record_outside_the_scope_is_answered_by_one_bit_and_nothing_else() {
    let world = world();
    let ada = Client::ada(&world);
    let people = [crate::lists::user("tom", &["emea"]), crate::lists::user("zoe", &["amer"])];
    ada.put("/users", &people).await.ok::<Vec<User>>();
    let body = json!({ "values": { "email": "ann@x.org", "city": "Secret" }, "owner": "zoe" });
    assert_eq!(ada.post("/records/leads", &body).await.status, StatusCode::CREATED);
    for scope in ["own", "team", "all"] {
        let tom = Client::new(&world, "acme", "tom", scope, "import update");
        let reply = lookup(&tom, "ann@x.org").await;
        let answer: serde_json::Map<String, Value> = reply.ok();
        assert_eq!(answer.keys().collect::<Vec<_>>(), ["as_of", "known"], "{scope}");
        assert_eq!(answer["known"], "AQ==", "matching is of the whole tenant");
    }
}

#[tokio::test]
async fn each_verb_needs_its_right_and_giving_away_needs_its_own() {
    let world = world();
    let ada = Client::ada(&world);
    ada.put("/users", &[crate::lists::user("tom", &[])]).await.ok::<Vec<User>>();
    let record = made(&ada, json!({ "email": "ann@x.org" })).await;
    let id = record.id.as_str();
    let edit = json!({ "values": { "city": "Rome" } });
    let rita = Client::new(&world, "acme", "ada", "all", "see_others_jobs assign_owners export");
    rita.post("/records/leads", &json!({ "values": { "city": "x" } }))
        .await
        .is_problem(403, "forbidden");
    change(&rita, id, "\"1\"", &edit).await.is_problem(403, "forbidden");
    delete(&rita, id, "\"1\"").await.is_problem(403, "forbidden");

    let ann = Client::new(&world, "acme", "ada", "all", "import update");
    let give = json!({ "owner": "tom" });
    change(&ann, id, "\"1\"", &give).await.is_problem(403, "forbidden");
    let body = json!({ "values": { "city": "x" }, "owner": "tom" });
    ann.post("/records/leads", &body).await.is_problem(403, "forbidden");
    let keep = json!({ "owner": "ada", "values": { "city": "Rome" } });
    assert_eq!(change(&ann, id, "\"1\"", &keep).await.status, StatusCode::OK);
    change(&ada, id, "\"2\"", &json!({ "owner": "nobody" }))
        .await
        .is_problem(422, "invalid_values");
    let given: StoredRecord = change(&ada, id, "\"2\"", &give).await.ok();
    assert_eq!(given.owner.as_str(), "tom");
}

#[tokio::test]
async fn a_filter_chooses_and_pages_go_on_where_they_ended() {
    let ada = Client::ada(&world());
    for number in 0..7 {
        let city = if number % 2 == 0 { "Rome" } else { "Oslo" };
        made(&ada, json!({ "city": city, "employees": number.to_string() })).await;
    }
    let filter = r#"{"all":[{"equals":{"field":"city","value":"rome"}},{"greater":{"field":"employees","value":"0"}}]}"#;
    let filter = filter.replace('"', "%22").replace('{', "%7B").replace('}', "%7D");
    let path = format!("/records/leads?limit=2&filter={filter}");
    let first: Page<StoredRecord> = ada.get(&path).await.ok();
    let next = first.next.expect("more");
    let second: Page<StoredRecord> = ada.get(&format!("{path}&cursor={next}")).await.ok();
    assert_eq!((first.items.len(), second.items.len(), second.next), (2, 1, None));
    for (filter, status, kind) in [
        ("%7B%22is_empty%22:%7B%22field%22:%22no_such%22%7D%7D", 422, "invalid"),
        ("city=Rome", 400, "bad_request"),
        ("%7B%22like%22:%7B%7D%7D", 400, "bad_request"),
    ] {
        let path = format!("/records/leads?filter={filter}");
        ada.get(&path).await.is_problem(status, kind);
    }
}
