//! Whether a job may match by its rule yet. Records are found by a rule of one's own only after it was registered and
//! every record has its keys, so the first import by one registers it and waits.

use anyhow::{Context, Result};
use gangway_contract::{
    DuplicateMode, ImportPlan, Job, JobId, JobItem, JobStatus, Refusal, RefusalCode,
};
use gangway_ports::JobChange;
use gangway_write::{Readiness, read_module, register};

use crate::Access;
use crate::refuse::refuse;
use crate::unattended::find;

/// Where nobody has begun to plan.
const WAITING: [JobStatus; 3] = [JobStatus::Draft, JobStatus::WaitingForUpload, JobStatus::Queued];

/// `false` if the job has to wait, or was refused. The watchdog asks again every minute.
pub(crate) async fn may_match<W: Access>(world: &W, item: &JobItem) -> Result<bool> {
    if !WAITING.contains(&item.job.status) {
        return Ok(true);
    }
    let job = &item.job;
    let Some(plan) = plan(world, job).await? else { return Ok(true) };
    let options = &plan.options;
    if options.mode == DuplicateMode::Create {
        return Ok(true);
    }
    let module = read_module(world, &plan.module).await?;
    let (index, now) = (index_id(job.begun_by())?, world.now().rfc3339());
    match register(world, &module, &options.match_rule, &job.actor, index, &now).await? {
        Readiness::Ready => Ok(true),
        Readiness::Waits(for_job) => {
            let waits_for = Some(for_job).filter(|_| job.waits_for.is_none());
            if waits_for.is_some() {
                let from = WAITING.to_vec();
                let change = JobChange { from, waits_for, ..JobChange::default() };
                world.change_job(&job.id, &change).await?;
            }
            Ok(false)
        }
        Readiness::TooMany => {
            refuse(world, &job.id, too_many()).await?;
            Ok(false)
        }
    }
}

/// What the job was started with, or what the template says by which it is planned; none if that is gone, which planning
/// tells.
async fn plan<W: Access>(world: &W, job: &Job) -> Result<Option<ImportPlan>> {
    if let Some(start) = world.read_start(job.begun_by()).await? {
        return Ok(Some(start.plan));
    }
    let template = job.planned_by().context("a started job has no plan")?;
    Ok(find(world, template).await?.map(|it| it.plan))
}

/// The number of the job that gives records the keys of the rule that this import is the first to match by.
fn index_id(import: &JobId) -> Result<JobId> {
    Ok(JobId::parse(format!("{import}-index"))?)
}

fn too_many() -> Refusal {
    let message = "Records of this module are matched by five combinations of fields already, and by no more. \
        Choose one of those, or e-mail, telephone number, or name and company.";
    Refusal::new(RefusalCode::LimitExceeded, message)
}
