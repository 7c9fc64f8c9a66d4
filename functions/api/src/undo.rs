//! `POST /imports/{job}/undo`: takes an ended import back, as a job of its own.

use axum::extract::State;
use gangway_contract::{BucketMessage, Job, JobId, JobItem, JobKind, JobStatus, Right};
use gangway_core::write::{UNDOS, undo_id, undo_job};
use gangway_ports::{Clock, CreateJob, Moment, QueueBuckets, ReadJob};

use crate::ApiWorld;
use crate::actor::Asker;
use crate::answer::Answer;
use crate::body::Place;
use crate::jobs::{find, with_progress};
use crate::problem::{Failure, Outcome};

/// What undo reads is kept for 35 days.
const DAYS: u32 = 30;

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
        let title = "The import still runs. Cancel it, or wait for its end, then undo it.";
        return Err(Failure::conflict("still_running", title));
    }
    if job.counts.created + job.counts.updated == 0 {
        return Err(Failure::conflict("nothing_written", "The import wrote nothing."));
    }
    let ended = job.finished_at.as_deref().and_then(Moment::parse).unwrap_or_default();
    if ended.plus_seconds(DAYS * 24 * 3_600) < now {
        let title = "The import ended more than 30 days ago; what undo needs is gone.";
        return Err(Failure::conflict("too_late", title));
    }
    Ok(())
}
