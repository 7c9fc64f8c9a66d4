//! The `write-records` Lambda: a bucket's message in, records out.
//!
//! This file only opens the door. What happens inside is in [`write_records::handle`].

// The AWS SDK's futures lie in ours, one within another.
#![recursion_limit = "512"]

use gangway_aws::{World, sqs, telemetry};
use gangway_contract::BucketMessage;
use gangway_ports::ForTenant;

#[tokio::main]
async fn main() -> Result<(), sqs::Error> {
    telemetry::init();
    let (world, pace) = (World::from_env().await?, write_records::Pace::from_env());
    sqs::run(async |message: BucketMessage, deadline| {
        let tenant = world.for_tenant(&message.tenant);
        Box::pin(write_records::handle(&tenant, &message, deadline, &pace)).await
    })
    .await
}
