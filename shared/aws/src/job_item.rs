//! How a job lies in its item: `doc` is the job as it was made, what changes has attributes of its own, so that two
//! workers can change different things without undoing each other.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use aws_sdk_dynamodb::types::AttributeValue;
use gangway_contract::{Job, JobId, JobItem, JobStatus, TenantId};
use gangway_ports::Moment;

use crate::item::{Found, Item, Take, flag, json, number, text};

/// The sort key of the job's own item.
pub(crate) const JOB: &str = "JOB";
/// The partition of the sparse index of jobs that have not ended.
pub(crate) const RUNNING: &str = "RUNNING";

pub(crate) fn partition(tenant: &TenantId, job: &JobId) -> String {
    format!("T#{tenant}#J#{job}")
}

pub(crate) fn month_partition(tenant: &TenantId, month: &str) -> String {
    format!("T#{tenant}#JL#{month}")
}

/// Where a job lies among those that have not ended.
pub(crate) fn running_place(tenant: &TenantId, job: &JobId) -> String {
    format!("{tenant}#{job}")
}

pub(crate) fn to_item(tenant: &TenantId, item: &JobItem) -> Result<Item> {
    let job = &item.job;
    let created = Moment::parse(&job.created_at).context("a job's creation time is unreadable")?;
    let mut out = Item::from([
        ("pk".into(), text(partition(tenant, &job.id))),
        ("sk".into(), text(JOB)),
        ("gsi1pk".into(), text(month_partition(tenant, &created.month()))),
        ("gsi1sk".into(), text(format!("{}#{}", job.created_at, job.id))),
        ("doc".into(), json(job)?),
        ("stands".into(), json(&job.status)?),
        ("pressed".into(), flag(item.started)),
        ("buckets".into(), number(item.buckets)),
        ("reruns".into(), number(item.reruns)),
    ]);
    if !job.status.is_terminal() {
        out.insert("gsi2pk".into(), text(RUNNING));
        out.insert("gsi2sk".into(), text(running_place(tenant, &job.id)));
    }
    if let Some(upload) = &item.upload {
        out.insert("upload".into(), text(upload));
    }
    if let Some(source) = &item.source {
        out.insert("arrived".into(), json(source)?);
    }
    Ok(out)
}

pub(crate) fn from_item(item: &Found) -> Result<JobItem> {
    let mut job: Job = item.json("doc")?;
    job.status = item.json::<JobStatus>("stands")?;
    job.started_at = item.maybe_text("started_at").or(job.started_at);
    job.finished_at = item.maybe_text("finished_at").or(job.finished_at);
    job.counts = item.maybe_json("counts")?.unwrap_or(job.counts);
    job.refusal = item.maybe_json("refusal")?.or(job.refusal);
    job.previewed = item.maybe_json("previewed")?.or(job.previewed);
    job.files = item.maybe_json("results")?.unwrap_or(job.files);
    job.undone = item.flag("undone");
    job.repairs = item.maybe_text("repairs").map(JobId::parse).transpose()?.or(job.repairs);
    job.waits_for = item.maybe_text("waits_for").map(JobId::parse).transpose()?;
    job.test = item.maybe_json("first_rows")?.or(job.test);
    job.at = item.maybe_text("due").or(job.at);
    job.continued_by = item.maybe_text("goes_on_in").map(JobId::parse).transpose()?;
    Ok(JobItem {
        job,
        upload: item.maybe_text("upload"),
        source: item.maybe_json("arrived")?,
        started: item.flag("pressed"),
        buckets: item.maybe_number("buckets").unwrap_or_default(),
        ended: item.get("ended").map(numbers).unwrap_or_default(),
        reruns: item.maybe_number("reruns").unwrap_or_default(),
        told: item.get("told").map(texts).unwrap_or_default(),
    })
}

fn numbers(value: &AttributeValue) -> BTreeSet<u32> {
    let numbers = value.as_ns().map(Vec::as_slice).unwrap_or_default();
    numbers.iter().filter_map(|it| it.parse().ok()).collect()
}

fn texts(value: &AttributeValue) -> BTreeSet<String> {
    value.as_ss().map(|it| it.iter().cloned().collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use gangway_contract::{Actor, ModuleId, PinnedSource, Scope, SourceFile, UserId, Wide};

    use super::*;

    #[test]
    fn a_job_survives_its_item() {
        let tenant = TenantId::parse("acme").expect("a tenant");
        let job = Job::import(
            JobId::parse("J1").expect("a job"),
            ModuleId::parse("leads").expect("a module"),
            Actor {
                tenant: tenant.clone(),
                user: UserId::parse("ann").expect("a user"),
                teams: BTreeSet::new(),
                scope: Scope::All,
                rights: BTreeSet::new(),
            },
            SourceFile { name: "a.csv".into(), size: Wide(3), fingerprint: None },
            Moment(1_795_353_600_000).rfc3339(),
        );
        let mut item = JobItem::new(job);
        item.source = Some(PinnedSource { version: Some("v".into()), size: Wide(3) });
        item.started = true;
        let stored: Found = to_item(&tenant, &item).expect("an item").into_iter().collect();
        assert_eq!(from_item(&stored).expect("a job"), item);
    }
}
