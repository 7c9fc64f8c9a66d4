//! What watches Gangway from outside says what its functions say, and people find what to do.

use std::fs;

use serde_norway::Value;

use crate::{resources, root, rust_files};

const OPERATIONS: &str = "infra/operations.yaml";

#[test]
fn every_metric_is_made_of_a_line_that_some_function_logs() {
    let sources = rust_files();
    for (name, filter) in resources(OPERATIONS, "AWS::Logs::MetricFilter") {
        let pattern = filter["Properties"]["FilterPattern"].as_str().expect("a pattern");
        let line = pattern.split('"').nth(1).expect("a line").trim_matches('*');
        let is_logged = |(place, text): &(String, String)| {
            let of_ours = place.starts_with("functions/") || place.starts_with("shared/aws/");
            of_ours && text.contains(&format!("{line}\""))
        };
        assert!(sources.iter().any(is_logged), "{name} waits for «{line}», which nobody logs");
    }
}

#[test]
fn every_alarm_has_a_runbook() {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README");
    for (name, alarm) in resources(OPERATIONS, "AWS::CloudWatch::Alarm") {
        let Value::Tagged(text) = &alarm["Properties"]["AlarmName"] else {
            panic!("{name} has no name")
        };
        let called = text.value.as_str().and_then(|it| it.strip_prefix("gangway-${Stage}-"));
        let called = called.unwrap_or_else(|| panic!("{name} is called otherwise"));
        assert!(readme.contains(&format!("| `{called}` |")), "the README says nothing of {called}");
    }
}
