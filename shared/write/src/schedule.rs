//! When a planned job begins to write: at once, or when the time has come that somebody chose.
//!
//! No timer is set for a job. The watchdog looks at every job that has not ended each minute anyway, so a time is kept to
//! the minute by a conditional write on the job's own item, and there is nothing beside it that could be lost, left over,
//! or fire for a job that was moved or cancelled.

use anyhow::Result;
use gangway_contract::{BucketMessage, FinishMessage, JobItem, JobRef, JobStatus};
use gangway_ports::{ChangeJob, Clock, JobChange, QueueBuckets, QueueFinish};

/// The change by which a job goes from there to writing, if its time has come.
pub fn begins(from: JobStatus, now: String) -> JobChange {
    JobChange { due_by: Some(now), ..JobChange::to(&[from], JobStatus::Running) }
}

/// Lets a planned job write that waits for its time, if that has come; `false` if it has not, or if somebody was faster.
/// Messages that are lost on the way are the watchdog's to send again.
pub async fn begin_if_due<W>(world: &W, item: &JobItem) -> Result<bool>
where
    W: ChangeJob + Clock + QueueBuckets + QueueFinish,
{
    let change = begins(JobStatus::Scheduled, world.now().rfc3339());
    let Some(item) = world.change_job(&item.job.id, &change).await?.item() else {
        return Ok(false);
    };
    send_buckets(world, &item).await?;
    Ok(true)
}

/// Queues every bucket of a planned job, or its end if it has none.
pub async fn send_buckets<W: QueueBuckets + QueueFinish>(world: &W, item: &JobItem) -> Result<()> {
    let JobRef { tenant, job } = item.reference();
    if item.buckets == 0 {
        return world.queue_finish(&FinishMessage { tenant, job }).await;
    }
    let message = |bucket| BucketMessage { tenant: tenant.clone(), job: job.clone(), bucket };
    world.queue_buckets(&(0..item.buckets).map(message).collect::<Vec<_>>()).await
}
