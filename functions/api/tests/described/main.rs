//! The API's description is held to the truth: a validator reads it, and schemathesis sends what it allows, and what it
//! does not, to the API over HTTP and looks at every answer.
//!
//! `GANGWAY_API_CHECKERS` names the folder of their programs; `cargo xtask test contract` gives it. Without it the tests say
//! that they were left out.

#![expect(
    clippy::expect_used,
    clippy::print_stderr,
    reason = "the helpers of tests may fail a test"
)]

mod server;

use std::path::PathBuf;
use std::process::{Command, Output};

use gangway_ports::memory::MemoryWorld;

/// What a run sends is a function of this, and of the description.
const SEED: &str = "20261127";
/// Requests to an operation in each of the phases.
const EXAMPLES: &str = "8";
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
    response_headers_conformance,response_schema_conformance,unsupported_method,ignored_auth";

fn checkers() -> Option<PathBuf> {
    let folder = std::env::var_os("GANGWAY_API_CHECKERS").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("left out: GANGWAY_API_CHECKERS is not set");
    }
    folder
}

#[track_caller]
fn succeeds(output: &Output) {
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_description_is_openapi_3_1() {
    let Some(checkers) = checkers() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("openapi.json");
    let described = api::described(MemoryWorld::default());
    std::fs::write(&file, described.to_string()).expect("written");
    let mut validator = Command::new(checkers.join("openapi-spec-validator"));
    succeeds(&validator.args(["--schema", "3.1"]).arg(&file).output().expect("the validator"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_api_answers_as_it_is_described_whatever_it_is_sent() {
    let Some(checkers) = checkers() else { return };
    let address = server::start().await;
    let run = tokio::task::spawn_blocking(move || {
        let folder = tempfile::tempdir().expect("a folder");
        Command::new(checkers.join("schemathesis"))
            .current_dir(folder.path())
            .args(["run", &format!("{address}/openapi.json"), "--checks", CHECKS, "--seed", SEED])
            .args(["--max-examples", EXAMPLES, "--phases", "examples,coverage,fuzzing"])
            .args(["--header", "Authorization: Bearer ada", "--continue-on-failure"])
            .args(["--suppress-health-check", "all", "--no-shrink", "--warnings", "off"])
            .args(["--workers", "2"])
            .output()
            .expect("schemathesis")
    });
    let output = run.await.expect("it ran");
    succeeds(&output);
    let described = api::described(MemoryWorld::default());
    let paths = described["paths"].as_object().expect("paths");
    let operations: usize = paths.values().filter_map(|it| Some(it.as_object()?.len())).sum();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains(&format!("Tested: {operations}\n")), "not all of {operations}: {said}");
}
