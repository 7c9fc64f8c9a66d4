//! Lists and lookups: what a page holds, what a scope hides, what an unchanged answer costs.

use std::collections::{BTreeMap, BTreeSet};

use gangway_contract::api::{KnownKeys, Page};
use gangway_contract::{
    Head, Job, MatchKey, ModuleId, RecordId, RecordItem, Slot, StoredRecord, TenantId, User, UserId,
};
use gangway_ports::KeyName;
use serde_json::json;

use crate::client::{Client, EVERYTHING, world};

pub(crate) fn user(id: &str, teams: &[&str]) -> User {
    User {
        id: UserId::parse(id).expect("a user"),
        email: format!("{id}@example.org"),
        name: id.to_owned(),
        teams: teams.iter().map(|it| (*it).to_owned()).collect::<BTreeSet<_>>(),
        active: true,
    }
}

/// Puts records `r0`, `r1`, … that belong to these people.
fn put_records(client: &Client, owners: &[&str]) {
    let module = ModuleId::parse("leads").expect("a module");
    client.world.with(&TenantId::parse("acme").expect("a tenant"), |data| {
        for (number, owner) in owners.iter().enumerate() {
            let id = RecordId::parse(format!("r{number}")).expect("an id");
            let record = StoredRecord {
                id: id.clone(),
                module: module.clone(),
                values: BTreeMap::new(),
                owner: UserId::parse(*owner).expect("a user"),
                version: 1,
                created_at: "2026-11-22T13:00:00.000Z".into(),
                updated_at: "2026-11-22T13:00:00.000Z".into(),
                created_by: None,
                updated_by: None,
            };
            let item = RecordItem { record, deleted: false, tokens: BTreeMap::new() };
            data.records.insert((module.clone(), id), Slot::Record(item));
        }
    });
}

async fn ids(client: &Client, path: &str) -> (Vec<String>, Option<String>) {
    let page: Page<StoredRecord> = client.get(path).await.ok();
    (page.items.iter().map(|it| it.id.to_string()).collect(), page.next)
}

#[tokio::test]
async fn a_scope_hides_what_it_does_not_reach_in_lists_and_by_address() {
    let world = world();
    let ada = Client::ada(&world);
    let people =
        [user("ada", &[]), user("tom", &["emea"]), user("olga", &["emea"]), user("zoe", &["amer"])];
    ada.put("/users", &people).await.ok::<Vec<User>>();
    put_records(&ada, &["ada", "tom", "olga", "zoe", "gone"]);
    let seen = |user: &str, scope: &str| Client::new(&world, "acme", user, scope, "");
    assert_eq!(ids(&seen("ada", "all"), "/records/leads").await.0, ["r4", "r3", "r2", "r1", "r0"]);
    assert_eq!(ids(&seen("tom", "team"), "/records/leads").await.0, ["r2", "r1"]);
    assert_eq!(ids(&seen("tom", "own"), "/records/leads").await.0, ["r1"]);
    seen("tom", "team").get("/records/leads/r3").await.is_problem(404, "not_found");
    seen("tom", "team").get("/records/leads/r4").await.is_problem(404, "not_found");
    assert_eq!(seen("tom", "team").get("/records/leads/r2").await.status, 200);
    let stranger = Client::new(&world, "globex", "gus", "all", EVERYTHING);
    stranger.get("/records/leads/r0").await.is_problem(404, "not_found");
}

#[tokio::test]
async fn pages_hold_each_visible_record_once() {
    let world = world();
    let tom = Client::new(&world, "acme", "tom", "own", "");
    let owners: Vec<&str> = (0..9).map(|it| if it % 2 == 0 { "tom" } else { "ada" }).collect();
    put_records(&tom, &owners);
    let (mut found, mut next) = ids(&tom, "/records/leads?limit=2").await;
    while let Some(cursor) = next {
        let (more, after) = ids(&tom, &format!("/records/leads?limit=2&cursor={cursor}")).await;
        found.extend(more);
        next = after;
    }
    assert_eq!(found, ["r8", "r6", "r4", "r2", "r0"]);
}

#[tokio::test]
async fn jobs_are_listed_newest_first_each_once() {
    let world = world();
    let ada = Client::ada(&world);
    let mut made = Vec::new();
    for minute in 0..5 {
        // The third one is made in another month.
        let day = if minute < 2 { 0 } else { 40 * 24 * 3_600_000 };
        world.set_now(gangway_ports::Moment(1_795_353_600_000 + day + minute * 60_000));
        made.push(ada.create().await);
    }
    let mut found = Vec::new();
    let mut path = "/jobs?limit=2".to_owned();
    loop {
        let page: Page<Job> = ada.get(&path).await.ok();
        found.extend(page.items.into_iter().map(|it| it.id));
        match page.next {
            Some(next) => path = format!("/jobs?limit=2&cursor={}", next.replace('#', "%23")),
            None => break,
        }
    }
    made.reverse();
    assert_eq!(found, made);
}

#[tokio::test]
async fn an_unchanged_job_is_not_sent_again() {
    let ada = Client::ada(&world());
    let job = ada.create().await;
    let path = format!("/jobs/{job}");
    let etag = ada.get(&path).await.etag.expect("an ETag");
    let again = ada.send("GET", &path, &[("if-none-match", &etag)], None).await;
    assert_eq!((again.status.as_u16(), again.body.as_str()), (304, ""));
    ada.post(&format!("/jobs/{job}/cancel"), &json!({})).await.ok::<Job>();
    let changed = ada.send("GET", &path, &[("if-none-match", &etag)], None).await;
    assert_eq!(changed.status.as_u16(), 200);
}

#[tokio::test]
async fn known_keys_are_told_by_bits_in_the_order_asked() {
    let ada = Client::ada(&world());
    let module = ModuleId::parse("leads").expect("a module");
    let known = KeyName {
        rule: "email".into(),
        norm: gangway_core::keys::NORM_VERSION,
        key: MatchKey([1; 16]),
    };
    let head = Head {
        record: RecordId::parse("r1").expect("an id"),
        by: None,
        more: false,
        turn: 0,
        since: None,
    };
    ada.world.with(&TenantId::parse("acme").expect("a tenant"), |data| {
        data.heads.insert((module, known), head)
    });
    let keys = [MatchKey([9; 16]), MatchKey([1; 16])];
    let found: KnownKeys =
        ada.post("/modules/leads/keys", &json!({ "rule": "email", "keys": keys })).await.ok();
    assert_eq!(found.known, "Ag==");
    let gus = Client::new(&ada.world, "globex", "gus", "all", EVERYTHING);
    let found: KnownKeys =
        gus.post("/modules/leads/keys", &json!({ "rule": "email", "keys": keys })).await.ok();
    assert_eq!(found.known, "AA==", "another tenant's keys are its own");
}
