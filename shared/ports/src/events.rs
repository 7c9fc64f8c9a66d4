//! What systems are told of jobs.

use std::collections::BTreeSet;

use anyhow::Result;
use gangway_contract::{JobEvent, JobItem};

/// Tells systems.
pub trait SendEvents {
    /// Tells of every event, in calls of ten. Each may be told more than once.
    fn send_events(&self, events: &[JobEvent]) -> impl Future<Output = Result<()>> + Send;
}

/// Notes of what systems were told.
pub trait NoteTold {
    /// Notes that the events with these ids were told of the job, unless it has ended, or was run again, since it was
    /// read. A job that has ended is looked after until everything was told.
    fn note_told(
        &self,
        item: &JobItem,
        ids: &BTreeSet<String>,
    ) -> impl Future<Output = Result<()>> + Send;
}
