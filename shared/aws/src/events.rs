//! What systems are told of jobs, over `EventBridge`.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_eventbridge::types::PutEventsRequestEntry;
use gangway_contract::{JobEvent, JobItem};
use gangway_ports::{NoteTold, SendEvents};

use crate::TenantWorld;
use crate::condition::is_failed_condition;
use crate::item::{json, number};
use crate::job_item::JOB;

/// Who speaks, as rules name it.
const SOURCE: &str = "gangway";
/// Events of one call.
const EVENTS: usize = 10;

impl SendEvents for TenantWorld {
    async fn send_events(&self, events: &[JobEvent]) -> Result<()> {
        for chunk in events.chunks(EVENTS) {
            let entries = chunk.iter().map(|it| self.entry(it)).collect::<Result<_>>()?;
            let call = self.world.events.put_events().set_entries(Some(entries));
            let output = call.send().await.context("failed to tell of a job")?;
            let lost = output.failed_entry_count();
            ensure!(lost == 0, "EventBridge did not take {lost} events");
        }
        Ok(())
    }
}

impl TenantWorld {
    fn entry(&self, event: &JobEvent) -> Result<PutEventsRequestEntry> {
        Ok(PutEventsRequestEntry::builder()
            .event_bus_name(&self.world.names.event_bus)
            .source(SOURCE)
            .detail_type(event.event.detail_type())
            .detail(serde_json::to_string(event)?)
            .build())
    }
}

impl NoteTold for TenantWorld {
    async fn note_told(&self, item: &JobItem, ids: &BTreeSet<String>) -> Result<()> {
        let told = item.clone().having_told(ids);
        let (job, table) = (&item.job, &self.world.names.jobs);
        let forget = if told.is_settled() { " REMOVE gsi2pk, gsi2sk" } else { "" };
        let none = if item.reruns == 0 { "attribute_not_exists(reruns) OR " } else { "" };
        // One that has ended meanwhile must stay where the watchdog finds it.
        let is_as_read = format!("stands = :stands AND ({none}reruns = :reruns)");
        let call = self.world.dynamo.update_item().table_name(table);
        let noted = call
            .set_key(Some(self.job_key(&job.id, JOB)))
            .update_expression(format!("ADD told :ids{forget}"))
            .condition_expression(is_as_read)
            .expression_attribute_values(":ids", AttributeValue::Ss(ids.iter().cloned().collect()))
            .expression_attribute_values(":stands", json(&job.status)?)
            .expression_attribute_values(":reruns", number(item.reruns))
            .send()
            .await;
        match noted {
            Ok(_) => Ok(()),
            // The job has moved: what is owed is told once more, under the same id.
            Err(error) if is_failed_condition!(error) => Ok(()),
            Err(error) => Err(error).context("failed to note what was told of a job"),
        }
    }
}
