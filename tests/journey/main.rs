//! Journeys through the local cloud: API, S3, SQS, the Lambdas and DynamoDB, with nothing replaced.
//!
//! `cargo xtask test journey` starts the cloud and runs them. Without one they say so and pass, so that
//! `cargo test --workspace` works on a machine that has none.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "the helpers of tests may fail a test; one that skips says so, and the long one its rate"
)]

mod again;
mod backed_up;
mod bad_input;
mod cost;
mod dropped;
mod export;
mod headers;
mod hundred_thousand;
mod poison;
mod rules;
mod tenants;
mod tested;
mod webhook;
mod workbooks;

use gangway_tests::cloud::Cloud;

/// Signs in, or says that there is no cloud to sign in to.
fn sign_in(user: &str) -> Option<Cloud> {
    let cloud = Cloud::sign_in(user).expect("the issuer answers");
    if cloud.is_none() {
        eprintln!("skipped: no local cloud (run `cargo xtask test journey`)");
    }
    cloud
}
