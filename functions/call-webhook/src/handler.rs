//! Sends one event. A receiver that does not take it is asked again after growing pauses, and given up after a day.
//!
//! SQS delivers at least once, so that a receiver may get a message twice: under the same `webhook-id`, by which it knows.
//! What is wrong with the receiver is no `Err`: the message is put off, and the queue counts how often.

use anyhow::Result;
use gangway_contract::JobEvent;
use gangway_ports::{
    CallWebhook, Called, Clock, ForTenant, ReadJob, ReadWebhook, SignWebhooks, access,
};

use crate::message::message;

access! {
    /// What this function may touch; its policy in `infra/template.yaml` grants exactly that.
    pub trait Access: Clock + ReadJob + ReadWebhook + SignWebhooks + CallWebhook
}

/// Seconds until a message is sent again, after its first delivery, its second, and so on: a day in all. SQS puts none off
/// for more than twelve hours.
const PAUSES: [u32; 9] = [5, 30, 120, 600, 1_800, 7_200, 14_400, 21_600, 39_600];

/// What becomes of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// It was taken, or given up.
    Done,
    /// It is to be sent again after so many seconds.
    After(u32),
}

impl Next {
    /// The seconds until it is sent again; none if it is done with.
    pub fn pause(self) -> Option<u32> {
        match self {
            Self::Done => None,
            Self::After(seconds) => Some(seconds),
        }
    }
}

/// Sends an event that was delivered for this many times, this one included.
#[tracing::instrument(skip_all, fields(job.id = %event.job, event.id = %event.id))]
pub async fn handle<W>(world: &W, event: &JobEvent, deliveries: u32) -> Result<Next>
where
    W: ForTenant<Tenant: Access>,
{
    let tenant = world.for_tenant(&event.tenant);
    if tenant.read_job(&event.job).await?.is_none() {
        tracing::error!("An event names a job that its tenant does not have");
        return Ok(Next::Done);
    }
    // Who has removed the webhook since does not want to hear any more.
    let Some(webhook) = tenant.read_webhook().await? else { return Ok(Next::Done) };
    let called = tenant.call_webhook(&message(&tenant, &webhook, event)?).await?;
    Ok(next(event, &called, deliveries))
}

fn next(event: &JobEvent, called: &Called, deliveries: u32) -> Next {
    if called.is_taken() {
        tracing::info!(deliveries, "Called a webhook");
        return Next::Done;
    }
    let tenant = event.tenant.as_str();
    let pause = PAUSES.get(deliveries.saturating_sub(1) as usize);
    if let Some(seconds) = pause.filter(|_| *called != Called::Forbidden) {
        tracing::warn!(tenant, deliveries, ?called, seconds, "A webhook did not take an event");
        return Next::After(*seconds);
    }
    tracing::error!(tenant, deliveries, ?called, "Gave up an event for a webhook");
    Next::Done
}

/// No worker gets through this message. It is counted, and nobody else waits for it.
pub fn bury() -> Next {
    tracing::error!("Gave up an event for a webhook");
    Next::Done
}
