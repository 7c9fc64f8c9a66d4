//! Events on their way to a webhook: taken, refused, healed, given up, and nobody else's.

#![expect(clippy::expect_used, reason = "the helpers of tests may fail a test")]

use call_webhook::{Next, handle};
use futures::executor::block_on;
use gangway_contract::{
    Actor, Job, JobEvent, JobId, JobItem, ModuleId, Scope, SourceFile, TenantId, UserId, Webhook,
    Wide,
};
use gangway_ports::memory::{MemoryWorld, TenantData};
use gangway_ports::{Called, Moment};

fn tenant(name: &str) -> TenantId {
    TenantId::parse(name).expect("a tenant")
}

/// A tenant with a webhook, and the event that its job was made.
fn told() -> (MemoryWorld, JobEvent) {
    let world = MemoryWorld::new(Moment(1_795_353_600_000));
    let acme = tenant("acme");
    let actor = Actor {
        tenant: acme.clone(),
        user: UserId::parse("ann").expect("a user"),
        teams: [].into(),
        scope: Scope::All,
        rights: [].into(),
    };
    let file = SourceFile { name: "leads.csv".into(), size: Wide(9), fingerprint: None };
    let module = ModuleId::parse("leads").expect("a module");
    let made = "2026-11-27T00:00:00.000Z".to_owned();
    let item =
        JobItem::new(Job::import(JobId::parse("J1").expect("an id"), module, actor, file, made));
    let event = item.owed().remove(0);
    world.with(&acme, |data| {
        data.jobs.insert(item.job.id.clone(), item);
        data.webhook = Some(webhook("https://crm.example.com/hook"));
    });
    (world, event)
}

fn webhook(url: &str) -> Webhook {
    let made = "2026-11-27T00:00:00.000Z".to_owned();
    Webhook { url: url.into(), secret: "01J9".into(), secret_since: made, before: None }
}

fn sent(world: &MemoryWorld, event: &JobEvent, deliveries: u32) -> Next {
    block_on(handle(world, event, deliveries)).expect("handled")
}

fn data(world: &MemoryWorld, name: &str) -> TenantData {
    world.with(&tenant(name), |data| data.clone())
}

#[test]
fn an_event_that_is_delivered_twice_is_sent_twice_under_one_id_and_changes_nothing_of_ours() {
    let (world, event) = told();
    let before = data(&world, "acme");
    assert_eq!((sent(&world, &event, 1), sent(&world, &event, 2)), (Next::Done, Next::Done));
    let after = data(&world, "acme");
    let ids = after.webhook_calls.iter().map(|it| it.headers[0].clone()).collect::<Vec<_>>();
    assert_eq!(ids, vec![("webhook-id", "J1-created-0".to_owned()); 2]);
    assert_eq!(after.webhook_calls[0].body, serde_json::to_string(&event).expect("JSON"));
    assert_eq!(TenantData { webhook_calls: Vec::new(), ..after }, before);
}

#[test]
fn a_receiver_that_fails_is_asked_again_after_growing_pauses_until_it_takes_the_event() {
    let (world, event) = told();
    let answers = [Called::Answered(503), Called::Unanswered, Called::Answered(302)];
    world.with(&tenant("acme"), |data| data.webhook_answers = answers.into());
    let pauses: Vec<Next> = (1..=4).map(|it| sent(&world, &event, it)).collect();
    assert_eq!(pauses, [Next::After(5), Next::After(30), Next::After(120), Next::Done]);
    assert_eq!(data(&world, "acme").webhook_calls.len(), 4);
}

#[test]
fn a_receiver_that_never_heals_is_given_up_after_a_day() {
    let (world, event) = told();
    let (mut seconds, mut deliveries) = (0, 0);
    loop {
        deliveries += 1;
        world.with(&tenant("acme"), |data| data.webhook_answers.push_back(Called::Answered(500)));
        match sent(&world, &event, deliveries) {
            Next::After(pause) => seconds += pause,
            Next::Done => break,
        }
        assert!(deliveries < 20, "the queue would give it up before");
    }
    assert!((23 * 3600..25 * 3600).contains(&seconds), "{seconds} s, {deliveries} deliveries");
}

#[test]
fn what_leads_to_a_private_address_is_given_up_at_once() {
    let (world, event) = told();
    world.with(&tenant("acme"), |data| data.webhook_answers.push_back(Called::Forbidden));
    assert_eq!(sent(&world, &event, 1), Next::Done);
}

#[test]
fn a_webhook_that_was_removed_or_moved_meanwhile_is_not_called_where_it_was() {
    let (world, event) = told();
    world.with(&tenant("acme"), |data| data.webhook = Some(webhook("https://new.example/")));
    sent(&world, &event, 1);
    world.with(&tenant("acme"), |data| data.webhook = None);
    assert_eq!(sent(&world, &event, 2), Next::Done);
    let calls = data(&world, "acme").webhook_calls;
    assert_eq!(
        calls.iter().map(|it| it.url.as_str()).collect::<Vec<_>>(),
        ["https://new.example/"]
    );
}

#[test]
fn an_event_that_names_a_job_of_somebody_else_is_sent_to_nobody() {
    let (world, mut event) = told();
    world.with(&tenant("globex"), |data| data.webhook = Some(webhook("https://globex.example/")));
    event.tenant = tenant("globex");
    assert_eq!(sent(&world, &event, 1), Next::Done);
    assert!(data(&world, "globex").webhook_calls.is_empty());
    assert!(data(&world, "acme").webhook_calls.is_empty());
}

#[test]
fn the_secret_before_the_present_one_signs_beside_it_as_long_as_it_may() {
    let (world, event) = told();
    let before = Some(("01J8".to_owned(), 1_795_353_601));
    let rotated = Webhook { before, ..webhook("https://crm.example.com/hook") };
    world.with(&tenant("acme"), |data| data.webhook = Some(rotated));
    sent(&world, &event, 1);
    world.set_now(Moment(1_795_353_601_000));
    sent(&world, &event, 1);
    let calls = data(&world, "acme").webhook_calls;
    let signatures =
        |at: usize| calls[at].headers[2].1.split(' ').map(str::to_owned).collect::<Vec<_>>();
    assert_eq!((signatures(0).len(), signatures(1).len()), (2, 1));
    assert!(
        signatures(0).iter().all(|it| it.starts_with("v1,"))
            && signatures(0)[0] != signatures(0)[1]
    );
}
