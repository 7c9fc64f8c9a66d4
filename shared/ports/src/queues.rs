//! Messages to the next worker. Each may arrive twice, late, or in another order.

use anyhow::Result;
use gangway_contract::{BucketMessage, ExportMessage, FinishMessage, PlanMessage};

/// Asks for a plan.
pub trait QueuePlan {
    /// Queues the message.
    fn queue_plan(&self, message: &PlanMessage) -> impl Future<Output = Result<()>> + Send;
}

/// Asks for buckets to be written.
pub trait QueueBuckets {
    /// Queues every message, in calls of ten.
    fn queue_buckets(&self, messages: &[BucketMessage]) -> impl Future<Output = Result<()>> + Send;
}

/// Asks for a job to be finished.
pub trait QueueFinish {
    /// Queues the message.
    fn queue_finish(&self, message: &FinishMessage) -> impl Future<Output = Result<()>> + Send;
}

/// Asks for an export to be written.
pub trait QueueExport {
    /// Queues the message.
    fn queue_export(&self, message: &ExportMessage) -> impl Future<Output = Result<()>> + Send;
}
