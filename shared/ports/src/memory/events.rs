//! Events in memory.

use std::collections::BTreeSet;

use anyhow::Result;
use gangway_contract::{JobEvent, JobItem};

use super::MemoryTenant;
use crate::{NoteTold, SendEvents};

impl SendEvents for MemoryTenant {
    async fn send_events(&self, events: &[JobEvent]) -> Result<()> {
        self.call("send_events", |data| data.events.extend_from_slice(events)).await
    }
}

impl NoteTold for MemoryTenant {
    async fn note_told(&self, item: &JobItem, ids: &BTreeSet<String>) -> Result<()> {
        self.call("note_told", |data| {
            let there = data.jobs.get_mut(&item.job.id);
            let is_as_read =
                |it: &&mut JobItem| it.job.status == item.job.status && it.reruns == item.reruns;
            if let Some(there) = there.filter(is_as_read) {
                there.told.extend(ids.iter().cloned());
            }
        })
        .await
    }
}
