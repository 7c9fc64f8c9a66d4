//! Takes a bucket under a lease, writes its groups in steps, and leaves it done, cancelled or to be continued.
//!
//! `Err` means "try again" and nothing else. Whatever is wrong with a row becomes its outcome.
//!
//! SQS delivers at least once, so this runs twice sooner or later, perhaps beside itself. Every effect is a
//! conditional write on an item whose identity is a function of job and row; the tests hold us to
//! "the second delivery changes nothing".

use anyhow::{Context, Result};
use gangway_contract::{
    BucketMessage, FinishMessage, JobItem, JobStatus, LedgerEntry, LedgerState,
};
use gangway_ports::{
    Clock, EndBucket, IndexKeys, Moment, QueueBuckets, QueueFinish, ReadJob, ReadKeys, ReadLedger,
    ReadModules, ReadOutcomes, ReadRecords, ReadSlices, ReadUsers, TakeLease, WriteOutcomes,
    WriteRecords, access,
};

use crate::progress::Progress;
use crate::round::write_step;
use crate::work::Work;

access! {
    /// What this function may touch; its policy in `infra/template.yaml` grants exactly that.
    pub trait Access:
        Clock
        + ReadJob
        + EndBucket
        + ReadUsers
        + ReadModules
        + ReadSlices
        + ReadLedger
        + TakeLease
        + ReadOutcomes
        + WriteOutcomes
        + ReadKeys
        + IndexKeys
        + ReadRecords
        + WriteRecords
        + QueueBuckets
        + QueueFinish
}

/// Groups between two looks at the clock, the cancel flag and the cursor.
const STEP: usize = 400;
/// A step that begins later than this before the deadline might not end.
const MARGIN_SECONDS: u32 = 25;
/// The lease outlives the Lambda: AWS ends it at its deadline, and no second worker begins before that.
const LEASE_MARGIN_SECONDS: u32 = 60;

/// Writes one bucket.
#[tracing::instrument(skip_all, fields(job.id = %message.job, bucket.number = message.bucket))]
pub async fn handle<W: Access>(world: &W, message: &BucketMessage, deadline: Moment) -> Result<()> {
    let Some(job) = world.read_job(&message.job).await?.filter(|it| !it.job.status.is_terminal())
    else {
        return Ok(());
    };
    let now = world.now().seconds();
    let until = deadline.plus_seconds(LEASE_MARGIN_SECONDS).seconds();
    match world.take_lease(&message.job, message.bucket, now, until).await? {
        Some(entry) => write_bucket(world, message, job, entry, deadline).await,
        None => end_again(world, message).await,
    }
}

async fn write_bucket<W: Access>(
    world: &W,
    message: &BucketMessage,
    job: JobItem,
    entry: LedgerEntry,
    deadline: Moment,
) -> Result<()> {
    let (work, rows) = Work::open(world, job, message.bucket).await?;
    let mut progress = Progress::open(world, &message.job, entry).await?;
    let mut groups = work.groups(rows).into_iter().skip(progress.cursor()).peekable();
    while groups.peek().is_some() {
        if is_cancelled(world, message).await? {
            let left = groups.flat_map(|group| group.rows).collect();
            return end(
                world,
                message,
                progress.conclude(world, left, LedgerState::Cancelled).await?,
            )
            .await;
        }
        if world.now().plus_seconds(MARGIN_SECONDS) > deadline {
            return progress.pass_on(world, message).await;
        }
        let step: Vec<_> = groups.by_ref().take(STEP).collect();
        let done = step.len();
        let outcomes = write_step(&work, step, progress.is_repeated()).await?;
        if !progress.save(world, done, outcomes).await? {
            tracing::warn!("Lost the lease; another worker goes on");
            return Ok(());
        }
    }
    end(world, message, progress.conclude(world, Vec::new(), LedgerState::Done).await?).await
}

async fn is_cancelled<W: Access>(world: &W, message: &BucketMessage) -> Result<bool> {
    let job = world.read_job(&message.job).await?.context("the job is gone")?;
    Ok(job.job.status == JobStatus::Cancelling)
}

/// The bucket is held by another worker, or it has ended and nobody may have been told.
async fn end_again<W: Access>(world: &W, message: &BucketMessage) -> Result<()> {
    let ledger = world.read_ledger(&message.job).await?;
    let ended = |it: &LedgerEntry| it.bucket == message.bucket && it.state != LedgerState::Open;
    end(world, message, ledger.iter().any(ended)).await
}

async fn end<W: Access>(world: &W, message: &BucketMessage, ended: bool) -> Result<()> {
    if ended && world.end_bucket(&message.job, message.bucket).await?.is_written() {
        let finish = FinishMessage { tenant: message.tenant.clone(), job: message.job.clone() };
        world.queue_finish(&finish).await?;
    }
    Ok(())
}
