//! An event as a message to a webhook, after Standard Webhooks: an id that stays, a time, and a signature of both and the
//! body for each secret.

use anyhow::Result;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use gangway_contract::{JobEvent, Webhook};
use gangway_ports::{Clock, SignWebhooks, WebhookCall};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The message of an event, as of now.
pub(crate) fn message(
    world: &(impl Clock + SignWebhooks),
    webhook: &Webhook,
    event: &JobEvent,
) -> Result<WebhookCall> {
    let (now, body) = (world.now().seconds(), serde_json::to_string(event)?);
    let signed = format!("{}.{now}.{body}", event.id);
    let signatures: Vec<String> = webhook
        .signing(now)
        .map(|name| signature(&world.webhook_secret(name), signed.as_bytes()))
        .collect::<Result<_>>()?;
    let headers = vec![
        ("webhook-id", event.id.clone()),
        ("webhook-timestamp", now.to_string()),
        ("webhook-signature", signatures.join(" ")),
    ];
    Ok(WebhookCall { url: webhook.url.clone(), headers, body })
}

fn signature(secret: &[u8; 32], signed: &[u8]) -> Result<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret)?;
    mac.update(signed);
    Ok(format!("v1,{}", BASE64_STANDARD.encode(mac.finalize().into_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of Standard Webhooks' own libraries: what `standardwebhooks` for Python and JavaScript sign so.
    #[test]
    fn a_message_is_signed_as_the_standards_own_libraries_sign_it() {
        let secret = BASE64_STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("base64");
        let signed = b"msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}";
        let mut mac = Hmac::<Sha256>::new_from_slice(&secret).expect("a key");
        mac.update(signed);
        let found = BASE64_STANDARD.encode(mac.finalize().into_bytes());
        assert_eq!(found, "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
