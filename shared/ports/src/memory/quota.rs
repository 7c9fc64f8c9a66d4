//! Quotas in memory.

use std::collections::BTreeSet;

use anyhow::Result;
use gangway_contract::{JobId, Quota};

use super::MemoryTenant;
use crate::{CountQuota, Place};

impl CountQuota for MemoryTenant {
    async fn read_quota(&self) -> Result<Quota> {
        self.call("read_quota", |data| Quota::default().except(data.quota)).await
    }

    async fn count_file(&self, day: &str, job: &JobId, most: u32) -> Result<bool> {
        self.call("count_file", |data| {
            let counted = data.counted_files.entry(day.to_owned()).or_default();
            join(counted, job, most)
        })
        .await
    }

    async fn count_rows(&self, day: &str, job: &JobId, rows: u32, most: u32) -> Result<bool> {
        self.call("count_rows", |data| {
            let counted = data.counted_rows.entry(day.to_owned()).or_default();
            let sum = counted.values().fold(rows, |sum, it| sum.saturating_add(*it));
            let fits = counted.contains_key(job) || sum <= most;
            if fits {
                counted.entry(job.clone()).or_insert(rows);
            }
            fits
        })
        .await
    }

    async fn take_place(&self, job: &JobId, most: u32) -> Result<Place> {
        self.call("take_place", |data| {
            if join(&mut data.places, job, most) {
                Place::Taken
            } else {
                Place::Full(data.places.clone())
            }
        })
        .await
    }

    async fn leave_places(&self, jobs: &BTreeSet<JobId>) -> Result<()> {
        self.call("leave_places", |data| data.places.retain(|it| !jobs.contains(it))).await
    }
}

/// Whether the job is one of so many.
fn join(jobs: &mut BTreeSet<JobId>, job: &JobId, most: u32) -> bool {
    let fits = jobs.contains(job) || u32::try_from(jobs.len()).is_ok_and(|it| it < most);
    if fits {
        jobs.insert(job.clone());
    }
    fits
}
