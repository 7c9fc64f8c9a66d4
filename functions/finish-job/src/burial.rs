//! What happens to messages that were given up. A bucket is failed only if nobody holds it: its rows become
//! unprocessed, and the rest of the job goes on.

use anyhow::{Context, Result};
use gangway_contract::{
    BucketMessage, FinishMessage, Job, JobId, JobItem, JobKind, JobStatus, LedgerEntry,
    LedgerState, OutcomeRow, PlanMessage, Refusal, RefusalCode, SliceRow,
};
use gangway_core::write::{conclude, count};
use gangway_ports::{JobChange, Moment, PLANNING, read_rows, write_lines};
use gangway_write::{Import, Indexing, Known, Undoing};
use serde::Deserialize;
use serde_json::Value;

use crate::Access;

/// A message of any queue of given-up messages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Dead {
    /// Of the write queue.
    Bucket(BucketMessage),
    /// Of the plan or the finish queue: they look alike, and the job's status tells which it was.
    Job(PlanMessage),
    /// Something else, such as S3's word of a new object.
    Other(Value),
}

/// No worker gets through this bucket.
#[tracing::instrument(skip_all, fields(job.id = %message.job, bucket.number = message.bucket))]
pub(crate) async fn bucket<W: Access>(
    world: &W,
    message: &BucketMessage,
    deadline: Moment,
) -> Result<()> {
    let item = world.read_job(&message.job).await?;
    let writes = |it: &JobItem| matches!(it.job.status, JobStatus::Running | JobStatus::Cancelling);
    let Some(item) = item.filter(writes) else { return Ok(()) };
    if item.job.kind == JobKind::Index {
        // Imports wait for it: the watchdog asks again every minute.
        tracing::error!("The index of a match rule was given up for now");
        return Ok(());
    }
    if item.job.kind == JobKind::Erase {
        // What the law wants is asked for until it is done, every minute.
        tracing::error!("An erasure was given up for now");
        return Ok(());
    }
    let (now, until) = (world.now().seconds(), deadline.plus_seconds(60).seconds());
    let Some(entry) = world.take_lease(&message.job, message.bucket, now, until).await? else {
        return Ok(());
    };
    tracing::error!("A bucket was given up");
    if fail(world, message, &item.job, entry).await? {
        end(world, message).await?;
    }
    Ok(())
}

/// What was written stays and is said, also what a worker wrote after it last saved; the rest was not reached.
async fn fail<W: Access>(
    world: &W,
    message: &BucketMessage,
    job: &Job,
    mut entry: LedgerEntry,
) -> Result<bool> {
    let mut known = Known::read(world, &message.job, &entry).await?;
    let (done, unreached) = recall(world, job, message.bucket, &known).await?;
    known.outcomes.extend(done);
    let outcomes = conclude(unreached, known.outcomes);
    let bytes = write_lines(&outcomes)?;
    world.put_outcomes(&message.job, message.bucket, entry.rerun, bytes).await?;
    entry.counts = count(&outcomes);
    entry.state = LedgerState::Failed;
    entry.lease_until = 0;
    world.save_ledger(&message.job, &entry).await
}

/// What was done of the groups that nobody has saved, and the rows of the others.
async fn recall<W: Access>(
    world: &W,
    job: &Job,
    bucket: u32,
    known: &Known,
) -> Result<(Vec<OutcomeRow>, Vec<SliceRow>)> {
    if job.kind == JobKind::Undo {
        let (undoing, groups) = Undoing::open(world, job, bucket).await?;
        return undoing.recall(known.left(groups)).await;
    }
    let manifest = world.read_manifest(&job.id).await?.context("there are no slices")?;
    let rows = read_rows(world, &job.id, &manifest, bucket).await?;
    let indexing = Indexing::read(world, &job.module).await?;
    let import = Import::new(world, job, manifest.rules, &indexing)?;
    let recalled = import.recall(known.left(import.groups(rows))).await?;
    let open = recalled.open.into_iter().flat_map(|(group, _)| group.rows);
    Ok((recalled.done, open.collect()))
}

async fn end<W: Access>(world: &W, message: &BucketMessage) -> Result<()> {
    if world.end_bucket(&message.job, message.bucket).await?.is_written() {
        let finish = FinishMessage { tenant: message.tenant.clone(), job: message.job.clone() };
        world.queue_finish(&finish).await?;
    }
    Ok(())
}

/// No worker gets through the planning of this job. A job that waits to be finished is left to the watchdog,
/// which asks again every minute.
#[tracing::instrument(skip_all, fields(job.id = %message.job))]
pub(crate) async fn job<W: Access>(
    world: &W,
    message: &PlanMessage,
    deadline: Moment,
) -> Result<()> {
    let from = [JobStatus::WaitingForUpload, JobStatus::Queued, JobStatus::Planning];
    let item = world.read_job(&message.job).await?;
    if item.as_ref().is_some_and(|it| it.job.kind == JobKind::Export) {
        return export(world, &message.job, deadline).await;
    }
    if !item.is_some_and(|it| from.contains(&it.job.status)) {
        return Ok(());
    }
    let (now, until) = (world.now().seconds(), deadline.plus_seconds(60).seconds());
    if world.take_lease(&message.job, PLANNING, now, until).await?.is_none() {
        return Ok(());
    }
    let sentence = "The file could not be read, although it was tried several times. Nothing was written. \
        Upload it again; if that fails too, save it as CSV first.";
    let mut change = JobChange::to(&from, JobStatus::Failed);
    change.refusal = Some(Refusal::new(RefusalCode::ReaderDied, sentence));
    change.finished_at = Some(world.now().rfc3339());
    world.change_job(&message.job, &change).await?;
    tracing::error!("A job was given up");
    Ok(())
}

/// No worker gets through this export. What it has written so far nobody gets.
async fn export<W: Access>(world: &W, job: &JobId, deadline: Moment) -> Result<()> {
    let (now, until) = (world.now().seconds(), deadline.plus_seconds(60).seconds());
    let is_opened = !world.read_ledger(job).await?.is_empty();
    if is_opened && world.take_lease(job, 0, now, until).await?.is_none() {
        return Ok(());
    }
    let sentence = "The export could not be written, although it was tried several times. Try it again with fewer \
        records, and tell your administrator.";
    let from = [JobStatus::Queued, JobStatus::Running, JobStatus::Cancelling];
    let mut change = JobChange::to(&from, JobStatus::Failed);
    change.refusal = Some(Refusal::new(RefusalCode::GivenUp, sentence));
    change.finished_at = Some(world.now().rfc3339());
    world.change_job(job, &change).await?;
    tracing::error!(job.id = %job, "An export was given up");
    Ok(())
}
