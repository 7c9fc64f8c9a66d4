//! A tenant's receiver is told of an import: signed, again where it failed, and of nobody else's.

use std::collections::BTreeMap;
use std::time::Duration;

use gangway_contract::{EventKind, JobEvent, WebhookShown};
use gangway_tests::cloud::Cloud;
use gangway_tests::import;
use gangway_tests::receiver::Receiver;
use serde_json::json;

const FILE: &[u8] = b"Email,Last Name\nann@example.org,Ann\nnot-an-address,Bob\n";

fn subscribe(cloud: &Cloud, url: &str) -> String {
    let shown: WebhookShown = cloud.put("/webhook", &json!({ "url": url })).expect("set");
    shown.secret.expect("a new one")
}

#[test]
fn a_receiver_that_fails_twice_hears_every_event_of_an_import_signed_and_of_no_other_tenant() {
    let Some(cloud) = crate::sign_in("journey-webhook") else { return };
    let Some(other) = crate::sign_in("journey-webhook-b") else { return };
    let (ours, theirs) = (Receiver::listen(2).expect("ours"), Receiver::listen(0).expect("theirs"));
    let (secret, _) = (subscribe(&cloud, &ours.url), subscribe(&other, &theirs.url));
    assert_eq!(cloud.get::<WebhookShown>("/webhook").expect("shown").secret, None);

    let (_, job) = import::import(&cloud, "leads", "a.csv", FILE, |_| {}).expect("imported");
    let mut heard: BTreeMap<String, JobEvent> = BTreeMap::new();
    let mut refused = 0;
    while heard.len() < 3 {
        // The watchdog tells within a minute; a receiver that failed is asked again after 5 seconds, then 30.
        let message = ours.next(Duration::from_mins(3)).expect("a message");
        assert!(message.is_signed_with(&secret).expect("checked"), "{message:?}");
        assert!(!message.body.contains('@'), "no value of a row: {message:?}");
        if message.status != 204 {
            refused += 1;
            continue;
        }
        let event: JobEvent = serde_json::from_str(&message.body).expect("an event");
        assert_eq!(message.header("webhook-id"), event.id);
        heard.insert(event.id.clone(), event);
    }
    assert_eq!(refused, 2, "what was refused came again");
    assert!(heard.values().all(|it| it.job == job.id), "{heard:?}");
    let kinds: Vec<EventKind> = heard.values().map(|it| it.event).collect();
    assert_eq!(kinds, [EventKind::Completed, EventKind::Created, EventKind::Started]);
    let end = heard.values().find(|it| it.event == EventKind::Completed).expect("an end");
    assert_eq!((end.counts, end.counts.created), (job.counts, 1));
    assert!(theirs.next(Duration::from_secs(1)).is_err(), "nobody else hears of it");
}

#[test]
fn what_is_not_this_machine_is_refused_without_tls_and_a_private_network_altogether() {
    let Some(cloud) = crate::sign_in("journey-webhook-c") else { return };
    for url in ["http://crm.example.com/", "https://10.0.0.1/", "https://169.254.169.254/latest/"] {
        let refused = cloud.put::<WebhookShown>("/webhook", &json!({ "url": url }));
        let said = format!("{:#}", refused.expect_err("refused"));
        assert!(said.contains("422") && said.contains("invalid"), "{url}: {said}");
    }
    assert_eq!(cloud.try_get("/webhook").expect("answered").status, 404);
}
