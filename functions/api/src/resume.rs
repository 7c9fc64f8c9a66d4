//! `POST /jobs/{job}/resume`: runs the rows of an ended job that were not reached, and only those.

use axum::extract::State;
use gangway_contract::{BucketMessage, Job, JobId, JobKind, Right};
use gangway_ports::{Clock, Moment, QueueBuckets};
use gangway_write::{LEFT, run_again};

use crate::ApiWorld;
use crate::actor::Asker;
use crate::answer::Answer;
use crate::body::Place;
use crate::jobs::{find, with_progress};
use crate::problem::{Failure, Outcome};
use crate::undo::is_kept;

/// Runs what was left. Asking again while it runs changes nothing.
pub(crate) async fn resume<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Place(id): Place<JobId>,
) -> Outcome<Answer<Job>> {
    let tenant = world.for_tenant(&asker.0.tenant);
    let item = find(&tenant, &asker, &id).await?;
    may_run(&asker, &item.job)?;
    if item.reruns > 0 && !item.job.status.is_terminal() {
        return Ok(Answer(with_progress(&tenant, item).await?));
    }
    is_left(&item.job, tenant.now())?;
    if let Some(buckets) = run_again(&tenant, &item).await? {
        // Whatever is lost from here on, the watchdog sends again.
        let (job, tenant_id) = (&id, &asker.0.tenant);
        let message =
            |bucket| BucketMessage { tenant: tenant_id.clone(), job: job.clone(), bucket };
        tenant.queue_buckets(&buckets.into_iter().map(message).collect::<Vec<_>>()).await?;
    }
    let item = find(&tenant, &asker, &id).await?;
    Ok(Answer(with_progress(&tenant, item).await?))
}

/// The job writes in the name of the person who began it.
pub(crate) fn may_run(asker: &Asker, job: &Job) -> Outcome<()> {
    let right = if job.kind == JobKind::Undo { Right::Undo } else { Right::Import };
    asker.must(right, "Running rows again needs the right that the job itself needed.")?;
    if job.actor.user == asker.0.user || asker.may(Right::Administer) {
        return Ok(());
    }
    Err(Failure::forbidden("Only the person who began a job, or an administrator, runs it again."))
}

fn is_left(job: &Job, now: Moment) -> Outcome<()> {
    if !job.status.is_terminal() {
        let title =
            "The job still runs. Wait for its end; rows that are left then can be run again.";
        return Err(Failure::conflict("still_running", title));
    }
    if !LEFT.contains(&job.status) || job.counts.unprocessed == 0 {
        return Err(Failure::conflict("nothing_left", "The job has reached all of its rows."));
    }
    if job.undone {
        let title = "The import was undone. Import the file anew instead.";
        return Err(Failure::conflict("undone", title));
    }
    if !is_kept(job, now) {
        let title = "The job began more than 30 days ago; its rows are gone.";
        return Err(Failure::conflict("too_late", title));
    }
    Ok(())
}
