//! The three doors of finish-job. `Err` means "try again" and nothing else; doing any of it twice changes nothing.

use anyhow::Result;
use gangway_contract::FinishMessage;
use gangway_ports::{
    ChangeJob, Clock, EndBucket, FindRunning, ForTenant, IndexKeys, Moment, NoteAudit, NoteTold,
    QueueBuckets, QueueExport, QueueFinish, QueuePlan, QueueWebhooks, ReadJob, ReadKeys,
    ReadLedger, ReadModules, ReadOutcomes, ReadRecords, ReadRules, ReadSlices, ReadSource,
    ReadUsers, ReadWebhook, SendEvents, TakeLease, WriteOutcomes, WriteResults, access,
};

use crate::{Dead, Pace, Patience, burial, ending, telling, watchdog};

access! {
    /// What this function may touch; its policy in `infra/template.yaml` grants exactly that.
    pub trait Access:
        Clock
        + ReadJob
        + ChangeJob
        + EndBucket
        + ReadLedger
        + TakeLease
        + ReadSlices
        + ReadSource
        + ReadOutcomes
        + WriteOutcomes
        + WriteResults
        + ReadModules
        + ReadRules
        + ReadUsers
        + NoteAudit
        + NoteTold
        + SendEvents
        + ReadWebhook
        + QueueWebhooks
        + ReadRecords
        + ReadKeys
        + IndexKeys
        + QueuePlan
        + QueueBuckets
        + QueueFinish
        + QueueExport
}

/// Every bucket of a job has ended, or something else has happened to it.
#[tracing::instrument(skip_all, fields(job.id = %message.job))]
pub async fn finish<W>(
    world: &W,
    message: &FinishMessage,
    deadline: Moment,
    pace: Pace,
) -> Result<()>
where
    W: ForTenant<Tenant: Access>,
{
    let tenant = world.for_tenant(&message.tenant);
    ending::finish(&tenant, message, deadline, pace).await?;
    telling::tell(&tenant, &message.job).await
}

/// A message was given up by its worker.
pub async fn bury<W>(world: &W, dead: &Dead, deadline: Moment) -> Result<()>
where
    W: ForTenant<Tenant: Access>,
{
    match dead {
        Dead::Bucket(message) => {
            burial::bucket(&world.for_tenant(&message.tenant), message, deadline).await
        }
        Dead::Job(message) => {
            burial::job(&world.for_tenant(&message.tenant), message, deadline).await
        }
        Dead::Other(_) => {
            tracing::error!(
                "A message of another kind was given up; the watchdog looks after its job"
            );
            Ok(())
        }
    }
}

/// A minute has gone by.
pub async fn watch<W>(world: &W, patience: &Patience) -> Result<()>
where
    W: FindRunning + ForTenant<Tenant: Access>,
{
    let mut cursor = None;
    loop {
        let page = world.find_running(cursor.as_deref()).await?;
        for found in page.items {
            // A job that cannot be looked after now must not keep the others waiting.
            let looked =
                watchdog::look_after(&world.for_tenant(&found.tenant), &found, patience).await;
            if let Err(error) = looked {
                tracing::error!(job.id = %found.job, error = format!("{error:#}"), "Failed to look after a job");
            }
        }
        cursor = page.next;
        if cursor.is_none() {
            return Ok(());
        }
    }
}
