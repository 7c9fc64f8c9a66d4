//! `POST /imports/{job}/start`: the plan that the person saw becomes the job's, once and for all.
//!
//! Start and the file come in either order. Each sets its own mark on the job and looks at both; whoever
//! comes last queues the plan. Starting twice with the same plan starts once.

use std::ops::RangeInclusive;

use axum::extract::State;
use gangway_contract::api::StartImport;
use gangway_contract::{
    ImportPlan, Job, JobId, JobItem, JobKind, JobStatus, Module, PlanMessage, Right, TestRows,
};
use gangway_core::import::{CheckedRow, Context, Read, RowSink, SEMANTICS};
use gangway_core::schema::module_digest;
use gangway_core::table::FileFacts;
use gangway_ports::{Clock, JobChange, ReadJob, ReadStart, SaveStart};
use gangway_write::take_place;

use crate::actor::Asker;
use crate::answer::Answer;
use crate::body::{Body, Place};
use crate::imports::may_import;
use crate::jobs::{find, may_see, with_progress};
use crate::problem::{Failure, Outcome};
use crate::schedule::instant;
use crate::{ApiTenant, ApiWorld, modules};

/// Where a job waits for Start, for its file, or for its plan to be taken up.
const WAITING: [JobStatus; 3] = [JobStatus::Draft, JobStatus::WaitingForUpload, JobStatus::Queued];

/// Few imports take longer.
const RUNNING_SECONDS: u32 = 60;

/// Enough to look at one by one; a planner keeps their keys in memory.
const TEST_ROWS: RangeInclusive<u32> = 1..=1_000;

/// Starts an import.
pub(crate) async fn start<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Place(job): Place<JobId>,
    Body(body): Body<StartImport>,
) -> Outcome<Answer<Job>> {
    may_import(&asker)?;
    let tenant = world.for_tenant(&asker.0.tenant);
    let item = find(&tenant, &asker, &job).await?;
    check(&tenant, &asker, &item, &body).await?;
    let at = time(&tenant, &item, &body)?;
    may_run(&tenant, &item).await?;
    if let Err(failure) = keep(&tenant, &item, &body).await {
        leave(&tenant, &item).await?;
        return Err(failure);
    }
    let repairs = repaired(&tenant, &asker, &body.plan).await?;
    let test = body.test.map(|first| TestRows { first, waiting: None });
    let begun = Begun { repairs, test, at };
    let item = begin(&tenant, &asker, item, begun).await?;
    Ok(Answer(with_progress(&tenant, item).await?))
}

/// Everything that can be told of a plan without its file.
async fn check(
    tenant: &impl ApiTenant,
    asker: &Asker,
    item: &JobItem,
    body: &StartImport,
) -> Outcome<()> {
    let plan = &body.plan;
    if item.job.actor.user != asker.0.user {
        return Err(Failure::forbidden("Only the person who began an import starts it."));
    }
    if item.job.continues.is_some() {
        let title = "This import goes on with a test, and was started with it.";
        return Err(Failure::conflict("already_started", title));
    }
    if item.job.planned_by().is_some() {
        let title = "This import is planned by its template, and was started with its creation.";
        return Err(Failure::conflict("already_started", title));
    }
    if body.test.is_some_and(|rows| !TEST_ROWS.contains(&rows)) {
        return Err(Failure::invalid("A test takes 1 to 1,000 rows."));
    }
    may_options(asker, plan)?;
    let module = modules::find(tenant, &plan.module).await?;
    is_current(&item.job, plan, &module)?;
    let users = tenant.read_users().await?;
    let context = Context::new(module, users, asker.0.user.clone());
    let file = FileFacts { name: item.job.file.name.clone(), size: item.job.file.size.0 };
    Read::new(&file, plan, &context, Nowhere)?;
    Ok(())
}

/// There is a place for it among the tenant's imports. Whoever starts again has asked before.
async fn may_run(tenant: &impl ApiTenant, item: &JobItem) -> Outcome<()> {
    if item.started || item.job.status.is_terminal() {
        return Ok(());
    }
    take_place(tenant, &item.job.id).await?.map_err(|most| {
        let title = format!("{most} imports run already, and there are no more at once. Start this one when one has ended.");
        Failure::quota(title, RUNNING_SECONDS)
    })
}

/// What is not started needs no place.
async fn leave(tenant: &impl ApiTenant, item: &JobItem) -> Outcome<()> {
    if !item.started {
        tenant.leave_places(&[item.job.id.clone()].into()).await?;
    }
    Ok(())
}

/// Not before when it writes. The time of a Start that is sent again may have passed.
fn time(tenant: &impl Clock, item: &JobItem, body: &StartImport) -> Outcome<Option<String>> {
    let wanted = body.at.as_deref().filter(|_| !item.started);
    wanted.map(|at| instant(at, tenant.now())).transpose()
}

/// A sink for a reading that is only prepared.
struct Nowhere;

impl RowSink for Nowhere {
    fn row(&mut self, _row: &CheckedRow<'_>) {}
}

/// Some options need rights of their own.
pub(crate) fn may_options(asker: &Asker, plan: &ImportPlan) -> Outcome<()> {
    let needed = plan.needs(&asker.0.user);
    needed.into_iter().try_for_each(|right| asker.must(right, without(right)))
}

/// What is said to those who have not the right.
fn without(right: Right) -> &'static str {
    match right {
        Right::Update => {
            "Updating existing records needs the right to update. Choose to skip them instead."
        }
        Right::Export => "Backing records up before they are updated needs the right to export.",
        Right::AssignOwners => "Giving records to somebody else needs the right to assign owners.",
        _ => "The plan needs a right that you do not have.",
    }
}

/// A plan that was made for other code, another module or another definition asks the person anew.
pub(crate) fn is_current(job: &Job, plan: &ImportPlan, module: &Module) -> Outcome<()> {
    if plan.semantics != SEMANTICS {
        let title = "Gangway was updated since this file was previewed. Open the file again.";
        return Err(Failure::conflict("semantics_changed", title));
    }
    if plan.module != job.module {
        let title = format!("The job imports into {}, the plan into {}.", job.module, plan.module);
        return Err(Failure::conflict("other_module", title));
    }
    if plan.module_digest != module_digest(module) {
        let label = &module.label;
        let title = format!(
            "The fields of {label} were changed since this file was previewed. Open the file again."
        );
        return Err(Failure::conflict("module_changed", title));
    }
    Ok(())
}

/// Keeps the plan. The first one stays: another one is refused, the same one is welcome.
async fn keep(
    tenant: &(impl SaveStart + ReadStart),
    item: &JobItem,
    body: &StartImport,
) -> Outcome<()> {
    if !item.started && item.job.status.is_terminal() {
        return Err(Failure::conflict("job_ended", "The job has ended; begin a new import."));
    }
    if tenant.save_start(&item.job.id, body).await? {
        return Ok(());
    }
    if tenant.read_start(&item.job.id).await?.as_ref() == Some(body) {
        return Ok(());
    }
    let title = "The job was started already, with another plan. Begin a new import for this one.";
    Err(Failure::conflict("already_started", title))
}

/// The import that left the file's rows, if the asker may see it: a file can say anything of itself.
async fn repaired(
    tenant: &impl ReadJob,
    asker: &Asker,
    plan: &ImportPlan,
) -> Outcome<Option<JobId>> {
    let Some(origin) = plan.origin.as_ref().filter(|it| it.kind == JobKind::Import) else {
        return Ok(None);
    };
    let item = tenant.read_job(&origin.job).await?;
    let is_import = |it: &JobItem| it.job.kind == JobKind::Import && may_see(asker, &it.job);
    Ok(item.filter(is_import).map(|it| it.job.id))
}

/// What a job learns when it is started.
struct Begun {
    repairs: Option<JobId>,
    test: Option<TestRows>,
    at: Option<String>,
}

/// Marks the job as started and queues its plan if the file is there.
async fn begin(
    tenant: &impl ApiTenant,
    asker: &Asker,
    before: JobItem,
    Begun { repairs, test, at }: Begun,
) -> Outcome<JobItem> {
    let id = before.job.id.clone();
    let pressed = JobChange {
        from: WAITING.to_vec(),
        started: true,
        repairs,
        test,
        at,
        started_at: Some(tenant.now().rfc3339()),
        ..JobChange::default()
    };
    let Some(item) = tenant.change_job(&id, &pressed).await?.item() else {
        // Somebody works on it already, or it has ended.
        return find(tenant, asker, &id).await;
    };
    if item.is_ready() {
        let message = PlanMessage { tenant: asker.0.tenant.clone(), job: id.clone() };
        tenant.queue_plan(&message).await?;
    }
    let to = if item.is_ready() { JobStatus::Queued } else { JobStatus::WaitingForUpload };
    let from = [JobStatus::Draft, JobStatus::WaitingForUpload];
    match tenant.change_job(&id, &JobChange::to(&from, to)).await?.item() {
        Some(item) => Ok(item),
        None => find(tenant, asker, &id).await,
    }
}
