//! `/webhook`: where a tenant's systems are told of its jobs over HTTP. Its secret is made here and shown once.

use axum::extract::State;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use gangway_contract::{Right, SaveWebhook, Webhook, WebhookShown};
use gangway_ports::{Clock, KeepWebhook, Moment, ReadWebhook, SignWebhooks};
use ulid::Ulid;
use url::{Host, Url};

use crate::actor::Asker;
use crate::answer::{Answer, Done};
use crate::body::Body;
use crate::problem::{Failure, Outcome};
use crate::{ApiTenant, ApiWorld};

const LONGEST: usize = 2_000;
/// How long the secret before the present one signs too: long enough to change it in a receiver.
const BOTH_SECONDS: u32 = 24 * 3600;
/// How secrets are written, after Standard Webhooks.
const PREFIX: &str = "whsec_";

/// `GET /webhook`
pub(crate) async fn read<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
) -> Outcome<Answer<WebhookShown>> {
    must(&asker)?;
    let found = world.for_tenant(&asker.0.tenant).read_webhook().await?;
    let none = || Failure::not_found("No webhook is set: nothing is sent.");
    found.map(|it| Answer(shown(it, None))).ok_or_else(none)
}

/// `PUT /webhook`: another address keeps the secret, unless a new one is asked for.
pub(crate) async fn save<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Body(wanted): Body<SaveWebhook>,
) -> Outcome<Answer<WebhookShown>> {
    must(&asker)?;
    let tenant = world.for_tenant(&asker.0.tenant);
    check(&wanted.url, tenant.calls_itself())?;
    let before = tenant.read_webhook().await?;
    let (webhook, is_new) = merged(wanted, before, tenant.now());
    tenant.save_webhook(&webhook).await?;
    let secret = is_new.then(|| secret(&tenant, &webhook.secret));
    Ok(Answer(shown(webhook, secret)))
}

/// `DELETE /webhook`
pub(crate) async fn remove<W: ApiWorld>(State(world): State<W>, asker: Asker) -> Outcome<Done> {
    must(&asker)?;
    world.for_tenant(&asker.0.tenant).remove_webhook().await?;
    Ok(Done)
}

fn must(asker: &Asker) -> Outcome<()> {
    asker.must(Right::Administer, "The webhook is for those with the right to administer.")
}

fn merged(wanted: SaveWebhook, before: Option<Webhook>, now: Moment) -> (Webhook, bool) {
    match before {
        Some(before) if !wanted.new_secret => (Webhook { url: wanted.url, ..before }, false),
        before => {
            let until = now.plus_seconds(BOTH_SECONDS).seconds();
            let webhook = Webhook {
                url: wanted.url,
                secret: Ulid::generate().to_string(),
                secret_since: now.rfc3339(),
                before: before.map(|it| (it.secret, until)),
            };
            (webhook, true)
        }
    }
}

fn secret(tenant: &impl ApiTenant, name: &str) -> String {
    format!("{PREFIX}{}", BASE64_STANDARD.encode(tenant.webhook_secret(name)))
}

fn shown(webhook: Webhook, secret: Option<String>) -> WebhookShown {
    WebhookShown { url: webhook.url, secret_since: webhook.secret_since, secret }
}

/// What can be told of an address without looking it up. What its name leads to is looked at with every call.
fn check(url: &str, loopback: bool) -> Outcome<()> {
    if url.len() > LONGEST {
        return Err(Failure::invalid(format!(
            "A webhook’s address has at most {LONGEST} letters."
        )));
    }
    let Ok(parsed) = Url::parse(url) else {
        return Err(Failure::invalid("The webhook’s address is none. Give a whole one: https://…"));
    };
    if loopback && parsed.host() == Some(Host::Ipv4(std::net::Ipv4Addr::LOCALHOST)) {
        return Ok(());
    }
    if parsed.scheme() != "https" {
        return Err(Failure::invalid("Events are sent to addresses with https:// only."));
    }
    if !parsed.username().is_empty() || parsed.password().is_some() || parsed.fragment().is_some() {
        let title = "Leave names, passwords and #… out of the webhook’s address.";
        return Err(Failure::invalid(title));
    }
    let is_named =
        |it: &str| it.contains('.') && !it.ends_with(".localhost") && !it.ends_with(".internal");
    match parsed.host() {
        Some(Host::Domain(name)) if is_named(name.trim_end_matches('.')) => Ok(()),
        _ => Err(Failure::invalid("Events are sent to names on the public internet only.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_public_name_behind_tls_is_an_address() {
        assert!(check("https://crm.example.com/hooks?of=gangway", false).is_ok());
        let wrong = [
            "crm.example.com",
            "http://crm.example.com/",
            "https://ann:secret@crm.example.com/",
            "https://crm.example.com/#a",
            "https://localhost/",
            "https://metadata.google.internal/",
            "https://10.0.0.1/",
            "https://2130706433/",
            "https://[::1]/",
            "http://127.0.0.1:8080/",
            "file:///etc/passwd",
        ];
        for url in wrong {
            assert!(check(url, false).is_err(), "{url}");
        }
        assert!(check(&format!("https://a.example/{}", "x".repeat(LONGEST)), false).is_err());
        assert!(check("http://127.0.0.1:8080/", true).is_ok());
        assert!(check("http://10.0.0.1/", true).is_err());
    }

    #[test]
    fn a_secret_stays_until_another_one_is_asked_for_and_signs_for_a_day_after() {
        let wanted = |new_secret| SaveWebhook { url: "https://a.example/".into(), new_secret };
        let now = Moment(1_795_353_600_000);
        let (first, is_new) = merged(wanted(false), None, now);
        assert!(is_new);
        let (second, is_new) = merged(wanted(false), Some(first.clone()), now);
        assert!(!is_new && second == first);
        let (third, is_new) = merged(wanted(true), Some(second), now);
        assert!(is_new && third.secret != first.secret);
        let at =
            |seconds| third.signing(now.seconds() + seconds).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(at(BOTH_SECONDS - 1), [third.secret.clone(), first.secret.clone()]);
        assert_eq!(at(BOTH_SECONDS).join(" "), third.secret);
    }
}
