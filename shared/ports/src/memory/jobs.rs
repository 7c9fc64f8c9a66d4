//! Job items in memory.

use anyhow::{Context, Result};
use gangway_contract::{JobId, JobItem, JobRef, api::Page};

use super::{Lapse, MemoryTenant, MemoryWorld};
use crate::{
    ChangeJob, Changed, CreateJob, EndBucket, FindRunning, JobChange, ListJobs, Moment, ReadJob,
};

impl CreateJob for MemoryTenant {
    async fn create_job(&self, item: &JobItem) -> Result<bool> {
        self.call("create_job", |data| {
            let id = item.job.id.clone();
            let absent = !data.jobs.contains_key(&id);
            data.jobs.entry(id).or_insert_with(|| item.clone());
            absent
        })
        .await
    }
}

impl ReadJob for MemoryTenant {
    async fn read_job(&self, job: &JobId) -> Result<Option<JobItem>> {
        let mut item = self.call("read_job", |data| data.jobs.get(job).cloned()).await?;
        if let Some(item) = item.as_mut().filter(|_| self.lapses(Lapse::OtherIds)) {
            let made = Moment::parse(&item.job.created_at).unwrap_or_default();
            item.job.created_at = Moment(made.0 + u64::from(self.world.calls())).rfc3339();
        }
        Ok(item)
    }
}

impl ListJobs for MemoryTenant {
    async fn list_jobs(
        &self,
        month: &str,
        cursor: Option<&str>,
        limit: u32,
    ) -> Result<Page<JobItem>> {
        self.call("list_jobs", |data| {
            let place = |it: &JobItem| format!("{}#{}", it.job.created_at, it.job.id);
            let mut items: Vec<JobItem> = data
                .jobs
                .values()
                .filter(|it| it.job.created_at.replace('-', "").starts_with(month))
                .filter(|it| cursor.is_none_or(|cursor| place(it).as_str() < cursor))
                .cloned()
                .collect();
            items.sort_by_key(|it| std::cmp::Reverse(place(it)));
            let rest = items.split_off(items.len().min(limit as usize));
            let next = items.last().map(place).filter(|_| !rest.is_empty());
            Page { items, next }
        })
        .await
    }
}

impl ChangeJob for MemoryTenant {
    async fn change_job(&self, job: &JobId, change: &JobChange) -> Result<Changed> {
        change.check()?;
        self.call("change_job", |data| {
            let Some(item) = data.jobs.get_mut(job) else { return Changed::No };
            if !stands(item, change) && !self.lapses(Lapse::AnyStatus) {
                return Changed::No;
            }
            apply(item, change.clone());
            Changed::Yes(Box::new(item.clone()))
        })
        .await
    }
}

/// Whether the job is as the change expects it.
fn stands(item: &JobItem, change: &JobChange) -> bool {
    (change.from.is_empty() || change.from.contains(&item.job.status))
        && change.at_rerun.is_none_or(|it| it == item.reruns)
        && (change.due_by.is_none() || item.job.at.is_none() || item.job.at <= change.due_by)
        && (change.reopened.is_none() && change.continued_by.is_none() || !item.job.undone)
        && (change.continued_by.is_none() || item.job.continued_by <= change.continued_by)
}

fn apply(item: &mut JobItem, change: JobChange) {
    if let Some(reopened) = &change.reopened {
        item.ended.retain(|it| !reopened.contains(it));
        item.job.finished_at = None;
        item.reruns += 1;
    }
    item.job.undone |= change.undone;
    item.job.status = change.to.unwrap_or(item.job.status);
    item.started |= change.started;
    item.upload = change.upload.or(item.upload.take());
    item.source = item.source.take().or(change.source);
    item.job.started_at = item.job.started_at.take().or(change.started_at);
    item.job.repairs = item.job.repairs.take().or(change.repairs);
    item.job.waits_for = item.job.waits_for.take().or(change.waits_for);
    item.job.at = change.moved_to.or(item.job.at.take()).or(change.at);
    item.job.test = change.test.or(item.job.test);
    item.job.continued_by = change.continued_by.or(item.job.continued_by.take());
    item.job.finished_at = change.finished_at.or(item.job.finished_at.take());
    item.job.counts = change.counts.unwrap_or(item.job.counts);
    item.job.refusal = change.refusal.or(item.job.refusal.take());
    item.job.previewed = change.previewed.or(item.job.previewed);
    item.job.files = change.files.unwrap_or(std::mem::take(&mut item.job.files));
    item.buckets = change.buckets.unwrap_or(item.buckets);
}

impl EndBucket for MemoryTenant {
    async fn end_bucket(&self, job: &JobId, bucket: u32) -> Result<JobItem> {
        self.call("end_bucket", |data| {
            let item = data.jobs.get_mut(job)?;
            item.ended.insert(bucket);
            Some(item.clone())
        })
        .await?
        .context("the job does not exist")
    }
}

impl FindRunning for MemoryWorld {
    async fn find_running(&self, _cursor: Option<&str>) -> Result<Page<JobRef>> {
        self.call("find_running", |data| {
            let running = data.tenants.iter().flat_map(|(tenant, data)| {
                let open = data.jobs.values().filter(|it| !it.is_settled());
                open.map(|it| JobRef { tenant: tenant.clone(), job: it.job.id.clone() })
            });
            let items = if self.lapses(Lapse::NoWatchdog) { Vec::new() } else { running.collect() };
            Page { items, next: None }
        })
        .await
    }
}
