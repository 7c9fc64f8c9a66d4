//! The local cloud's AWS, by plain requests: what a test changes or reads there needs no SDK.

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};
use ureq::Agent;

/// The bucket of files.
const FILES: &str = "gangway-local-000000000000-files";

/// The functions, as their queues' workers are called.
const FUNCTIONS: [&str; 6] =
    ["api", "plan-import", "write-records", "finish-job", "run-export", "call-webhook"];

/// The local cloud's AWS; none when no cloud was started.
pub struct Aws {
    agent: Agent,
    url: String,
}

impl Aws {
    /// The one that `cargo xtask test` started.
    pub fn from_env() -> Option<Self> {
        let url = std::env::var("GANGWAY_AWS_URL").ok()?;
        let agent: Agent = Agent::config_builder().http_status_as_error(false).build().into();
        Some(Self { agent, url: url.trim_end_matches('/').to_owned() })
    }

    /// Sets what a queue and the function behind it wait for, in seconds. Both are `gangway-local-…`.
    pub fn set_patience(
        &self,
        queue: &str,
        visibility: u32,
        function: &str,
        timeout: u32,
    ) -> Result<()> {
        let name = json!({ "QueueName": format!("gangway-local-{queue}") });
        let found = self.call("sqs", "AmazonSQS.GetQueueUrl", &name)?;
        let attributes = json!({ "VisibilityTimeout": visibility.to_string() });
        let set = json!({ "QueueUrl": found["QueueUrl"], "Attributes": attributes });
        self.call("sqs", "AmazonSQS.SetQueueAttributes", &set)?;
        let path = format!("2015-03-31/functions/gangway-local-{function}/configuration");
        let request = self.agent.put(format!("{}/{path}", self.url));
        let reply = request.header("authorization", signed_for("lambda"));
        answer(reply.send_json(json!({ "Timeout": timeout }))?).map(|_| ())
    }

    /// Write units that each of a job's messages consumed in a function, by what it logged.
    pub fn written(&self, function: &str, job: &str) -> Result<Vec<f64>> {
        let group = format!("/aws/lambda/gangway-local-{function}");
        let body = json!({ "logGroupName": group, "filterPattern": "\"Consumed capacity\"" });
        let page = self.call("logs", "Logs_20140328.FilterLogEvents", &body)?;
        let events = page["events"].as_array().context("no events in the answer")?;
        let texts = events.iter().filter_map(|it| it["message"].as_str()).flat_map(str::lines);
        let said = texts.filter_map(|it| serde_json::from_str::<Value>(it).ok());
        let ours = said.map(|it| it["fields"].clone()).filter(|it| it["job"] == job);
        Ok(ours.map(|it| it["writes"].as_f64().unwrap_or_default()).collect())
    }

    /// Lines of all functions' logs that hold this text.
    pub fn logged(&self, text: &str) -> Result<Vec<String>> {
        let mut lines = Vec::new();
        for function in FUNCTIONS {
            let group = format!("/aws/lambda/gangway-local-{function}");
            let body = json!({ "logGroupName": group, "filterPattern": format!("\"{text}\"") });
            let page = match self.call("logs", "Logs_20140328.FilterLogEvents", &body) {
                // Nobody has called the function yet.
                Err(error) if format!("{error:#}").contains("ResourceNotFound") => continue,
                page => page?,
            };
            let events = page["events"].as_array().context("no events in the answer")?;
            lines.extend(events.iter().filter_map(|it| it["message"].as_str()).map(str::to_owned));
        }
        Ok(lines)
    }

    /// Messages that lie in a queue, whether somebody works on them or not.
    pub fn messages(&self, queue: &str) -> Result<u32> {
        let name = json!({ "QueueName": format!("gangway-local-{queue}") });
        let found = self.call("sqs", "AmazonSQS.GetQueueUrl", &name)?;
        let asked = json!({ "QueueUrl": found["QueueUrl"], "AttributeNames": ["All"] });
        let said = self.call("sqs", "AmazonSQS.GetQueueAttributes", &asked)?;
        let count = |name: &str| {
            let text = said["Attributes"][name].as_str();
            text.and_then(|it| it.parse::<u32>().ok()).with_context(|| format!("no {name}"))
        };
        let waiting = count("ApproximateNumberOfMessages")?;
        Ok(waiting + count("ApproximateNumberOfMessagesNotVisible")?)
    }

    /// Puts an object into the bucket of files, as a system would.
    pub fn put_file(&self, key: &str, bytes: &[u8]) -> Result<()> {
        let path = key.replace(' ', "%20");
        let request = self.agent.put(format!("{}/{FILES}/{path}", self.url));
        answer(request.header("authorization", signed_for("s3")).send(bytes)?).map(|_| ())
    }

    fn call(&self, service: &str, target: &str, body: &Value) -> Result<Value> {
        let request = self.agent.post(&self.url).header("authorization", signed_for(service));
        let request = request.header("content-type", "application/x-amz-json-1.1");
        let reply = request.header("x-amz-target", target).send(body.to_string())?;
        answer(reply).with_context(|| format!("{target} failed"))
    }
}

fn answer(mut reply: ureq::http::Response<ureq::Body>) -> Result<Value> {
    let body = reply.body_mut().read_to_string()?;
    if !reply.status().is_success() {
        bail!("{}: {body}", reply.status());
    }
    Ok(if body.is_empty() { Value::Null } else { serde_json::from_str(&body)? })
}

/// The local cloud reads of a signature for which service it is.
fn signed_for(service: &str) -> String {
    format!(
        "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=0"
    )
}
