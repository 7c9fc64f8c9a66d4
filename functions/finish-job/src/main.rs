//! The `finish-job` Lambda: the last bucket's word, a minute gone by, or a message that was given up.
//!
//! This file only opens the door. What happens inside is in [`finish_job`].

// The AWS SDK's futures lie in ours, one within another.
#![recursion_limit = "512"]

use gangway_aws::sqs::{self, Wake};
use gangway_aws::{World, telemetry};

#[tokio::main]
async fn main() -> Result<(), sqs::Error> {
    telemetry::init();
    let (world, pace) = (World::from_env().await?, finish_job::Pace::default());
    let patience = finish_job::Patience::from_env();
    sqs::run_any(async |wake, deadline| match wake {
        Wake::Message(message) => {
            Box::pin(finish_job::finish(&world, &message, deadline, pace)).await
        }
        Wake::Dead(message) => Box::pin(finish_job::bury(&world, &message, deadline)).await,
        Wake::Tick => Box::pin(finish_job::watch(&world, &patience)).await,
    })
    .await
}
