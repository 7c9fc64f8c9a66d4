//! Messages to SQS. Each names its tenant as its group: of a standard queue, SQS hands the messages of a tenant with few of
//! them out before those of one whose backlog keeps others waiting ("fair queues"). It orders nothing.

use anyhow::{Context, Result, bail};
use aws_sdk_sqs::types::SendMessageBatchRequestEntry;
use gangway_contract::{BucketMessage, ExportMessage, FinishMessage, PlanMessage};
use gangway_ports::{QueueBuckets, QueueExport, QueueFinish, QueuePlan};
use serde::Serialize;

use crate::TenantWorld;

/// SQS's limit for messages in a call.
const MESSAGES: usize = 10;

impl TenantWorld {
    pub(crate) async fn queue(&self, queue: &str, message: &impl Serialize) -> Result<()> {
        let body = serde_json::to_string(message)?;
        let call = self.world.sqs.send_message().queue_url(queue).message_body(body);
        call.message_group_id(self.tenant.as_str())
            .send()
            .await
            .context("failed to queue a message")?;
        Ok(())
    }
}

impl QueuePlan for TenantWorld {
    async fn queue_plan(&self, message: &PlanMessage) -> Result<()> {
        self.queue(&self.world.names.plan_queue, message).await
    }
}

impl QueueBuckets for TenantWorld {
    async fn queue_buckets(&self, messages: &[BucketMessage]) -> Result<()> {
        for chunk in messages.chunks(MESSAGES) {
            let entries = chunk.iter().map(|it| self.bucket_entry(it)).collect::<Result<_>>()?;
            let call = self.world.sqs.send_message_batch();
            let output = call
                .queue_url(&self.world.names.write_queue)
                .set_entries(Some(entries))
                .send()
                .await
                .context("failed to queue buckets")?;
            if let Some(failed) = output.failed.first() {
                bail!("SQS did not take a bucket's message: {}", failed.code);
            }
        }
        Ok(())
    }
}

impl QueueFinish for TenantWorld {
    async fn queue_finish(&self, message: &FinishMessage) -> Result<()> {
        self.queue(&self.world.names.finish_queue, message).await
    }
}

impl QueueExport for TenantWorld {
    async fn queue_export(&self, message: &ExportMessage) -> Result<()> {
        self.queue(&self.world.names.export_queue, message).await
    }
}

impl TenantWorld {
    fn bucket_entry(&self, message: &BucketMessage) -> Result<SendMessageBatchRequestEntry> {
        Ok(SendMessageBatchRequestEntry::builder()
            .id(message.bucket.to_string())
            .message_body(serde_json::to_string(message)?)
            .message_group_id(self.tenant.as_str())
            .build()?)
    }
}
