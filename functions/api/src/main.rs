//! The `api` Lambda: opens the door to AWS and hands every request to [`api::router`].

use gangway_aws::{World, telemetry};

#[tokio::main]
async fn main() -> Result<(), lambda_http::Error> {
    telemetry::init();
    let world = World::from_env().await?;
    lambda_http::run(api::router(world)).await
}
