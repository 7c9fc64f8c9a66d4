//! Opens an undo: counts the rows that its import wrote, opens a bucket for each of the import's, and lets them go.
//! Doing it again changes nothing.

use anyhow::{Context, Result};
use gangway_contract::{BucketMessage, FinishMessage, JobCounts, JobItem, JobStatus, LedgerEntry};
use gangway_ports::JobChange;

use crate::Access;

/// Opens the undo, and queues its buckets.
pub(crate) async fn open_undo<W: Access>(
    world: &W,
    message: &BucketMessage,
    item: &JobItem,
) -> Result<()> {
    let import = item.job.undoes.as_ref().context("an undo of nothing")?;
    let manifest = world.read_manifest(import).await?.context("the import's slices are gone")?;
    let written: u32 = world
        .read_ledger(import)
        .await?
        .iter()
        .map(|it| it.counts.created + it.counts.updated)
        .sum();
    let numbers = 0..u32::try_from(manifest.buckets.len())?;
    let entries: Vec<LedgerEntry> = numbers.clone().map(LedgerEntry::open).collect();
    world.open_ledger(&message.job, &entries).await?;
    let mut change = JobChange::to(&[JobStatus::Queued], JobStatus::Running);
    change.started_at = Some(world.now().rfc3339());
    change.counts = Some(JobCounts { rows: written, ..JobCounts::default() });
    change.buckets = Some(numbers.end);
    world.change_job(&message.job, &change).await?;
    let bucket = |bucket| BucketMessage { bucket, ..message.clone() };
    world.queue_buckets(&numbers.map(bucket).collect::<Vec<_>>()).await?;
    if manifest.buckets.is_empty() {
        let finish = FinishMessage { tenant: message.tenant.clone(), job: message.job.clone() };
        world.queue_finish(&finish).await?;
    }
    Ok(())
}
