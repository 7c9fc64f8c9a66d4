//! Imports as the API starts them.

use std::collections::BTreeSet;

use anyhow::Result;
use futures::executor::block_on;
use gangway_contract::api::StartImport;
use gangway_contract::{
    Actor, BucketMessage, Job, JobId, JobItem, JobKind, JobStatus, PlanMessage, Right, Scope,
    SourceFile, TenantId, TestRows, UserId, Wide,
};
use gangway_core::write::{undo_id, undo_job};
use gangway_ports::memory::TenantData;
use gangway_ports::{
    ChangeJob, Clock, CreateJob, JobChange, QueueBuckets, QueuePlan, ReadJob, SaveStart,
};
use gangway_write::{LEFT, TESTED, run_again};

use crate::case::File;
use crate::cloud::Cloud;
use crate::people::module;
use crate::plans::plan;

/// Where nothing is written any more.
const ENDED: [JobStatus; 4] =
    [JobStatus::Completed, JobStatus::CompletedWithErrors, JobStatus::Failed, JobStatus::Cancelled];

/// The name of the import at this place.
pub(crate) fn job_id(place: usize) -> Result<JobId> {
    Ok(JobId::parse(format!("J{}", place + 1))?)
}

/// Which import of the case a job is, or goes on with.
pub(crate) fn place_of(job: &JobId) -> Option<usize> {
    let name = job.as_str().trim_start_matches('J').split('-').next()?;
    name.parse::<usize>().ok()?.checked_sub(1)
}

/// The import at this place, and whatever goes on with its file.
pub(crate) fn family(data: &TenantData, place: usize) -> Vec<&Job> {
    let imports = data.jobs.values().map(|it| &it.job).filter(|it| it.kind == JobKind::Import);
    imports.filter(|it| place_of(&it.id) == Some(place)).collect()
}

/// Makes the job, puts its file and its plan, and queues it.
pub(crate) fn start(cloud: &Cloud, tenant: &TenantId, place: usize, file: &File) -> Result<()> {
    let world = cloud.of(tenant);
    let id = job_id(place)?;
    let mut item = JobItem::new(job(cloud, tenant, &id)?);
    item.job.status = JobStatus::Queued;
    item.started = true;
    item.job.at = file.put_off.map(|it| cloud.world.now().plus_seconds(it).rfc3339());
    item.job.test = file.test.map(|first| TestRows { first, waiting: None });
    let start = StartImport {
        plan: plan(file)?,
        receipt: None,
        corrections: None,
        test: file.test,
        at: None,
    };
    block_on(async {
        world.create_job(&item).await?;
        world.save_start(&id, &start).await?;
        let source = world.put_source(&id, file.csv().into_bytes());
        world.change_job(&id, &JobChange { source: Some(source), ..JobChange::default() }).await?;
        world.queue_plan(&PlanMessage { tenant: tenant.clone(), job: id }).await
    })
}

fn job(cloud: &Cloud, tenant: &TenantId, id: &JobId) -> Result<Job> {
    Ok(Job::import(
        id.clone(),
        module()?,
        Actor {
            tenant: tenant.clone(),
            user: UserId::parse("ann")?,
            teams: BTreeSet::new(),
            scope: Scope::All,
            rights: BTreeSet::from([Right::Import, Right::Update, Right::Undo]),
        },
        SourceFile { name: "leads.csv".into(), size: Wide(0), fingerprint: None },
        cloud.world.now().rfc3339(),
    ))
}

/// Whether the import at this place has come to its end.
pub(crate) fn has_ended(cloud: &Cloud, place: usize) -> Result<bool> {
    let id = job_id(place)?;
    Ok(cloud.world.with(cloud.mine(), |data| {
        data.jobs.get(&id).is_some_and(|it| it.job.status.is_terminal())
    }))
}

/// Every import of the schedule's tenant, those that go on with a test too.
pub(crate) fn imports(cloud: &Cloud) -> Vec<JobId> {
    cloud.world.with(cloud.mine(), |data| {
        let imports = data.jobs.values().filter(|it| it.job.kind == JobKind::Import);
        imports.map(|it| it.job.id.clone()).collect()
    })
}

/// Goes on with a test, as the API does; `false` if it is none that has ended well and left rows.
pub(crate) fn go_on(cloud: &Cloud, id: &JobId) -> Result<bool> {
    let world = cloud.tenant();
    block_on(async {
        let Some(item) = world.read_job(id).await? else { return Ok(false) };
        let job = &item.job;
        let waits = job.test.and_then(|it| it.waiting).is_some_and(|it| it > 0);
        if !waits || !TESTED.contains(&job.status) || job.undone || job.counts.unprocessed > 0 {
            return Ok(false);
        }
        let there = job.continued_by.clone();
        let now = cloud.world.now().rfc3339();
        let next = gangway_write::go_on(&world, &item, &now).await?;
        Ok(next.is_some_and(|it| Some(it.job.id) != there))
    })
}

/// Runs again the rows that an import left, as the API does; `false` if it has not ended or left none.
pub(crate) fn resume(cloud: &Cloud, id: &JobId) -> Result<bool> {
    let world = cloud.tenant();
    block_on(async {
        let Some(item) = world.read_job(id).await? else { return Ok(false) };
        let job = &item.job;
        if !LEFT.contains(&job.status) || job.counts.unprocessed == 0 || job.undone {
            return Ok(false);
        }
        let Some(buckets) = run_again(&world, &item).await? else { return Ok(false) };
        let tenant = cloud.mine();
        let message = |bucket| BucketMessage { tenant: tenant.clone(), job: id.clone(), bucket };
        world.queue_buckets(&buckets.into_iter().map(message).collect::<Vec<_>>()).await?;
        Ok(true)
    })
}

/// Begins to take an import back, as the API does; `false` if it has not ended or wrote nothing.
pub(crate) fn undo(cloud: &Cloud, id: &JobId) -> Result<bool> {
    let world = cloud.tenant();
    block_on(async {
        let Some(import) = world.read_job(id).await? else { return Ok(false) };
        let import = import.job;
        if !import.status.is_terminal() || import.counts.created + import.counts.updated == 0 {
            return Ok(false);
        }
        // From here on nobody runs what it left.
        let mark = JobChange { from: ENDED.to_vec(), undone: true, ..JobChange::default() };
        if world.change_job(id, &mark).await?.item().is_none() {
            return Ok(false);
        }
        for number in 1..=3 {
            let now = cloud.world.now().rfc3339();
            let undo = undo_job(&import, import.actor.clone(), number, now)?;
            let message =
                BucketMessage { tenant: cloud.mine().clone(), job: undo.id.clone(), bucket: 0 };
            if world.create_job(&JobItem::new(undo)).await? {
                world.queue_buckets(&[message]).await?;
                return Ok(true);
            }
            let item = world.read_job(&undo_id(id, number)?).await?;
            if item.is_none_or(|it| it.job.status != JobStatus::Cancelled) {
                return Ok(false);
            }
        }
        Ok(false)
    })
}
