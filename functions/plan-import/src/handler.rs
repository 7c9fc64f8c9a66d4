//! Notes that a file is there, and plans a job once it is there and was started; whichever of the two comes last
//! leads here.
//!
//! `Err` means "try again" and nothing else: a file that cannot be used ends its job with a sentence. SQS delivers at
//! least once; planning again writes the same bytes to the same places and opens the same ledger.

use anyhow::Result;
use gangway_contract::{JobItem, JobStatus, PlanMessage};
use gangway_ports::{
    ChangeJob, Clock, CountQuota, CreateJob, ForTenant, JobChange, KeepLines, Moment, OpenLedger,
    QueueBuckets, QueueFinish, ReadCorrections, ReadJob, ReadModules, ReadRules, ReadSource,
    ReadStart, ReadTemplates, ReadUsers, SaveRules, SaveStart, TakeDrop, TakeLease, WriteSlices,
    access,
};
use gangway_write::take_place;

use crate::buckets::Sizes;
use crate::drops::take;
use crate::incoming::{Arrival, Created, Incoming};
use crate::line::is_next;
use crate::matching::may_match;
use crate::planning::plan;

access! {
    /// What this function may touch; its policy in `infra/template.yaml` grants exactly that.
    pub trait Access:
        Clock
        + ReadJob
        + ChangeJob
        + CountQuota
        + ReadCorrections
        + ReadStart
        + ReadSource
        + ReadModules
        + ReadRules
        + SaveRules
        + CreateJob
        + ReadTemplates
        + ReadUsers
        + SaveStart
        + TakeDrop
        + KeepLines
        + TakeLease
        + OpenLedger
        + WriteSlices
        + QueueBuckets
        + QueueFinish
}

/// Handles one message.
pub async fn handle<W>(world: &W, incoming: &Incoming, deadline: Moment, sizes: Sizes) -> Result<()>
where
    W: ForTenant<Tenant: Access>,
{
    match incoming {
        Incoming::Plan(message) => {
            plan_if_ready(&world.for_tenant(&message.tenant), message, deadline, sizes).await
        }
        Incoming::Created { records } => {
            for arrival in records.iter().filter_map(Created::arrival) {
                arrive(&world.for_tenant(&arrival.tenant), &arrival, deadline, sizes).await?;
            }
            for event in records.iter().filter_map(Created::drop_event) {
                let tenant = world.for_tenant(&event.tenant);
                if let Some(arrival) = take(&tenant, &event).await? {
                    arrive(&tenant, &arrival, deadline, sizes).await?;
                }
            }
            Ok(())
        }
        Incoming::Test { .. } => Ok(()),
    }
}

#[tracing::instrument(skip_all, fields(job.id = %arrival.job))]
async fn arrive<W: Access>(
    world: &W,
    arrival: &Arrival,
    deadline: Moment,
    sizes: Sizes,
) -> Result<()> {
    let message = PlanMessage { tenant: arrival.tenant.clone(), job: arrival.job.clone() };
    if find(world, &message).await?.is_none() {
        tracing::warn!("A file arrived for a job that does not exist");
        return Ok(());
    }
    // The first version stays: what is imported is what was there when it was first seen.
    let pin = JobChange { source: Some(arrival.source.clone()), ..JobChange::default() };
    world.change_job(&arrival.job, &pin).await?;
    plan_if_ready(world, &message, deadline, sizes).await
}

#[tracing::instrument(skip_all, fields(job.id = %message.job))]
async fn plan_if_ready<W: Access>(
    world: &W,
    message: &PlanMessage,
    deadline: Moment,
    sizes: Sizes,
) -> Result<()> {
    match find(world, message).await? {
        Some(item) if item.is_ready() && !item.job.status.is_terminal() => {
            let may_begin = is_next(world, &item).await? && may_match(world, &item).await?;
            if may_begin && has_place(world, &item).await? {
                plan(world, message, item, deadline, sizes).await
            } else {
                // The watchdog asks again.
                Ok(())
            }
        }
        _ => Ok(()),
    }
}

/// Whether the tenant may have one more import that runs. What is only planned to be stopped needs none.
async fn has_place<W: Access>(world: &W, item: &JobItem) -> Result<bool> {
    let stops = item.job.status == JobStatus::Cancelling;
    Ok(stops || take_place(world, &item.job.id).await?.is_ok())
}

/// The job, if it is the tenant's own by its item and not only by the message.
async fn find<W: Access>(world: &W, message: &PlanMessage) -> Result<Option<JobItem>> {
    let item = world.read_job(&message.job).await?;
    Ok(item.filter(|it| it.job.actor.tenant == message.tenant))
}
