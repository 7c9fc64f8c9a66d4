//! `POST /imports/{job}/undo`: takes an ended import back, as a job of its own.

use axum::extract::State;
use gangway_contract::kept::{UNDO, seconds};
use gangway_contract::{BucketMessage, Job, JobId, JobItem, JobKind, JobStatus, Right};
use gangway_core::write::{UNDOS, undo_id, undo_job};
use gangway_ports::{ChangeJob, Clock, CreateJob, JobChange, Moment, QueueBuckets, ReadJob};

use crate::ApiWorld;
use crate::actor::Asker;
use crate::answer::Answer;
use crate::body::Place;
use crate::jobs::{find, with_progress};
use crate::problem::{Failure, Outcome};

/// Where nothing is written any more. Once an import is marked there, it is never run again.
const ENDED: [JobStatus; 4] =
    [JobStatus::Completed, JobStatus::CompletedWithErrors, JobStatus::Failed, JobStatus::Cancelled];

/// Begins to take an import back. While one undo of it is under way, or has taken everything back that could be, it
/// is that one that is answered.
pub(crate) async fn undo<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Place(id): Place<JobId>,
) -> Outcome<Answer<Job>> {
    asker.must(Right::Undo, "Undoing an import needs the right to undo.")?;
    let tenant = world.for_tenant(&asker.0.tenant);
    let import = find(&tenant, &asker, &id).await?;
    may_be_undone(&import.job, tenant.now())?;
    let mark = JobChange { from: ENDED.to_vec(), undone: true, ..JobChange::default() };
    if tenant.change_job(&id, &mark).await?.item().is_none() {
        return Err(still_running());
    }
    for number in 1..=UNDOS {
        let undo = undo_job(&import.job, asker.0.clone(), number, tenant.now().rfc3339())?;
        if tenant.create_job(&JobItem::new(undo.clone())).await? {
            // Its first worker opens all buckets; the watchdog sees to it that there is one.
            let message =
                BucketMessage { tenant: asker.0.tenant.clone(), job: undo.id.clone(), bucket: 0 };
            tenant.queue_buckets(&[message]).await?;
            return Ok(Answer(undo));
        }
        let item = tenant.read_job(&undo_id(&id, number)?).await?;
        if let Some(item) = item.filter(|it| it.job.status != JobStatus::Cancelled) {
            return Ok(Answer(with_progress(&tenant, item).await?));
        }
    }
    Err(Failure::conflict("undone_too_often", "This import was undone and stopped too often."))
}

fn may_be_undone(job: &Job, now: Moment) -> Outcome<()> {
    if job.kind != JobKind::Import {
        return Err(Failure::conflict("no_import", "Only imports can be undone."));
    }
    if !job.status.is_terminal() {
        return Err(still_running());
    }
    if job.counts.created + job.counts.updated == 0 {
        return Err(Failure::conflict("nothing_written", "The import wrote nothing."));
    }
    if !is_kept(job, now) {
        let title = "The import began more than 30 days ago; what undo needs is gone.";
        return Err(Failure::conflict("too_late", title));
    }
    Ok(())
}

fn still_running() -> Failure {
    let title = "The import still runs. Cancel it, or wait for its end, then undo it.";
    Failure::conflict("still_running", title)
}

/// Whether what a job read and wrote is there still; its rows lie there since it began.
pub(crate) fn is_kept(job: &Job, now: Moment) -> bool {
    let began = job.started_at.as_deref().unwrap_or(&job.created_at);
    let began = job.at.as_deref().map_or(began, |at| at.max(began));
    Moment::parse(began).unwrap_or_default().plus_seconds(seconds(UNDO)) >= now
}
