//! What watches Gangway from outside says what its functions say, and people find what to do.

use std::fs;

use serde_norway::Value;

use crate::{root, rust_files};

/// The resources of `infra/operations.yaml` of a type, with their names.
fn resources(of: &str) -> Vec<(String, Value)> {
    let text = fs::read_to_string(root().join("infra/operations.yaml")).expect("the template");
    let template: Value = serde_norway::from_str(&text).expect("YAML");
    let all = template["Resources"].as_mapping().expect("resources").clone();
    let named = all.into_iter().map(|(name, it)| (name.as_str().expect("a name").to_owned(), it));
    let found: Vec<_> = named.filter(|(_, it)| it["Type"] == of).collect();
    assert!(!found.is_empty(), "there is no {of}");
    found
}

#[test]
fn every_metric_is_made_of_a_line_that_some_function_logs() {
    let sources = rust_files();
    for (name, filter) in resources("AWS::Logs::MetricFilter") {
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
    for (name, alarm) in resources("AWS::CloudWatch::Alarm") {
        let Value::Tagged(text) = &alarm["Properties"]["AlarmName"] else {
            panic!("{name} has no name")
        };
        let called = text.value.as_str().and_then(|it| it.strip_prefix("gangway-${Stage}-"));
        let called = called.unwrap_or_else(|| panic!("{name} is called otherwise"));
        assert!(readme.contains(&format!("| `{called}` |")), "the README says nothing of {called}");
    }
}
