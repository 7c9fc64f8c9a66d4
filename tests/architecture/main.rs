//! The fences of the house (README, "Code map"), so that they are compiled and not remembered.

#![expect(clippy::expect_used, clippy::panic, reason = "the helpers of tests may fail a test")]

mod grants;
mod hardened;
mod isolation;
mod logs;
mod operations;

use std::fs;
use std::path::{Path, PathBuf};

use serde_norway::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

/// Every Rust file of ours, with its path below the workspace.
fn rust_files() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for top in ["shared", "functions", "wasm-preview", "infra", "tests"] {
        walk(&root().join(top), &mut found);
    }
    found.sort();
    found
}

fn walk(folder: &Path, found: &mut Vec<(String, String)>) {
    let skipped = ["target", "node_modules", "dist", ".local"];
    for entry in fs::read_dir(folder).expect("a folder").map(|it| it.expect("an entry").path()) {
        let name = entry.file_name().expect("a name").to_string_lossy().into_owned();
        if entry.is_dir() && !skipped.contains(&name.as_str()) {
            walk(&entry, found);
        } else if entry.extension().is_some_and(|it| it == "rs") {
            let place = entry
                .strip_prefix(root())
                .expect("below the workspace")
                .to_string_lossy()
                .into_owned();
            found.push((place, fs::read_to_string(&entry).expect("text")));
        }
    }
}

/// A template as it is written, with its short forms as tags.
fn template(place: &str) -> Value {
    let text = fs::read_to_string(root().join(place)).expect("the template");
    serde_norway::from_str(&text).expect("YAML")
}

/// The resources of a type that a template has, with their names.
fn resources(place: &str, of: &str) -> Vec<(String, Value)> {
    let all = template(place)["Resources"].as_mapping().expect("resources").clone();
    let named = all.into_iter().map(|(name, it)| (name.as_str().expect("a name").to_owned(), it));
    let found: Vec<_> = named.filter(|(_, it)| it["Type"] == of).collect();
    assert!(!found.is_empty(), "{place} has no {of}");
    found
}

/// The crates of ours that a crate names in its dependencies (not in those of its tests).
fn our_dependencies(folder: &str) -> Vec<String> {
    let manifest = fs::read_to_string(root().join(folder).join("Cargo.toml")).expect("a manifest");
    let section = manifest.split("\n[dependencies]").nth(1).unwrap_or_default();
    let section = section.split("\n[").next().unwrap_or_default();
    let names = section.lines().filter_map(|it| it.split(['.', ' ', '=']).next());
    names.filter(|it| it.starts_with("gangway-")).map(str::to_owned).collect()
}

#[track_caller]
fn imports_only(folder: &str, allowed: &[&str]) {
    for name in our_dependencies(folder) {
        assert!(allowed.contains(&name.as_str()), "{folder} must not import {name}");
    }
}

#[test]
fn every_crate_imports_only_what_the_code_map_allows() {
    imports_only("shared/contract", &[]);
    imports_only("shared/core", &["gangway-contract"]);
    imports_only("shared/ports", &["gangway-contract"]);
    imports_only("shared/write", &["gangway-contract", "gangway-core", "gangway-ports"]);
    imports_only("shared/files", &["gangway-contract", "gangway-core", "gangway-ports"]);
    // What cannot see the core cannot decide in its place.
    imports_only("shared/aws", &["gangway-contract", "gangway-ports"]);
    imports_only("shared/cli", &["gangway-contract", "gangway-core"]);
    imports_only("wasm-preview", &["gangway-contract", "gangway-core"]);
}

#[test]
fn only_the_aws_crate_names_an_sdk() {
    for (place, text) in rust_files() {
        let free = place.starts_with("shared/aws/") || place.starts_with("tests/architecture/");
        assert!(free || !text.contains("aws_sdk_"), "{place} names an SDK");
    }
}

#[test]
fn in_a_function_only_main_opens_the_door_to_aws() {
    for (place, text) in rust_files() {
        let inside = place.starts_with("functions/") && !place.ends_with("/src/main.rs");
        assert!(!inside || !text.contains("gangway_aws"), "{place} names gangway_aws");
    }
}

#[test]
fn every_file_opens_with_what_it_is() {
    for (place, text) in rust_files() {
        assert!(
            text.starts_with("//!") || text.starts_with("#!"),
            "{place} does not say what it is"
        );
    }
}

#[test]
fn every_door_to_a_lambda_is_short() {
    for (place, text) in rust_files() {
        let main = place.starts_with("functions/") && place.ends_with("/src/main.rs");
        assert!(!main || text.lines().count() <= 25, "{place} does more than open the door");
    }
}

#[test]
fn no_test_is_ignored() {
    for (place, text) in rust_files() {
        let ignored = text.lines().any(|it| it.trim_start().starts_with("#[ignore"));
        assert!(!ignored, "{place} ignores a test");
    }
}
