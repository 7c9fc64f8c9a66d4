//! `/imports/{job}/schedule`: the time before which a started import writes nothing. Another one may be chosen, or none,
//! until it writes; to give the import up is to cancel it.

use axum::extract::State;
use gangway_contract::api::ScheduleImport;
use gangway_contract::kept::{PUT_OFF, seconds};
use gangway_contract::{Job, JobId, JobItem, JobKind, JobStatus};
use gangway_ports::{Clock, JobChange, Moment};
use gangway_write::begin_if_due;

use crate::actor::Asker;
use crate::answer::Answer;
use crate::body::{Body, Place};
use crate::jobs::{find, with_progress};
use crate::problem::{Failure, Outcome};
use crate::resume::may_run;
use crate::{ApiTenant, ApiWorld};

/// Where nothing has been written, and nobody has asked to stop.
const BEFORE_WRITING: [JobStatus; 5] = [
    JobStatus::Draft,
    JobStatus::WaitingForUpload,
    JobStatus::Queued,
    JobStatus::Planning,
    JobStatus::Scheduled,
];

/// `PUT /imports/{job}/schedule`
pub(crate) async fn save<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Place(job): Place<JobId>,
    Body(body): Body<ScheduleImport>,
) -> Outcome<Answer<Job>> {
    let tenant = world.for_tenant(&asker.0.tenant);
    let at = instant(&body.at, tenant.now())?;
    let item = move_to(&tenant, &asker, &job, at).await?;
    Ok(Answer(with_progress(&tenant, item).await?))
}

/// `DELETE /imports/{job}/schedule`: writes as soon as it is planned, which it may be already.
pub(crate) async fn remove<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Place(job): Place<JobId>,
) -> Outcome<Answer<Job>> {
    let tenant = world.for_tenant(&asker.0.tenant);
    let item = move_to(&tenant, &asker, &job, tenant.now().rfc3339()).await?;
    if item.job.status == JobStatus::Scheduled {
        begin_if_due(&tenant, &item).await?;
    }
    let item = find(&tenant, &asker, &job).await?;
    Ok(Answer(with_progress(&tenant, item).await?))
}

async fn move_to(
    tenant: &impl ApiTenant,
    asker: &Asker,
    id: &JobId,
    at: String,
) -> Outcome<JobItem> {
    let item = find(tenant, asker, id).await?;
    if item.job.kind != JobKind::Import {
        return Err(Failure::not_found("There is no such import."));
    }
    may_run(asker, &item.job)?;
    if !item.started {
        let title = "The import has not been started. Its time is chosen with Start.";
        return Err(Failure::conflict("not_started", title));
    }
    let change =
        JobChange { from: BEFORE_WRITING.to_vec(), moved_to: Some(at), ..JobChange::default() };
    let title = "The import writes already, or has ended. Its time cannot be changed any more.";
    let moved = tenant.change_job(id, &change).await?.item();
    moved.ok_or_else(|| Failure::conflict("too_late", title))
}

/// An instant that a person chose, as it is kept.
pub(crate) fn instant(text: &str, now: Moment) -> Outcome<String> {
    let Some(at) = Moment::parse(text) else {
        let title =
            "The time is an instant such as 2026-11-28T01:30:00Z, with its offset from UTC.";
        return Err(Failure::invalid(title));
    };
    if at <= now {
        let title = "The time has passed. Choose a later one, or start without a time.";
        return Err(Failure::invalid(title));
    }
    if at > now.plus_seconds(seconds(PUT_OFF)) {
        let title = format!("An import can be put off by {PUT_OFF} days. Choose an earlier time.");
        return Err(Failure::invalid(title));
    }
    Ok(at.rfc3339())
}
