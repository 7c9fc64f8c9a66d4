//! An import through the local cloud beside its ceiling: the same conditional writes in a bare loop, in the same run
//! and on the same tables. Neither says anything about AWS.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::{Figure, Goal};
use crate::cloud::{Cloud, Ports};
use crate::places::Places;
use crate::setup;
use crate::tools::{capture, step};

const ROWS: &str = "100000";
/// Rows of each run of the bare loop.
const LOOP_ROWS: &str = "8000";
/// Nothing in the bare loop needs the real one.
const SECRET: &str = "6261726520206c6f6f702c20206261726520206c6f6f702c2020626172652020";
/// Rows a second of an import and of the bare loop, and what share the one is of the other.
pub(super) fn write(places: &Places) -> Result<Vec<Figure>> {
    setup::prepare(places, false)?;
    let cloud = Cloud::start(places, &places.root.join(".local/bench"), Ports::free()?, false)?;
    let before = step("The bare loop", || ceiling(places, &cloud))?;
    let import =
        step("An import of 100,000 rows", || measure(places, &cloud, &["import", "--rows", ROWS]))?;
    let after = step("The bare loop again, over full tables", || ceiling(places, &cloud))?;
    let ceiling = f64::midpoint(before, after);
    let speed = number(&import, "rows_a_second")?;
    let part = |what, name| {
        Ok::<_, anyhow::Error>(Figure::new("write", what, number(&import, name)?, "s"))
    };
    Ok(vec![
        Figure::new("write", "bare loop, best concurrency", ceiling, "rows/s"),
        Figure::new("write", "import of 100,000 rows", speed, "rows/s"),
        Figure::new("write", "import, share of the bare loop", speed / ceiling * 100.0, "%")
            .goal(Goal::AtLeast(70.0)),
        part("planning", "seconds_to_plan")?,
        part("writing", "seconds_to_write")?,
        part("finishing", "seconds_to_finish")?,
    ])
}

fn ceiling(places: &Places, cloud: &Cloud) -> Result<f64> {
    number(&measure(places, cloud, &["ceiling", "--rows", LOOP_ROWS])?, "rows_a_second")
}

pub(super) fn measure(places: &Places, cloud: &Cloud, words: &[&str]) -> Result<Value> {
    let mut bench = Command::new(places.binary("gangway-bench"));
    bench.args(words).envs(cloud.environment()).envs(tables(cloud)?);
    let said = capture(&mut bench, &cloud.log("measured"))?;
    serde_json::from_str(&said).with_context(|| format!("gangway-bench said no JSON: {said}"))
}

/// What a Lambda would be told of the tables.
fn tables(cloud: &Cloud) -> Result<Vec<(&'static str, String)>> {
    let noted = fs::read_to_string(cloud.state.join("cloud.json")).context("the cloud's notes")?;
    let noted: Value = serde_json::from_str(&noted)?;
    let name = |output: &str| noted["outputs"][output].as_str().unwrap_or_default().to_owned();
    let it = &cloud.addresses;
    let mut words = vec![
        ("AWS_ENDPOINT_URL", it.aws.clone()),
        ("AWS_ENDPOINT_URL_DYNAMODB", it.tables.clone()),
        ("TENANT_SECRET", SECRET.to_owned()),
        ("QUOTA", "{}".to_owned()),
        ("WEBHOOK_LOOPBACK", "no".to_owned()),
    ];
    let named = [
        ("RECORDS_TABLE", "RecordsTable"),
        ("KEYS_TABLE", "KeysTable"),
        ("JOBS_TABLE", "JobsTable"),
        ("BUCKET", "Bucket"),
        ("PLAN_QUEUE_URL", "PlanQueueUrl"),
        ("WRITE_QUEUE_URL", "WriteQueueUrl"),
        ("FINISH_QUEUE_URL", "FinishQueueUrl"),
        ("EXPORT_QUEUE_URL", "ExportQueueUrl"),
        ("WEBHOOK_QUEUE_URL", "WebhookQueueUrl"),
        ("EVENT_BUS", "EventBus"),
    ];
    words.extend(named.map(|(variable, output)| (variable, name(output))));
    let keys = [("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test")];
    words.extend(keys.map(|(variable, it)| (variable, it.to_owned())));
    words.push(("AWS_REGION", "us-east-1".to_owned()));
    Ok(words)
}

pub(super) fn number(found: &Value, name: &str) -> Result<f64> {
    found.get(name).and_then(Value::as_f64).with_context(|| format!("{name} was not measured"))
}
