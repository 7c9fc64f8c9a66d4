//! Remembered requests in DynamoDB: one item a key, for two days.

use anyhow::{Context, Result};
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::operation::update_item::builders::UpdateItemFluentBuilder;
use aws_sdk_dynamodb::types::{ReturnValue, ReturnValuesOnConditionCheckFailure};
use gangway_contract::UserId;
use gangway_ports::{
    CursorSecret, RememberRequest, RememberedRequest, RequestClaim, RequestClaimed, RequestEnded,
};

use crate::TenantWorld;
use crate::condition::is_failed_condition;
use crate::item::{Found, Take, json, number, text};

const KEPT_SECONDS: u32 = 2 * 24 * 3600;
/// Nobody else is at it, and nobody has answered.
const IS_FREE: &str = "attribute_not_exists(pk) OR (asked = :asked AND attribute_not_exists(answer) AND busy <= :now)";

impl TenantWorld {
    fn request_update(&self, user: &UserId, key: &str) -> UpdateItemFluentBuilder {
        let call = self.world.dynamo.update_item().table_name(&self.world.names.jobs);
        call.key("pk", text(self.request_partition(user))).key("sk", text(key))
    }

    fn request_partition(&self, user: &UserId) -> String {
        format!("T#{}#Q#{user}", self.tenant)
    }
}

impl RememberRequest for TenantWorld {
    async fn claim_request(
        &self,
        user: &UserId,
        key: &str,
        claim: &RequestClaim,
    ) -> Result<RequestClaimed> {
        let update = self
            .request_update(user, key)
            .update_expression(
                "SET asked = :asked, id = if_not_exists(id, :id), busy = :until, \
                 expires_at = if_not_exists(expires_at, :end)",
            )
            .condition_expression(IS_FREE)
            .expression_attribute_values(":asked", text(&claim.asked))
            .expression_attribute_values(":id", text(&claim.id))
            .expression_attribute_values(":now", number(claim.now))
            .expression_attribute_values(":until", number(claim.until))
            .expression_attribute_values(":end", number(claim.now.saturating_add(KEPT_SECONDS)))
            .return_values(ReturnValue::AllNew)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .send()
            .await;
        match update {
            Ok(output) => {
                let item = output.attributes.context("a taken request has no attributes")?;
                let id = item.text("id")?.to_owned();
                Ok(RequestClaimed::Ours { fresh: id == claim.id, id })
            }
            Err(error) => match error.as_service_error().and_then(earlier) {
                Some(known) => met(&known, claim),
                None => Err(error).context("failed to take a request"),
            },
        }
    }

    async fn end_request(&self, user: &UserId, key: &str, ended: &RequestEnded) -> Result<()> {
        let answer = match ended {
            RequestEnded::Undone => return self.forget_request(user, key).await,
            RequestEnded::Open => None,
            RequestEnded::Answered(answer) => Some(json(answer)?),
        };
        let set = "SET busy = :free";
        let update = self.request_update(user, key).expression_attribute_values(":free", number(0));
        let update = match answer {
            None => update.update_expression(set),
            Some(answer) => update
                .update_expression(format!("{set}, answer = :answer"))
                .expression_attribute_values(":answer", answer),
        };
        // One that has expired meanwhile is not made again.
        match update.condition_expression("attribute_exists(pk)").send().await {
            Ok(_) => Ok(()),
            Err(error) if is_failed_condition!(error) => Ok(()),
            Err(error) => Err(error).context("failed to note how a request was answered"),
        }
    }
}

impl TenantWorld {
    async fn forget_request(&self, user: &UserId, key: &str) -> Result<()> {
        let call = self.world.dynamo.delete_item().table_name(&self.world.names.jobs);
        call.key("pk", text(self.request_partition(user)))
            .key("sk", text(key))
            .send()
            .await
            .context("failed to forget a request")?;
        Ok(())
    }
}

/// The item that stood in the way.
fn earlier(error: &UpdateItemError) -> Option<Found> {
    match error {
        UpdateItemError::ConditionalCheckFailedException(failed) => failed.item().cloned(),
        _ => None,
    }
}

fn met(item: &Found, claim: &RequestClaim) -> Result<RequestClaimed> {
    let known = RememberedRequest {
        asked: item.maybe_text("asked").unwrap_or_default(),
        id: item.maybe_text("id").unwrap_or_default(),
        until: item.maybe_number("busy").unwrap_or_default(),
        answer: item.maybe_json("answer")?,
    };
    known.bars(claim).context("a request that is free was not to be had")
}

impl CursorSecret for TenantWorld {
    fn cursor_secret(&self) -> [u8; 32] {
        blake3::derive_key("gangway 2026-11-27 cursors of lists", &self.world.names.secret)
    }
}
