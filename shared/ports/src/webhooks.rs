//! Telling a tenant's systems over HTTP: where to, with which secret, and the call itself.

use anyhow::Result;
use gangway_contract::{JobEvent, Webhook};

/// Reads where a tenant's systems are told.
pub trait ReadWebhook {
    /// The tenant's webhook; none if it has none.
    fn read_webhook(&self) -> impl Future<Output = Result<Option<Webhook>>> + Send;
}

/// Changes where a tenant's systems are told.
pub trait KeepWebhook {
    /// Sets the tenant's webhook.
    fn save_webhook(&self, webhook: &Webhook) -> impl Future<Output = Result<()>> + Send;

    /// Removes it; nothing happens if there is none.
    fn remove_webhook(&self) -> impl Future<Output = Result<()>> + Send;
}

/// What this installation knows of all webhooks.
pub trait SignWebhooks {
    /// The secret of this name. It is made of the tenant, the name and the installation's own secret, so that none lies in a
    /// table.
    fn webhook_secret(&self, name: &str) -> [u8; 32];

    /// Whether addresses of this machine itself are called, without TLS. In a test's cloud only.
    fn calls_itself(&self) -> bool;
}

/// Asks for events to be sent to the tenant's webhook.
pub trait QueueWebhooks {
    /// Queues every event as a message of its own.
    fn queue_webhooks(&self, events: &[JobEvent]) -> impl Future<Output = Result<()>> + Send;
}

/// Sends to webhooks.
pub trait CallWebhook {
    /// Posts it, once. Whatever is wrong with the receiver is an answer, too; `Err` is none of it.
    fn call_webhook(&self, call: &WebhookCall) -> impl Future<Output = Result<Called>> + Send;
}

/// A message to a webhook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookCall {
    /// Where to.
    pub url: String,
    /// With these headers.
    pub headers: Vec<(&'static str, String)>,
    /// JSON.
    pub body: String,
}

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Called {
    /// The receiver answered with this status.
    Answered(u16),
    /// It did not answer in time, or not at all.
    Unanswered,
    /// It lies where nothing is sent to: its name leads to no public address.
    Forbidden,
}

impl Called {
    /// The receiver has it.
    pub fn is_taken(&self) -> bool {
        matches!(self, Self::Answered(200..=299))
    }
}
