//! Quotas in DynamoDB: one item a tenant and day for files, one for rows, and one for the jobs that run. The first two
//! expire.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::operation::update_item::builders::UpdateItemFluentBuilder;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValuesOnConditionCheckFailure};
use gangway_contract::{JobId, Quota};
use gangway_ports::{Clock, CountQuota, Place};

use crate::TenantWorld;
use crate::item::{Found, number, text};

const SETTING: &str = "N";
/// What an operator has set.
const EXCEPTION: &str = "exception";
/// A count is of no use once its day is over everywhere.
const KEPT_SECONDS: u32 = 3 * 24 * 3600;
/// The job is one of so many.
const HAS_PLACE: &str = "attribute_not_exists(jobs) OR contains(jobs, :job) OR size(jobs) < :most";

impl TenantWorld {
    fn count_update(&self, sort: &str, job: &JobId) -> UpdateItemFluentBuilder {
        let call = self.world.dynamo.update_item().table_name(&self.world.names.jobs);
        call.key("pk", text(self.settings(SETTING)))
            .key("sk", text(sort))
            .expression_attribute_values(":one", AttributeValue::Ss(vec![job.to_string()]))
            .expression_attribute_values(":job", text(job.to_string()))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
    }

    /// When a count of today is forgotten.
    fn forgotten(&self) -> AttributeValue {
        number(self.now().seconds().saturating_add(KEPT_SECONDS))
    }

    /// The item as it was, if the condition did not hold.
    async fn barred(call: UpdateItemFluentBuilder) -> Result<Option<Found>> {
        match call.send().await {
            Ok(_) => Ok(None),
            Err(error) => match error.as_service_error() {
                Some(UpdateItemError::ConditionalCheckFailedException(failed)) => {
                    Ok(Some(failed.item().cloned().unwrap_or_default()))
                }
                _ => Err(error).context("failed to count what a tenant imports"),
            },
        }
    }
}

impl CountQuota for TenantWorld {
    async fn read_quota(&self) -> Result<Quota> {
        let exception = self.read_setting(SETTING, EXCEPTION).await?.unwrap_or_default();
        Ok(self.world.names.quota.except(exception))
    }

    async fn count_file(&self, day: &str, job: &JobId, most: u32) -> Result<bool> {
        if most == 0 {
            return Ok(false);
        }
        let call = self
            .count_update(&format!("files#{day}"), job)
            .update_expression("SET expires_at = :end ADD jobs :one")
            .condition_expression(HAS_PLACE)
            .expression_attribute_values(":most", number(most))
            .expression_attribute_values(":end", self.forgotten());
        Ok(Self::barred(call).await?.is_none())
    }

    async fn count_rows(&self, day: &str, job: &JobId, rows: u32, most: u32) -> Result<bool> {
        let Some(room) = most.checked_sub(rows) else { return Ok(false) };
        let call = self
            .count_update(&format!("rows#{day}"), job)
            .update_expression("SET expires_at = :end ADD jobs :one, counted :rows")
            .condition_expression(
                "attribute_not_exists(jobs) OR (NOT contains(jobs, :job) AND counted <= :room)",
            )
            .expression_attribute_values(":rows", number(rows))
            .expression_attribute_values(":room", number(room))
            .expression_attribute_values(":end", self.forgotten());
        let barred = Self::barred(call).await?;
        Ok(barred.is_none_or(|it| jobs(&it).contains(job)))
    }

    async fn take_place(&self, job: &JobId, most: u32) -> Result<Place> {
        if most == 0 {
            return Ok(Place::Full(BTreeSet::new()));
        }
        let call = self
            .count_update("running", job)
            .update_expression("ADD jobs :one")
            .condition_expression(HAS_PLACE)
            .expression_attribute_values(":most", number(most));
        Ok(Self::barred(call).await?.map_or(Place::Taken, |it| Place::Full(jobs(&it))))
    }

    async fn leave_places(&self, jobs: &BTreeSet<JobId>) -> Result<()> {
        if jobs.is_empty() {
            return Ok(());
        }
        let all = jobs.iter().map(ToString::to_string).collect();
        let call = self.world.dynamo.update_item().table_name(&self.world.names.jobs);
        call.key("pk", text(self.settings(SETTING)))
            .key("sk", text("running"))
            .update_expression("DELETE jobs :gone")
            .expression_attribute_values(":gone", AttributeValue::Ss(all))
            .send()
            .await
            .context("failed to give places of jobs back")?;
        Ok(())
    }
}

fn jobs(item: &Found) -> BTreeSet<JobId> {
    let texts = item.get("jobs").and_then(|it| it.as_ss().ok()).map(Vec::as_slice);
    texts.unwrap_or_default().iter().filter_map(|it| JobId::parse(it.clone()).ok()).collect()
}
