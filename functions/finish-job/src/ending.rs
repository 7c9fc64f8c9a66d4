//! Ends one job: totals from the ledger, result files, status, one event. One worker does it at a time, under a lease.
//!
//! The ledger and the result files are counted apart. Where they differ, or the outcomes do not add up to the
//! rows, the job has failed and says so: a number that nobody can trust is worse than none.

use anyhow::{Result, bail};
use gangway_contract::{
    FileKind, FinishMessage, JobCounts, JobFile, JobId, JobItem, JobStatus, LedgerEntry, Refusal,
    RefusalCode, SliceManifest,
};
use gangway_ports::{Changed, FINISHING, JobChange, Moment};

use crate::backup::audit_entry;
use crate::merge::{Merged, Turn};
use crate::{Access, Pace};

/// How often a job may move while its last change is made: once to cancelling, and then to its end.
const TRIES: u32 = 3;
/// AWS ends this worker at its deadline, and no second one begins before that.
const LEASE_MARGIN_SECONDS: u32 = 60;

/// A job all of whose buckets have ended.
pub(crate) struct Written {
    pub(crate) item: JobItem,
    pub(crate) manifest: SliceManifest,
    pub(crate) ledger: Vec<LedgerEntry>,
}

/// Finishes the job if every bucket has ended and nobody finishes it or has.
pub(crate) async fn finish<W: Access>(
    world: &W,
    message: &FinishMessage,
    deadline: Moment,
    pace: Pace,
) -> Result<()> {
    let job = &message.job;
    if written(world, job).await?.is_none() {
        return Ok(());
    }
    let until = deadline.plus_seconds(LEASE_MARGIN_SECONDS).seconds();
    let now = world.now().seconds();
    let Some(lease) = world.take_lease(job, FINISHING, now, until).await? else { return Ok(()) };
    let mut turn = Turn { world, message, lease, deadline, pace };
    let finished = finish_leased(&mut turn).await;
    // Whether the world failed or the job may be run again: the next delivery need not wait.
    turn.release().await?;
    finished
}

/// What was seen before the lease was taken may be past.
async fn finish_leased<W: Access>(turn: &mut Turn<'_, W>) -> Result<()> {
    let (world, job) = (turn.world, &turn.message.job);
    let Some(written) = written(world, job).await? else { return Ok(()) };
    let Some(merged) = turn.merge(&written).await? else { return Ok(()) };
    let totals = written.item.progress(&written.ledger);
    note_backup(world, &written, &merged).await?;
    for _ in 0..TRIES {
        let Some(item) = running(world, job).await? else { return Ok(()) };
        let reruns = written.item.reruns;
        let change = last_change(&item, reruns, totals, &merged, world.now().rfc3339());
        if let Changed::Yes(item) = world.change_job(job, &change).await? {
            announce(&item);
            return Ok(());
        }
    }
    bail!("the job moved {TRIES} times while it was finished")
}

/// The audit log knows of a backup before anybody can have it.
async fn note_backup<W: Access>(world: &W, written: &Written, merged: &Merged) -> Result<()> {
    let file = merged.files.iter().find(|it| it.kind == FileKind::Backup);
    let Some((file, module)) = file.zip(written.manifest.backup.as_ref()) else { return Ok(()) };
    let now = world.now().rfc3339();
    world.note_audit(&audit_entry(&written.item.job, module, file.rows, now)).await
}

async fn written<W: Access>(world: &W, job: &JobId) -> Result<Option<Written>> {
    let Some(item) = running(world, job).await? else { return Ok(None) };
    let source = item.job.undoes.as_ref().unwrap_or(job);
    let Some(manifest) = world.read_manifest(source).await? else { return Ok(None) };
    if item.job.undoes.is_none() && item.job.counts.rows != manifest.passed + manifest.failed {
        // Somebody who plans has put the manifest and not said yet that the job runs.
        return Ok(None);
    }
    let ledger = world.read_ledger(job).await?;
    let is_open = |it: &LedgerEntry| it.is_open(item.reruns);
    if ledger.len() != manifest.buckets.len() || ledger.iter().any(is_open) {
        return Ok(None);
    }
    Ok(Some(Written { item, manifest, ledger }))
}

async fn running<W: Access>(world: &W, job: &JobId) -> Result<Option<JobItem>> {
    let is_running =
        |it: &JobItem| matches!(it.job.status, JobStatus::Running | JobStatus::Cancelling);
    Ok(world.read_job(job).await?.filter(is_running))
}

fn last_change(
    item: &JobItem,
    reruns: u32,
    totals: JobCounts,
    merged: &Merged,
    now: String,
) -> JobChange {
    let is_sound = totals.add_up() && totals == merged.counts && merged.is_ordered;
    let to = match item.job.status {
        _ if !is_sound => JobStatus::Failed,
        JobStatus::Cancelling => JobStatus::Cancelled,
        _ if totals.failed + totals.unprocessed + totals.kept > 0 => JobStatus::CompletedWithErrors,
        _ => JobStatus::Completed,
    };
    let mut change = JobChange::to(&[item.job.status], to);
    change.at_rerun = Some(reruns);
    change.counts = Some(totals);
    change.files = Some(files(item, totals, merged));
    change.refusal = (!is_sound).then(|| unsound(totals, merged));
    change.finished_at = Some(now);
    change
}

fn files(item: &JobItem, totals: JobCounts, merged: &Merged) -> Vec<JobFile> {
    let size = item.source.as_ref().map_or(item.job.file.size, |it| it.size);
    let source = JobFile { kind: FileKind::Source, rows: totals.rows, size };
    let source = item.job.undoes.is_none().then_some(source);
    source.into_iter().chain(merged.files.iter().cloned()).collect()
}

fn unsound(totals: JobCounts, merged: &Merged) -> Refusal {
    let message = format!(
        "The outcomes of this import do not add up: the file has {} rows, {} of them have an outcome, and the result \
        files hold {}. Compare the result files with your records, and tell your administrator.",
        totals.rows,
        totals.done(),
        merged.counts.rows,
    );
    Refusal::new(RefusalCode::CountsDiffer, message)
}

/// The one word that a job has ended.
fn announce(item: &JobItem) {
    let counts = &item.job.counts;
    if let Some(refusal) = &item.job.refusal {
        tracing::error!(job.id = %item.job.id, code = %refusal.code, "Job is broken");
    }
    tracing::info!(
        job.id = %item.job.id,
        job.status = ?item.job.status,
        rows = counts.rows,
        created = counts.created,
        updated = counts.updated,
        unchanged = counts.unchanged,
        skipped = counts.skipped,
        failed = counts.failed,
        unprocessed = counts.unprocessed,
        removed = counts.removed,
        restored = counts.restored,
        kept = counts.kept,
        "Job ended"
    );
}
