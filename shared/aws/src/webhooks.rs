//! Webhooks: where a tenant's lies, what it is signed with, and its queue.

use anyhow::Result;
use gangway_contract::{JobEvent, Webhook};
use gangway_ports::{KeepWebhook, QueueWebhooks, ReadWebhook, SignWebhooks};

use crate::TenantWorld;

const SETTING: &str = "W";
/// There is one of it.
const ONE: &str = "webhook";

impl ReadWebhook for TenantWorld {
    async fn read_webhook(&self) -> Result<Option<Webhook>> {
        self.read_setting(SETTING, ONE).await
    }
}

impl KeepWebhook for TenantWorld {
    async fn save_webhook(&self, webhook: &Webhook) -> Result<()> {
        self.save_setting(SETTING, ONE, webhook).await
    }

    async fn remove_webhook(&self) -> Result<()> {
        self.remove_setting(SETTING, ONE).await
    }
}

impl SignWebhooks for TenantWorld {
    fn webhook_secret(&self, name: &str) -> [u8; 32] {
        let names = &self.world.names;
        let key = blake3::derive_key("gangway 2026-11-27 secrets of webhooks", &names.secret);
        // A tenant's name holds no such sign, so no two tenants share a secret.
        *blake3::keyed_hash(&key, format!("{}#{name}", self.tenant).as_bytes()).as_bytes()
    }

    fn calls_itself(&self) -> bool {
        self.world.names.webhook_loopback
    }
}

impl QueueWebhooks for TenantWorld {
    async fn queue_webhooks(&self, events: &[JobEvent]) -> Result<()> {
        for event in events {
            self.queue(&self.world.names.webhook_queue, event).await?;
        }
        Ok(())
    }
}
