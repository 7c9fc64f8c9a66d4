//! Remembered requests in DynamoDB: one item a key, for two days.

use anyhow::{Context, Result};
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValuesOnConditionCheckFailure};
use gangway_contract::UserId;
use gangway_ports::{Clock, RememberRequest, RememberedRequest};

use crate::TenantWorld;
use crate::item::{Take, json, number, text};

const KEPT_SECONDS: u32 = 2 * 24 * 3600;

impl RememberRequest for TenantWorld {
    async fn remember_request(
        &self,
        user: &UserId,
        key: &str,
        request: &RememberedRequest,
    ) -> Result<RememberedRequest> {
        let until = self.now().plus_seconds(KEPT_SECONDS).seconds();
        let put = self
            .world
            .dynamo
            .put_item()
            .table_name(&self.world.names.jobs)
            .item("pk", text(format!("T#{}#Q#{user}", self.tenant)))
            .item("sk", text(key))
            .item("doc", json(request)?)
            .item("expires_at", number(until))
            .condition_expression("attribute_not_exists(pk)")
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .send()
            .await;
        match put {
            Ok(_) => Ok(request.clone()),
            Err(error) => match earlier(error.as_service_error()) {
                Some(item) => item.json("doc"),
                None => Err(error).context("failed to remember a request"),
            },
        }
    }
}

/// The item that stood in the way.
fn earlier(
    error: Option<&aws_sdk_dynamodb::operation::put_item::PutItemError>,
) -> Option<std::collections::HashMap<String, AttributeValue>> {
    use aws_sdk_dynamodb::operation::put_item::PutItemError as Error;
    match error? {
        Error::ConditionalCheckFailedException(failed) => failed.item().cloned(),
        _ => None,
    }
}
