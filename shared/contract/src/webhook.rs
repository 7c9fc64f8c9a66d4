//! Where a tenant's systems are told of its jobs over HTTP.

use serde::{Deserialize, Serialize};

/// `PUT /webhook`: where to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SaveWebhook {
    /// An address that begins with `https://`, on the public internet.
    pub url: String,
    /// Whether a new secret is made. The one before it signs beside it for a day.
    #[serde(default)]
    pub new_secret: bool,
}

/// A tenant's webhook, for its administrators.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookShown {
    /// Where events are sent.
    pub url: String,
    /// When its secret was made, RFC 3339.
    pub secret_since: String,
    /// What its messages are signed with. It is shown in the answer that made it, and never again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

/// A tenant's webhook as it is kept. The secrets themselves are not: they are made of their names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Webhook {
    /// Where events are sent.
    pub url: String,
    /// The name of its secret.
    pub secret: String,
    /// When that was made, RFC 3339.
    pub secret_since: String,
    /// The name of the secret before it, and until when that one signs too, in unix seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<(String, u32)>,
}

impl Webhook {
    /// The names of all secrets that sign at this moment, the newest first.
    pub fn signing(&self, now: u32) -> impl Iterator<Item = &str> {
        let before = self.before.iter().filter(move |it| it.1 > now).map(|it| it.0.as_str());
        std::iter::once(self.secret.as_str()).chain(before)
    }
}
