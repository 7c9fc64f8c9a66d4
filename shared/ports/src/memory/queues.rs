//! Queues in memory: one line for all of them, so that a test decides the order.

use anyhow::Result;
use gangway_contract::{BucketMessage, ExportMessage, FinishMessage, PlanMessage};

use super::{MemoryTenant, Message};
use crate::{QueueBuckets, QueueExport, QueueFinish, QueuePlan};

impl QueuePlan for MemoryTenant {
    async fn queue_plan(&self, message: &PlanMessage) -> Result<()> {
        self.world
            .call("queue_plan", |data| data.queue.push_back(Message::Plan(message.clone())))
            .await
    }
}

impl QueueBuckets for MemoryTenant {
    async fn queue_buckets(&self, messages: &[BucketMessage]) -> Result<()> {
        for message in messages {
            let message = Message::Bucket(message.clone());
            self.world.call("queue_bucket", |data| data.queue.push_back(message)).await?;
        }
        Ok(())
    }
}

impl QueueFinish for MemoryTenant {
    async fn queue_finish(&self, message: &FinishMessage) -> Result<()> {
        self.world
            .call("queue_finish", |data| data.queue.push_back(Message::Finish(message.clone())))
            .await
    }
}

impl QueueExport for MemoryTenant {
    async fn queue_export(&self, message: &ExportMessage) -> Result<()> {
        self.world
            .call("queue_export", |data| data.queue.push_back(Message::Export(message.clone())))
            .await
    }
}
