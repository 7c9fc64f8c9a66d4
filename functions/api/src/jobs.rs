//! `/jobs/{job}`: one job, its end before its time, and its files.

use axum::extract::State;
use gangway_contract::api::Link;
use gangway_contract::{
    ExportMessage, FileKind, FinishMessage, Job, JobId, JobItem, JobKind, JobStatus, Right,
};
use gangway_ports::{ChangeJob, Clock, JobChange, LinkFiles, ReadJob, ReadLedger, UploadSource};
use gangway_write::send_buckets;

use crate::actor::Asker;
use crate::answer::{Answer, Seen, Tagged};
use crate::body::Place;
use crate::exports;
use crate::problem::{Failure, Outcome};
use crate::{ApiTenant, ApiWorld};

/// Where nobody works on a job yet, so that it can end at once.
const WAITING: [JobStatus; 3] = [JobStatus::Draft, JobStatus::WaitingForUpload, JobStatus::Queued];
/// Where somebody works on it and looks for a cancel, or will: a job that was planned tells what it leaves, row by row.
const WORKING: [JobStatus; 3] = [JobStatus::Planning, JobStatus::Scheduled, JobStatus::Running];

/// `GET /jobs/{job}`
pub(crate) async fn read<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Place(id): Place<JobId>,
    seen: Seen,
) -> Outcome<Tagged<Job>> {
    let tenant = world.for_tenant(&asker.0.tenant);
    let item = find(&tenant, &asker, &id).await?;
    Ok(seen.unless(&with_progress(&tenant, item).await?))
}

/// The job, if it is there and the asker may see it. Nobody learns which of the two failed.
pub(crate) async fn find(tenant: &impl ReadJob, asker: &Asker, id: &JobId) -> Outcome<JobItem> {
    let item = tenant.read_job(id).await?.filter(|it| may_see(asker, &it.job));
    item.ok_or_else(|| Failure::not_found("There is no such job."))
}

/// Own jobs are seen by everybody, other people's by those with the right.
pub(crate) fn may_see(asker: &Asker, job: &Job) -> bool {
    job.actor.user == asker.0.user || asker.may(Right::SeeOthersJobs)
}

/// The job with what its buckets have done so far.
pub(crate) async fn with_progress(tenant: &impl ReadLedger, item: JobItem) -> Outcome<Job> {
    let works = item.buckets > 0 && !item.job.status.is_terminal();
    let ledger = if works { tenant.read_ledger(&item.job.id).await? } else { Vec::new() };
    Ok(item.with_progress(&ledger))
}

/// `POST /jobs/{job}/cancel`. A job that has ended stays as it ended.
pub(crate) async fn cancel<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Place(id): Place<JobId>,
) -> Outcome<Answer<Job>> {
    let tenant = world.for_tenant(&asker.0.tenant);
    let before = find(&tenant, &asker, &id).await?.job;
    let never = match before.kind {
        JobKind::Index => {
            Some("Imports wait for this job, so it is not stopped. It changes no record.")
        }
        JobKind::Erase => Some("An erasure is not stopped: half of it would be none."),
        _ => None,
    };
    if let Some(title) = never {
        return Err(Failure::conflict("not_stopped", title));
    }
    let at_once = JobChange {
        finished_at: Some(tenant.now().rfc3339()),
        ..JobChange::to(&WAITING, JobStatus::Cancelled)
    };
    if tenant.change_job(&id, &at_once).await?.item().is_none() {
        let ask = JobChange::to(&WORKING, JobStatus::Cancelling);
        tenant.change_job(&id, &ask).await?;
    }
    let item = find(&tenant, &asker, &id).await?;
    if item.job.status == JobStatus::Cancelling {
        // If no worker holds a bucket any more, nobody else would notice.
        notice(&tenant, &asker, &item.job).await?;
        if before.status == JobStatus::Scheduled {
            send_buckets(&tenant, &item).await?;
        }
    }
    if let (JobStatus::Cancelled, None, Some(upload)) =
        (item.job.status, &item.source, &item.upload)
    {
        // Nobody completes it any more, so nobody pays for its parts until the bucket's rules find them.
        tenant.abort_upload(&id, upload).await?;
    }
    Ok(Answer(with_progress(&tenant, item).await?))
}

/// Tells whoever ends such jobs that this one is to end.
async fn notice(tenant: &impl ApiTenant, asker: &Asker, job: &Job) -> Outcome<()> {
    let (tenant_id, job_id) = (asker.0.tenant.clone(), job.id.clone());
    if job.kind == JobKind::Export {
        tenant.queue_export(&ExportMessage { tenant: tenant_id, job: job_id }).await?;
    } else {
        tenant.queue_finish(&FinishMessage { tenant: tenant_id, job: job_id }).await?;
    }
    Ok(())
}

/// `GET /jobs/{job}/files/{kind}`: an address that is good for minutes.
pub(crate) async fn file<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Place((id, kind)): Place<(JobId, FileKind)>,
) -> Outcome<Answer<Link>> {
    let tenant = world.for_tenant(&asker.0.tenant);
    let item = find(&tenant, &asker, &id).await?;
    let there = item.job.files.iter().any(|it| it.kind == kind)
        || (kind == FileKind::Source && item.source.is_some());
    if !there {
        return Err(Failure::not_found("The job has no such file."));
    }
    if item.job.kind == JobKind::Export {
        exports::may_have(&asker, &item.job, tenant.now())?;
    }
    if kind == FileKind::Backup {
        exports::may_have_backup(&asker, &item.job)?;
    }
    let name = name(&item.job.file.name, kind);
    // A test and its continuation have one file.
    let job = if kind == FileKind::Source { item.job.begun_by() } else { &id };
    Ok(Answer(Link { url: tenant.link_file(job, kind, &name).await? }))
}

/// `leads.xlsx` gives `leads-failed.csv`.
fn name(source: &str, kind: FileKind) -> String {
    let stem = source.rsplit_once('.').map_or(source, |(stem, _)| stem);
    match kind {
        FileKind::Source | FileKind::Export => source.to_owned(),
        FileKind::Failed => format!("{stem}-failed.csv"),
        FileKind::Success => format!("{stem}-results.csv"),
        FileKind::Unprocessed => format!("{stem}-unprocessed.csv"),
        FileKind::Undo => format!("{stem}-undo.csv"),
        FileKind::Backup => format!("{stem}-backup.csv"),
    }
}
