//! What calls to DynamoDB cost, in capacity units, as DynamoDB itself says it.
//!
//! Every call asks for it and every answer is added up. A Lambda works on one message at a time, so one sum for the
//! process is the message's: see [`take`]. Calls whose condition did not hold say nothing of what they cost.

use std::sync::atomic::{AtomicU64, Ordering};

use aws_sdk_dynamodb::config::interceptors::{
    AfterDeserializationInterceptorContextRef, BeforeSerializationInterceptorContextMut,
};
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::BoxError;
use aws_sdk_dynamodb::operation::{
    batch_execute_statement as statements, batch_get_item as get_many, delete_item as delete,
    get_item as get, put_item as put, query, update_item as update,
};
use aws_sdk_dynamodb::types::{ConsumedCapacity, ReturnConsumedCapacity};

static READS: AtomicU64 = AtomicU64::new(0);
static WRITES: AtomicU64 = AtomicU64::new(0);

/// Half a unit is the least that DynamoDB counts.
const PARTS: f64 = 2.0;

/// Capacity units: a read unit is a consistent read of 4 KB, a write unit a write of 1 KB, indexes included.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Consumed {
    pub(crate) reads: f64,
    pub(crate) writes: f64,
}

/// What was consumed since somebody last asked.
pub(crate) fn take() -> Consumed {
    let units = |sum: &AtomicU64| {
        let parts = u32::try_from(sum.swap(0, Ordering::Relaxed)).unwrap_or(u32::MAX);
        f64::from(parts) / PARTS
    };
    Consumed { reads: units(&READS), writes: units(&WRITES) }
}

fn add<'c>(sum: &AtomicU64, consumed: impl IntoIterator<Item = &'c ConsumedCapacity>) {
    let units: f64 = consumed.into_iter().filter_map(ConsumedCapacity::capacity_units).sum();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a call consumes some thousand units at most, and none below zero"
    )]
    sum.fetch_add((units * PARTS).round() as u64, Ordering::Relaxed);
}

/// Asks for the cost of each call and adds it up.
#[derive(Debug)]
pub(crate) struct Meter;

/// The calls that we make, and whether they read or write.
macro_rules! calls {
    ($($sum:ident $input:ty => $output:ty),* $(,)?) => {
        impl Intercept for Meter {
            fn name(&self) -> &'static str {
                "Meter"
            }

            fn modify_before_serialization(
                &self,
                context: &mut BeforeSerializationInterceptorContextMut<'_>,
                _: &RuntimeComponents,
                _: &mut ConfigBag,
            ) -> Result<(), BoxError> {
                $(if let Some(call) = context.input_mut().downcast_mut::<$input>() {
                    call.return_consumed_capacity = Some(ReturnConsumedCapacity::Total);
                })*
                Ok(())
            }

            fn read_after_deserialization(
                &self,
                context: &AfterDeserializationInterceptorContextRef<'_>,
                _: &RuntimeComponents,
                _: &mut ConfigBag,
            ) -> Result<(), BoxError> {
                let Ok(answer) = context.output_or_error() else { return Ok(()) };
                $(if let Some(answer) = answer.downcast_ref::<$output>() {
                    add(&$sum, answer.consumed_capacity());
                })*
                Ok(())
            }
        }
    };
}

calls! {
    READS get::GetItemInput => get::GetItemOutput,
    READS get_many::BatchGetItemInput => get_many::BatchGetItemOutput,
    READS query::QueryInput => query::QueryOutput,
    WRITES put::PutItemInput => put::PutItemOutput,
    WRITES update::UpdateItemInput => update::UpdateItemOutput,
    WRITES delete::DeleteItemInput => delete::DeleteItemOutput,
    WRITES statements::BatchExecuteStatementInput => statements::BatchExecuteStatementOutput,
}
