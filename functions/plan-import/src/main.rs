//! The `plan-import` Lambda: a file that arrived, or a job that was started, in; slices and buckets out.
//!
//! This file only opens the door. What happens inside is in [`plan_import::handle`].

// The AWS SDK's futures lie in ours, one within another.
#![recursion_limit = "512"]

use gangway_aws::{World, sqs, telemetry};
use plan_import::Incoming;

#[tokio::main]
async fn main() -> Result<(), sqs::Error> {
    telemetry::init();
    let (world, sizes) = (World::from_env().await?, plan_import::Sizes::default());
    sqs::run(async |incoming: Incoming, deadline| {
        Box::pin(plan_import::handle(&world, &incoming, deadline, sizes)).await
    })
    .await
}
