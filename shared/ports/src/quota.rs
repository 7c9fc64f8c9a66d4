//! What a tenant has used of what it may import. Every count is a set of jobs, so that a job counts once however often
//! somebody counts it, and taking the last place is one conditional write: of two who want it, one has it.

use std::collections::BTreeSet;

use anyhow::Result;
use gangway_contract::{JobId, Quota};

/// Counts what a tenant imports.
pub trait CountQuota {
    /// What the tenant may import.
    fn read_quota(&self) -> impl Future<Output = Result<Quota>> + Send;

    /// Counts a job's file among those of a day, `2026-11-27`. `false` if so many others are counted already.
    fn count_file(
        &self,
        day: &str,
        job: &JobId,
        most: u32,
    ) -> impl Future<Output = Result<bool>> + Send;

    /// Counts a job's rows among those of a day. `false`, and none of them is counted, if there would be more.
    fn count_rows(
        &self,
        day: &str,
        job: &JobId,
        rows: u32,
        most: u32,
    ) -> impl Future<Output = Result<bool>> + Send;

    /// Takes one of so many places for jobs at once.
    fn take_place(&self, job: &JobId, most: u32) -> impl Future<Output = Result<Place>> + Send;

    /// Gives places back. A job that holds none is no mistake.
    fn leave_places(&self, jobs: &BTreeSet<JobId>) -> impl Future<Output = Result<()>> + Send;
}

/// Whether there was a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The job has one, from now on or from before.
    Taken,
    /// All are held, by these.
    Full(BTreeSet<JobId>),
}
