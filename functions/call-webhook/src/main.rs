//! The `call-webhook` Lambda: an event of a job in, a message to the tenant's webhook out.
//!
//! This file only opens the door. What happens inside is in [`call_webhook::handle`].

// The AWS SDK's futures lie in ours, one within another.
#![recursion_limit = "512"]

use gangway_aws::sqs::{self, Wake};
use gangway_aws::{World, telemetry};

#[tokio::main]
async fn main() -> Result<(), sqs::Error> {
    telemetry::init();
    let world = World::from_env().await?;
    sqs::run_patient(&world, async |wake, deliveries| match wake {
        Wake::Message(event) => Ok(call_webhook::handle(&world, &event, deliveries).await?.pause()),
        Wake::Dead(_) | Wake::Tick => Ok(call_webhook::bury().pause()),
    })
    .await
}
