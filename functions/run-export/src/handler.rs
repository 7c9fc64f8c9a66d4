//! The door of run-export. `Err` means "try again" and nothing else; doing it twice changes nothing.

use anyhow::Result;
use gangway_contract::{ExportMessage, JobItem, JobKind, JobStatus, LedgerEntry};
use gangway_ports::{
    ChangeJob, Changed, Clock, JobChange, ListOwned, ListRecords, Moment, NoteAudit, OpenLedger,
    QueueExport, ReadJob, ReadModules, ReadOutcomes, ReadUsers, TakeLease, WriteOutcomes,
    WriteResults, access,
};

use crate::Pace;
use crate::turn::{EXPORTING, Turn};

/// AWS ends this worker at its deadline, and no second one begins before that.
const LEASE_MARGIN_SECONDS: u32 = 60;

access! {
    /// What this function may touch; its policy in `infra/template.yaml` grants exactly that.
    pub trait Access:
        Clock
        + ReadJob
        + ChangeJob
        + OpenLedger
        + TakeLease
        + ReadModules
        + ReadUsers
        + ListRecords
        + ListOwned
        + ReadOutcomes
        + WriteOutcomes
        + WriteResults
        + NoteAudit
        + QueueExport
}

/// An export waits to be written, or to be continued.
#[tracing::instrument(skip_all, fields(job.id = %message.job))]
pub async fn handle<W: Access>(
    world: &W,
    message: &ExportMessage,
    deadline: Moment,
    pace: Pace,
) -> Result<()> {
    if !is_begun(world, message).await? {
        return Ok(());
    }
    let until = deadline.plus_seconds(LEASE_MARGIN_SECONDS).seconds();
    let now = world.now().seconds();
    let lease = world.take_lease(&message.job, EXPORTING, now, until).await?;
    let Some(lease) = lease else { return Ok(()) };
    let mut turn = Turn { world, message, lease, deadline, pace, has_gathered: false };
    let done = turn.run().await;
    // Whether the world failed or another worker goes on: the next delivery need not wait.
    turn.release().await?;
    done
}

/// Whether there is something to do; a job that waits has begun then.
async fn is_begun<W: Access>(world: &W, message: &ExportMessage) -> Result<bool> {
    let job = &message.job;
    let is_export = |it: &JobItem| it.job.kind == JobKind::Export;
    let Some(item) = world.read_job(job).await?.filter(is_export) else { return Ok(false) };
    match item.job.status {
        JobStatus::Running | JobStatus::Cancelling => Ok(true),
        JobStatus::Queued => {
            world.open_ledger(job, &[LedgerEntry::open(EXPORTING)]).await?;
            let mut change = JobChange::to(&[JobStatus::Queued], JobStatus::Running);
            change.started_at = Some(world.now().rfc3339());
            change.buckets = Some(1);
            // Somebody else was faster, or it was cancelled: the next look at it tells.
            Ok(matches!(world.change_job(job, &change).await?, Changed::Yes(_)))
        }
        _ => Ok(false),
    }
}
