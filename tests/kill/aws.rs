//! Timeouts of the local cloud, made shorter: a worker that is killed is waited for as long as it could have worked.

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

/// Seconds a function may work. What is left of it when a step begins must be more than a worker's margin.
const TIMEOUT: u32 = 40;
/// Seconds until a message is delivered again. A lease ends after 100, so that a kill costs at most three of eight receives.
const VISIBILITY: u32 = 45;

/// Shortens what a killed worker's message and lease are waited for.
pub(crate) fn hurry() -> Result<()> {
    let aws = std::env::var("GANGWAY_AWS_URL").context("GANGWAY_AWS_URL is not set")?;
    let aws = aws.trim_end_matches('/');
    for (queue, function) in
        [("plan", "plan-import"), ("write", "write-records"), ("finish", "finish-job")]
    {
        let name = json!({ "QueueName": format!("gangway-local-{queue}") });
        let found: Value = serde_json::from_str(&sqs(aws, "GetQueueUrl", &name)?)?;
        let attributes = json!({ "VisibilityTimeout": VISIBILITY.to_string() });
        let set = json!({ "QueueUrl": found["QueueUrl"], "Attributes": attributes });
        sqs(aws, "SetQueueAttributes", &set)?;
        let path = format!("{aws}/2015-03-31/functions/gangway-local-{function}/configuration");
        let request = ureq::put(&path).header("authorization", signed_for("lambda"));
        let reply = request.send_json(json!({ "Timeout": TIMEOUT }))?;
        ensure!(reply.status().is_success(), "{function} keeps its timeout: {}", reply.status());
    }
    Ok(())
}

fn sqs(aws: &str, action: &str, body: &Value) -> Result<String> {
    let mut reply = ureq::post(aws)
        .header("authorization", signed_for("sqs"))
        .header("content-type", "application/x-amz-json-1.0")
        .header("x-amz-target", format!("AmazonSQS.{action}"))
        .send(body.to_string())
        .with_context(|| format!("{action} failed"))?;
    Ok(reply.body_mut().read_to_string()?)
}

/// The local cloud reads of a signature for which service it is.
fn signed_for(service: &str) -> String {
    format!(
        "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=0"
    )
}
