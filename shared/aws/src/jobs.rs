//! Job items in DynamoDB.

use std::collections::{BTreeSet, HashMap};

use anyhow::{Context, Result};
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};
use gangway_contract::{JobId, JobItem, JobRef, TenantId, api::Page};
use gangway_ports::{
    ChangeJob, Changed, CreateJob, EndBucket, FindRunning, JobChange, ListJobs, ReadJob,
};

use crate::condition::is_failed_condition;
use crate::item::{Found, Take, flag, json, number, text};
use crate::job_item::{
    JOB, RUNNING, from_item, month_partition, partition, running_place, to_item,
};
use crate::{TenantWorld, World};

impl TenantWorld {
    pub(crate) fn job_key(&self, job: &JobId, sort: impl Into<String>) -> Found {
        let pk = text(partition(&self.tenant, job));
        HashMap::from([("pk".to_owned(), pk), ("sk".to_owned(), text(sort))])
    }
}

impl CreateJob for TenantWorld {
    async fn create_job(&self, item: &JobItem) -> Result<bool> {
        let item = to_item(&self.tenant, item)?.into_iter().collect();
        let call = self.world.dynamo.put_item().table_name(&self.world.names.jobs);
        let put =
            call.set_item(Some(item)).condition_expression("attribute_not_exists(pk)").send().await;
        match put {
            Ok(_) => Ok(true),
            Err(error) if is_failed_condition!(error) => Ok(false),
            Err(error) => Err(error).context("failed to create a job"),
        }
    }
}

impl ReadJob for TenantWorld {
    async fn read_job(&self, job: &JobId) -> Result<Option<JobItem>> {
        let call = self.world.dynamo.get_item().table_name(&self.world.names.jobs);
        let output = call
            .set_key(Some(self.job_key(job, JOB)))
            .consistent_read(true)
            .send()
            .await
            .context("failed to read a job")?;
        output.item.as_ref().map(from_item).transpose()
    }
}

impl ListJobs for TenantWorld {
    async fn list_jobs(
        &self,
        month: &str,
        cursor: Option<&str>,
        limit: u32,
    ) -> Result<Page<JobItem>> {
        let month = month_partition(&self.tenant, month);
        let start = cursor.and_then(|cursor| self.start_after(&month, cursor));
        let output = self
            .world
            .dynamo
            .query()
            .table_name(&self.world.names.jobs)
            .index_name("jobs-by-month")
            .key_condition_expression("gsi1pk = :month")
            .expression_attribute_values(":month", text(month))
            .scan_index_forward(false)
            .limit(i32::try_from(limit)?)
            .set_exclusive_start_key(start)
            .send()
            .await
            .context("failed to list jobs")?;
        let items = output.items.unwrap_or_default();
        let next = output.last_evaluated_key.and_then(|it| it.maybe_text("gsi1sk"));
        Ok(Page { items: items.iter().map(from_item).collect::<Result<_>>()?, next })
    }
}

impl TenantWorld {
    /// The index's place behind a cursor; a cursor that nobody gave out starts anew.
    fn start_after(&self, month: &str, cursor: &str) -> Option<Found> {
        let (_, job) = cursor.split_once('#')?;
        let mut start = self.job_key(&JobId::parse(job).ok()?, JOB);
        start.insert("gsi1pk".into(), text(month));
        start.insert("gsi1sk".into(), text(cursor));
        Some(start)
    }
}

impl ChangeJob for TenantWorld {
    async fn change_job(&self, job: &JobId, change: &JobChange) -> Result<Changed> {
        change.check()?;
        let mut update = Update::of(change)?;
        if let Some(buckets) = &change.reopened {
            update.reopen(buckets, running_place(&self.tenant, job));
        }
        let call = self.world.dynamo.update_item().table_name(&self.world.names.jobs);
        let changed = call
            .set_key(Some(self.job_key(job, JOB)))
            .update_expression(update.expression())
            .condition_expression(update.conditions.join(" AND "))
            .set_expression_attribute_values(Some(update.values))
            .return_values(ReturnValue::AllNew)
            .send()
            .await;
        match changed {
            Ok(output) => {
                let item = output.attributes.context("a changed job was not returned")?;
                Ok(Changed::Yes(Box::new(from_item(&item)?)))
            }
            Err(error) if is_failed_condition!(error) => Ok(Changed::No),
            Err(error) => Err(error).context("failed to change a job"),
        }
    }
}

/// A change as DynamoDB wants to hear it.
struct Update {
    sets: Vec<String>,
    removes: Vec<&'static str>,
    deletes: &'static str,
    conditions: Vec<String>,
    values: HashMap<String, AttributeValue>,
}

impl Update {
    fn of(change: &JobChange) -> Result<Self> {
        let mut update = Self {
            // There is always something to set, so that the expression is never empty.
            sets: vec!["kind = :kind".to_owned()],
            removes: Vec::new(),
            deletes: "",
            conditions: vec!["attribute_exists(pk)".to_owned()],
            values: HashMap::from([(":kind".to_owned(), text(JOB))]),
        };
        if let Some(to) = change.to {
            // Who ends a job leaves it where the watchdog finds it, until systems were told.
            update.set("stands", json(&to)?);
        }
        if change.started {
            update.set("pressed", flag(true));
        }
        if change.undone {
            update.set("undone", flag(true));
        }
        update.set_some("upload", change.upload.as_ref().map(text));
        update.set_some("finished_at", change.finished_at.as_ref().map(text));
        update.set_some("buckets", change.buckets.map(number));
        update.set_some("counts", change.counts.as_ref().map(json).transpose()?);
        update.set_some("refusal", change.refusal.as_ref().map(json).transpose()?);
        update.set_some("previewed", change.previewed.as_ref().map(json).transpose()?);
        update.set_some("results", change.files.as_ref().map(json).transpose()?);
        update.set_some("first_rows", change.test.as_ref().map(json).transpose()?);
        update.set_some("goes_on_in", change.continued_by.as_ref().map(|it| text(it.as_str())));
        update.set_first("arrived", change.source.as_ref().map(json).transpose()?);
        update.set_first("repairs", change.repairs.as_ref().map(|it| text(it.as_str())));
        update.set_first("waits_for", change.waits_for.as_ref().map(|it| text(it.as_str())));
        update.set_first("due", change.at.as_ref().map(text));
        update.set_some("due", change.moved_to.as_ref().map(text));
        update.set_first("started_at", change.started_at.as_ref().map(text));
        update.expect(change)?;
        Ok(update)
    }

    fn set(&mut self, name: &str, value: AttributeValue) {
        self.sets.push(format!("{name} = :{name}"));
        self.values.insert(format!(":{name}"), value);
    }

    fn set_some(&mut self, name: &str, value: Option<AttributeValue>) {
        if let Some(value) = value {
            self.set(name, value);
        }
    }

    fn set_first(&mut self, name: &str, value: Option<AttributeValue>) {
        if let Some(value) = value {
            self.sets.push(format!("{name} = if_not_exists({name}, :{name})"));
            self.values.insert(format!(":{name}"), value);
        }
    }

    fn expect(&mut self, change: &JobChange) -> Result<()> {
        let mut names = Vec::new();
        for (place, status) in change.from.iter().enumerate() {
            names.push(format!(":from{place}"));
            self.values.insert(format!(":from{place}"), json(status)?);
        }
        if !names.is_empty() {
            self.conditions.push(format!("stands IN ({})", names.join(", ")));
        }
        if let Some(reruns) = change.at_rerun {
            // A job that was made before there were reruns has none.
            let none = if reruns == 0 { "attribute_not_exists(reruns) OR " } else { "" };
            self.conditions.push(format!("({none}reruns = :reruns)"));
            self.values.insert(":reruns".to_owned(), number(reruns));
        }
        if let Some(by) = &change.due_by {
            // Moments have texts of one length, which sort as they do.
            self.conditions.push("(attribute_not_exists(due) OR due <= :due_by)".to_owned());
            self.values.insert(":due_by".to_owned(), text(by));
        }
        if change.continued_by.is_some() {
            self.conditions.push("attribute_not_exists(undone)".to_owned());
            let last = "(attribute_not_exists(goes_on_in) OR goes_on_in <= :goes_on_in)";
            self.conditions.push(last.to_owned());
        }
        Ok(())
    }

    /// The job runs again: it is found among the running ones, and these buckets have not ended.
    fn reopen(&mut self, buckets: &BTreeSet<u32>, place: String) {
        let buckets = buckets.iter().map(ToString::to_string).collect();
        self.sets.push("reruns = if_not_exists(reruns, :none) + :one".to_owned());
        self.values.extend([(":one".to_owned(), number(1)), (":none".to_owned(), number(0))]);
        self.set("gsi2pk", text(RUNNING));
        self.set("gsi2sk", text(place));
        self.removes.push("finished_at");
        self.deletes = " DELETE ended :reopened";
        self.values.insert(":reopened".to_owned(), AttributeValue::Ns(buckets));
        self.conditions.push("attribute_not_exists(undone)".to_owned());
    }

    fn expression(&self) -> String {
        let removes = match self.removes.as_slice() {
            [] => String::new(),
            names => format!(" REMOVE {}", names.join(", ")),
        };
        format!("SET {}{removes}{}", self.sets.join(", "), self.deletes)
    }
}

impl EndBucket for TenantWorld {
    async fn end_bucket(&self, job: &JobId, bucket: u32) -> Result<JobItem> {
        let call = self.world.dynamo.update_item().table_name(&self.world.names.jobs);
        let output = call
            .set_key(Some(self.job_key(job, JOB)))
            .update_expression("ADD ended :bucket")
            .condition_expression("attribute_exists(pk)")
            .expression_attribute_values(":bucket", AttributeValue::Ns(vec![bucket.to_string()]))
            .return_values(ReturnValue::AllNew)
            .send()
            .await
            .context("failed to note the end of a bucket")?;
        from_item(&output.attributes.context("a changed job was not returned")?)
    }
}

impl FindRunning for World {
    async fn find_running(&self, cursor: Option<&str>) -> Result<Page<JobRef>> {
        let start = cursor.and_then(start_of_running);
        let call = self.dynamo.query().table_name(&self.names.jobs).index_name("running-jobs");
        let output = call
            .key_condition_expression("gsi2pk = :running")
            .expression_attribute_values(":running", text(RUNNING))
            .set_exclusive_start_key(start)
            .send()
            .await
            .context("failed to find running jobs")?;
        let items = output.items.unwrap_or_default();
        let found = items.iter().filter_map(|it| job_ref(it.text("gsi2sk").ok()?));
        let next = output.last_evaluated_key.and_then(|it| it.maybe_text("gsi2sk"));
        Ok(Page { items: found.collect(), next })
    }
}

fn job_ref(sort: &str) -> Option<JobRef> {
    let (tenant, job) = sort.split_once('#')?;
    Some(JobRef { tenant: TenantId::parse(tenant).ok()?, job: JobId::parse(job).ok()? })
}

fn start_of_running(cursor: &str) -> Option<Found> {
    let found = job_ref(cursor)?;
    Some(HashMap::from([
        ("pk".to_owned(), text(partition(&found.tenant, &found.job))),
        ("sk".to_owned(), text(JOB)),
        ("gsi2pk".to_owned(), text(RUNNING)),
        ("gsi2sk".to_owned(), text(cursor)),
    ]))
}
