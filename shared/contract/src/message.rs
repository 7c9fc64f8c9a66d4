//! What goes through the queues. Messages are hints: a worker derives everything that matters from the job.

use serde::{Deserialize, Serialize};

use crate::{JobId, TenantId};

/// "This job has its file and was started: plan it."
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanMessage {
    /// Whose.
    pub tenant: TenantId,
    /// Which job.
    pub job: JobId,
}

/// "This bucket of a job waits to be written, or to be continued."
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BucketMessage {
    /// Whose.
    pub tenant: TenantId,
    /// Which job.
    pub job: JobId,
    /// Which bucket, from 0.
    pub bucket: u32,
}

/// "This export waits to be written, or to be continued."
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportMessage {
    /// Whose.
    pub tenant: TenantId,
    /// Which job.
    pub job: JobId,
}

/// "Every bucket of this job has ended: add up and finish."
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FinishMessage {
    /// Whose.
    pub tenant: TenantId,
    /// Which job.
    pub job: JobId,
}
