//! How an export ends.

use anyhow::Result;
use gangway_contract::{AuditEntry, Job, JobCounts, JobFile, JobId, JobStatus, Refusal};
use gangway_ports::JobChange;

use crate::Access;

/// The file is there. The audit log knows of it before anybody can have it.
pub(crate) async fn completed<W: Access>(world: &W, job: &Job, file: &JobFile) -> Result<()> {
    let now = world.now().rfc3339();
    if let Some(export) = &job.export {
        let entry = AuditEntry {
            at: now.clone(),
            actor: job.actor.clone(),
            job: job.id.clone(),
            asked_at: job.created_at.clone(),
            export: (**export).clone(),
            records: file.rows,
            erased: false,
        };
        world.note_audit(&entry).await?;
    }
    let counts = JobCounts { rows: file.rows, exported: file.rows, ..JobCounts::default() };
    let mut change = JobChange::to(&[JobStatus::Running], JobStatus::Completed);
    change.counts = Some(counts);
    change.files = Some(vec![file.clone()]);
    change.finished_at = Some(now);
    if world.change_job(&job.id, &change).await?.item().is_some() {
        tracing::info!(job.id = %job.id, rows = file.rows, "Export has ended");
        return Ok(());
    }
    // Somebody asked to stop while the last part was put; nobody gets the file then.
    cancelled(world, &job.id).await
}

/// Somebody asked to stop, and nobody works on it any more.
pub(crate) async fn cancelled<W: Access>(world: &W, job: &JobId) -> Result<()> {
    let mut change = JobChange::to(&[JobStatus::Cancelling], JobStatus::Cancelled);
    change.finished_at = Some(world.now().rfc3339());
    world.change_job(job, &change).await?;
    Ok(())
}

/// Nobody gets it, and trying again would not help.
pub(crate) async fn refused<W: Access>(world: &W, job: &JobId, refusal: Refusal) -> Result<()> {
    tracing::warn!(job.id = %job, code = %refusal.code, "Export was refused");
    let mut change = JobChange::to(&[JobStatus::Running], JobStatus::Failed);
    change.refusal = Some(refusal);
    change.finished_at = Some(world.now().rfc3339());
    world.change_job(job, &change).await?;
    Ok(())
}
