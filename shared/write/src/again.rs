//! Lets an ended job run again for the rows that it left, and only for those.
//!
//! The job itself goes on: the same buckets, the same slots. A row's slot is a function of job and row, so a row whose
//! effect an ended worker had and nobody told finds it there and is only counted.

use std::collections::BTreeSet;

use anyhow::Result;
use gangway_contract::{JobItem, JobStatus};
use gangway_ports::{ChangeJob, JobChange, ReadLedger};

/// Where rows are left that may be run again.
pub const LEFT: [JobStatus; 2] = [JobStatus::CompletedWithErrors, JobStatus::Cancelled];

/// Makes the job run again, if it still is as it was read, and gives the buckets with left rows; their messages are the
/// caller's to send, and the watchdog's if they are lost. None if somebody else was faster, or if nothing is left.
///
/// Each bucket is opened by its own worker. Until then its entry says what the run before has settled, which is what
/// counts.
pub async fn run_again<W: ChangeJob + ReadLedger>(
    world: &W,
    item: &JobItem,
) -> Result<Option<BTreeSet<u32>>> {
    let id = &item.job.id;
    let ledger = world.read_ledger(id).await?;
    let left = ledger.iter().filter(|it| it.is_left(item.reruns + 1));
    let buckets: BTreeSet<u32> = left.map(|it| it.bucket).collect();
    if buckets.is_empty() {
        return Ok(None);
    }
    // What planning counted: the ledger counts the rest.
    let planned = ledger.iter().fold(item.job.counts, |rest, it| rest.without(&it.counts));
    let change = JobChange {
        at_rerun: Some(item.reruns),
        reopened: Some(buckets.clone()),
        counts: Some(planned),
        files: Some(Vec::new()),
        ..JobChange::to(&LEFT, JobStatus::Running)
    };
    Ok(world.change_job(id, &change).await?.item().map(|_| buckets))
}
