//! The `run-export` Lambda: an export's message in, a file out.
//!
//! This file only opens the door. What happens inside is in [`run_export::handle`].

// The AWS SDK's futures lie in ours, one within another.
#![recursion_limit = "512"]

use gangway_aws::{World, sqs, telemetry};
use gangway_contract::ExportMessage;
use gangway_ports::ForTenant;

#[tokio::main]
async fn main() -> Result<(), sqs::Error> {
    telemetry::init();
    let (world, pace) = (World::from_env().await?, run_export::Pace::default());
    sqs::run(async |message: ExportMessage, deadline| {
        let tenant = world.for_tenant(&message.tenant);
        Box::pin(run_export::handle(&tenant, &message, deadline, pace)).await
    })
    .await
}
