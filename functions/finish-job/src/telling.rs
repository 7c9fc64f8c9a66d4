//! Tells systems what happened to a job. The job's item says what is owed and what was told, so whoever comes next tells
//! what the one before did not come to; the same event has the same id however often it is told.

use std::collections::BTreeSet;

use anyhow::Result;
use gangway_contract::{JobId, JobItem};

use crate::Access;

/// Tells what is owed of a job as it is now.
pub(crate) async fn tell<W: Access>(world: &W, job: &JobId) -> Result<()> {
    match world.read_job(job).await? {
        Some(item) => tell_of(world, &item).await,
        None => Ok(()),
    }
}

/// Tells what is owed of a job as it was read.
pub(crate) async fn tell_of<W: Access>(world: &W, item: &JobItem) -> Result<()> {
    let events = item.owed();
    if events.is_empty() {
        return Ok(());
    }
    world.send_events(&events).await?;
    if world.read_webhook().await?.is_some() {
        world.queue_webhooks(&events).await?;
    }
    let ids: BTreeSet<String> = events.into_iter().map(|it| it.id).collect();
    world.note_told(item, &ids).await
}
