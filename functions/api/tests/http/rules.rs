//! Rules of a tenant's own: who registers them, that asking twice registers once, and when keys may be asked for by one.

use gangway_contract::api::{CheckKeys, KnownKeys, RegisterRule};
use gangway_contract::{FieldId, Job, JobKind, JobStatus, MatchKey, MatchRule, RegisteredRule};
use gangway_ports::SaveRules;
use gangway_ports::memory::Message;

use crate::client::{Client, leads, world};

const PATH: &str = "/modules/leads/rules";

fn custom(fields: &[&str]) -> RegisterRule {
    let fields = fields.iter().map(|it| FieldId::parse(*it).expect("a field")).collect();
    RegisterRule { rule: MatchRule::Custom(fields) }
}

async fn rules(ada: &Client) -> Vec<RegisteredRule> {
    ada.get(PATH).await.ok()
}

#[tokio::test]
async fn a_rule_is_registered_once_however_its_fields_stand_and_however_often_it_is_asked() {
    let world = world();
    let ada = Client::ada(&world);
    assert_eq!(rules(&ada).await, []);
    let job: Job = ada.post(PATH, &custom(&["company", "city"])).await.ok();
    assert_eq!((job.kind, job.status), (JobKind::Index, JobStatus::Queued));
    assert!(matches!(world.take_message(), Some(Message::Bucket(it)) if it.job == job.id));
    let again: Job = ada.post(PATH, &custom(&["city", "company", "city"])).await.ok();
    assert_eq!(again.id, job.id);
    assert_eq!(world.take_message(), None, "one rule, one job, one message");
    let found = rules(&ada).await;
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].name.as_str(), found[0].ready), ("f.city+company", false));
    ada.post(&format!("/jobs/{}/cancel", job.id), &()).await.is_problem(409, "not_stopped");
}

#[tokio::test]
async fn what_cannot_tell_records_apart_or_does_anyway_is_not_registered() {
    let world = world();
    let ada = Client::ada(&world);
    for fields in [&[] as &[&str], &["no_such"], &["tags"], &["owner"], &["full_name"]] {
        ada.post(PATH, &custom(fields)).await.is_problem(422, "invalid");
    }
    ada.post(PATH, &custom(&["email"])).await.is_problem(409, "always_ready");
    ada.post(PATH, &RegisterRule { rule: MatchRule::Identity })
        .await
        .is_problem(409, "always_ready");
    let reader = Client::new(&world, "acme", "ada", "all", "export");
    reader.post(PATH, &custom(&["city"])).await.is_problem(403, "forbidden");
    for fields in [["city"], ["state"], ["country"], ["company"], ["title"]] {
        ada.post(PATH, &custom(&fields)).await.ok::<Job>();
    }
    ada.post(PATH, &custom(&["website"])).await.is_problem(409, "too_many_rules");
    ada.post(PATH, &custom(&["city"])).await.ok::<Job>();
    let stranger = Client::new(&world, "other", "ada", "all", crate::client::EVERYTHING);
    assert_eq!(rules(&stranger).await, []);
}

#[tokio::test]
async fn keys_are_asked_for_by_a_rule_only_once_every_record_has_them() {
    let world = world();
    let ada = Client::ada(&world);
    let asked = CheckKeys { rule: custom(&["city"]).rule, keys: vec![MatchKey([7; 16])] };
    let path = "/modules/leads/keys";
    ada.post(path, &asked).await.is_problem(409, "rule_not_ready");
    let _: Job = ada.post(PATH, &custom(&["city"])).await.ok();
    ada.post(path, &asked).await.is_problem(409, "rule_not_ready");
    let rule = rules(&ada).await.remove(0);
    ada.tenant().complete_rule(&leads().id, &rule).await.expect("completed");
    let known: KnownKeys = ada.post(path, &asked).await.ok();
    assert_eq!(known.known, "AA==", "nobody has that key");
}
