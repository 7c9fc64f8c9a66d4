//! Erases the records that a job names, one after another. Few of them: one worker does all of them, and another one that
//! comes beside it or behind it finds nothing left to do.

use anyhow::{Context, Result};
use gangway_contract::{
    AuditEntry, Erasure, Export, ExportFormat, Job, JobCounts, JobId, JobItem, JobStatus,
};
use gangway_ports::JobChange;
use gangway_write::{Editing, Indexing};

use crate::Access;

/// A message of such a job.
pub(crate) async fn erase<W: Access>(world: &W, item: &JobItem) -> Result<()> {
    let job = &item.job;
    if !is_begun(world, job).await? {
        return Ok(());
    }
    let erasure = job.erasure.as_deref().context("an erasure of nothing")?;
    let counts = erase_all(world, job, erasure).await?;
    // The audit log knows of it before anybody is told.
    world.note_audit(&entry(job, counts.removed, world.now().rfc3339())).await?;
    let mut change = JobChange::to(&[JobStatus::Running], JobStatus::Completed);
    change.counts = Some(counts);
    change.finished_at = Some(world.now().rfc3339());
    if world.change_job(&job.id, &change).await?.item().is_some() {
        tracing::info!(records = counts.removed, "Erased records");
    }
    Ok(())
}

async fn is_begun<W: Access>(world: &W, job: &Job) -> Result<bool> {
    if job.status == JobStatus::Queued {
        let mut change = JobChange::to(&[JobStatus::Queued], JobStatus::Running);
        change.started_at = Some(world.now().rfc3339());
        return Ok(world.change_job(&job.id, &change).await?.item().is_some());
    }
    Ok(job.status == JobStatus::Running)
}

async fn erase_all<W: Access>(world: &W, job: &Job, erasure: &Erasure) -> Result<JobCounts> {
    let editing = Editing::new(world, Indexing::read(world, &job.module).await?);
    let mut counts = JobCounts::default();
    for id in &erasure.records {
        let is_erased = editing.erase(id).await?;
        *(if is_erased { &mut counts.removed } else { &mut counts.skipped }) += 1;
        counts.rows += 1;
    }
    Ok(counts)
}

/// What the audit log says of it. Whose records they were it does not say.
fn entry(job: &Job, records: u32, at: String) -> AuditEntry {
    let export = Export {
        module: job.module.clone(),
        filter: None,
        columns: Vec::new(),
        format: ExportFormat::Csv,
        sort: None,
        identity: false,
    };
    let (actor, asked_at, job): (_, _, JobId) =
        (job.actor.clone(), job.created_at.clone(), job.id.clone());
    AuditEntry { at, actor, job, asked_at, export, records, erased: true }
}
