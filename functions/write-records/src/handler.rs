//! Takes a bucket under a lease, writes its groups in steps, and leaves it done, cancelled or to be continued.
//!
//! `Err` means "try again" and nothing else. Whatever is wrong with a row becomes its outcome.
//!
//! SQS delivers at least once, so this runs twice sooner or later, perhaps beside itself. Every effect is a
//! conditional write on an item whose identity is a function of job and row; the tests hold us to
//! "the second delivery changes nothing".

use anyhow::{Context, Result};
use gangway_contract::{
    BucketMessage, FinishMessage, JobItem, JobKind, JobStatus, LedgerEntry, LedgerState,
};
use gangway_core::write::Group;
use gangway_ports::{
    ChangeJob, Clock, EndBucket, EraseRecords, IndexKeys, ListRecords, Moment, NoteAudit,
    OpenLedger, QueueBuckets, QueueFinish, ReadJob, ReadKeys, ReadLedger, ReadModules,
    ReadOutcomes, ReadRecords, ReadRules, ReadSlices, ReadUsers, ReopenLedger, SaveRules,
    TakeLease, WriteOutcomes, WriteRecords, access,
};

use crate::backfill::backfill;
use crate::erase::erase;
use crate::errand::Errand;
use crate::open_undo::open_undo;
use crate::pace::{LEASE_MARGIN_SECONDS, Pace};
use crate::progress::Progress;

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
        + EraseRecords
        + ListRecords
        + ReadRules
        + SaveRules
        + QueueBuckets
        + QueueFinish
        + OpenLedger
        + ReopenLedger
        + ChangeJob
        + NoteAudit
}

/// Before, the job has no buckets yet, whatever a message says; behind, its counts are told.
const WRITING: [JobStatus; 2] = [JobStatus::Running, JobStatus::Cancelling];

/// Writes one bucket.
#[tracing::instrument(skip_all, fields(job.id = %message.job, bucket.number = message.bucket))]
pub async fn handle<W: Access>(
    world: &W,
    message: &BucketMessage,
    deadline: Moment,
    pace: &Pace,
) -> Result<()> {
    let Some(job) = world.read_job(&message.job).await? else { return Ok(()) };
    if job.job.kind == JobKind::Index {
        return backfill(world, message, &job, deadline, pace).await;
    }
    if job.job.kind == JobKind::Erase {
        return erase(world, &job).await;
    }
    if job.job.kind == JobKind::Undo && job.job.status == JobStatus::Queued {
        return open_undo(world, message, &job).await;
    }
    if !WRITING.contains(&job.job.status) {
        return Ok(());
    }
    reopen(world, message, &job).await?;
    let now = world.now().seconds();
    let until = deadline.plus_seconds(LEASE_MARGIN_SECONDS).seconds();
    match world.take_lease(&message.job, message.bucket, now, until).await? {
        Some(entry) => {
            let turn = Turn { world, message, deadline, pace };
            turn.write(job, entry).await
        }
        None => end_again(world, message, job.reruns).await,
    }
}

/// One worker's turn at a bucket.
struct Turn<'t, W> {
    world: &'t W,
    message: &'t BucketMessage,
    deadline: Moment,
    pace: &'t Pace,
}

impl<W: Access> Turn<'_, W> {
    async fn write(&self, job: JobItem, entry: LedgerEntry) -> Result<()> {
        let (errand, groups) = Errand::open(self.world, job, self.message.bucket).await?;
        let mut progress = Progress::open(self.world, &self.message.job, entry).await?;
        let mut groups = progress.left(groups).into_iter().peekable();
        while groups.peek().is_some() {
            if self.is_cancelled().await? {
                return self.stop(&errand, progress, groups.collect()).await;
            }
            if self.world.now().plus_seconds(self.pace.margin) > self.deadline {
                return progress.pass_on(self.world, self.message).await;
            }
            let step: Vec<_> = groups.by_ref().take(self.pace.step).collect();
            let done = step.len();
            let outcomes = errand.step(step, progress.is_repeated()).await?;
            if !progress.save(self.world, done, outcomes).await? {
                tracing::warn!("Lost the lease; another worker goes on");
                return Ok(());
            }
        }
        let ended = progress.conclude(self.world, Vec::new(), LedgerState::Done).await?;
        end(self.world, self.message, ended).await
    }

    /// Ends the bucket where it is. What an earlier attempt has done behind the cursor is said.
    async fn stop(
        &self,
        errand: &Errand<'_, W>,
        mut progress: Progress,
        left: Vec<Group>,
    ) -> Result<()> {
        let (done, left) = errand.recall(left).await?;
        progress.add(done);
        let ended = progress.conclude(self.world, left, LedgerState::Cancelled).await?;
        end(self.world, self.message, ended).await
    }

    async fn is_cancelled(&self) -> Result<bool> {
        let job = self.world.read_job(&self.message.job).await?.context("the job is gone")?;
        Ok(job.job.status == JobStatus::Cancelling)
    }
}

/// Opens the bucket again if it has ended with rows that are to be run once more. Each bucket is opened by its own
/// worker, so nothing is lost between a person's click and the first of them.
async fn reopen<W: Access>(world: &W, message: &BucketMessage, job: &JobItem) -> Result<()> {
    if job.reruns == 0 {
        return Ok(());
    }
    let ledger = world.read_ledger(&message.job).await?;
    let left = |it: &&LedgerEntry| it.bucket == message.bucket && it.is_left(job.reruns);
    match ledger.iter().find(left) {
        Some(entry) => world.reopen_ledger(&message.job, entry).await,
        None => Ok(()),
    }
}

/// The bucket is held by another worker, or it has ended and nobody may have been told.
async fn end_again<W: Access>(world: &W, message: &BucketMessage, reruns: u32) -> Result<()> {
    let ledger = world.read_ledger(&message.job).await?;
    let ended = |it: &LedgerEntry| it.bucket == message.bucket && !it.is_open(reruns);
    end(world, message, ledger.iter().any(ended)).await
}

async fn end<W: Access>(world: &W, message: &BucketMessage, ended: bool) -> Result<()> {
    if ended && world.end_bucket(&message.job, message.bucket).await?.is_written() {
        let finish = FinishMessage { tenant: message.tenant.clone(), job: message.job.clone() };
        world.queue_finish(&finish).await?;
    }
    Ok(())
}
