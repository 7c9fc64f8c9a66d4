//! Webhooks in memory: a receiver that answers as a test has planned.

use anyhow::Result;
use gangway_contract::{JobEvent, Webhook};

use super::MemoryTenant;
use crate::{
    CallWebhook, Called, KeepWebhook, QueueWebhooks, ReadWebhook, SignWebhooks, WebhookCall,
};

impl ReadWebhook for MemoryTenant {
    async fn read_webhook(&self) -> Result<Option<Webhook>> {
        self.call("read_webhook", |data| data.webhook.clone()).await
    }
}

impl KeepWebhook for MemoryTenant {
    async fn save_webhook(&self, webhook: &Webhook) -> Result<()> {
        self.call("save_webhook", |data| data.webhook = Some(webhook.clone())).await
    }

    async fn remove_webhook(&self) -> Result<()> {
        self.call("remove_webhook", |data| data.webhook = None).await
    }
}

impl SignWebhooks for MemoryTenant {
    fn webhook_secret(&self, name: &str) -> [u8; 32] {
        // No secret, but another one for each tenant and name.
        let mut secret = [7_u8; 32];
        let letters = self.tenant.as_str().bytes().chain([0]).chain(name.bytes());
        for (at, letter) in letters.enumerate() {
            let place = &mut secret[at % 32];
            *place = place.rotate_left(3) ^ letter;
        }
        secret
    }

    fn calls_itself(&self) -> bool {
        false
    }
}

impl QueueWebhooks for MemoryTenant {
    async fn queue_webhooks(&self, events: &[JobEvent]) -> Result<()> {
        self.call("queue_webhooks", |data| data.webhook_queue.extend(events.iter().cloned())).await
    }
}

impl CallWebhook for MemoryTenant {
    async fn call_webhook(&self, call: &WebhookCall) -> Result<Called> {
        self.call("call_webhook", |data| {
            data.webhook_calls.push(call.clone());
            data.webhook_answers.pop_front().unwrap_or(Called::Answered(204))
        })
        .await
    }
}
