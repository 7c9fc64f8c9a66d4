//! Rust's tests. All are compiled by one command, because any other selection of packages would unify
//! features differently and compile the SDKs again; then each binary is run by itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::Tally;
use crate::places::Places;
use crate::setup::cargo;
use crate::tools::{capture, run_to, step};

/// A compiled test binary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Binary {
    /// The package it belongs to.
    pub(crate) package: String,
    /// The test target's name.
    pub(crate) name: String,
    /// Where it lies.
    pub(crate) executable: PathBuf,
    /// Where it is run, as cargo would.
    pub(crate) folder: PathBuf,
}

/// Compiles every test of the workspace and says where they lie.
pub(crate) fn binaries(places: &Places) -> Result<Vec<Binary>> {
    step("Tests (cargo test --no-run)", || {
        let mut build = cargo(places);
        build.args([
            "test",
            "--workspace",
            "--locked",
            "--no-run",
            "--message-format=json-render-diagnostics",
        ]);
        let said = capture(&mut build, &places.root.join(".local/cargo-test.log"))?;
        Ok(said.lines().filter_map(binary).collect())
    })
}

/// A test binary, if that is what cargo's message is about.
fn binary(message: &str) -> Option<Binary> {
    let message: Value = serde_json::from_str(message).ok()?;
    let executable = PathBuf::from(message.get("executable")?.as_str()?);
    message.get("profile")?.get("test")?.as_bool()?.then_some(())?;
    let folder = Path::new(message.get("manifest_path")?.as_str()?).parent()?.to_owned();
    let name = message.get("target")?.get("name")?.as_str()?.to_owned();
    Some(Binary { package: package(&folder)?, name, executable, folder })
}

/// The package's name as its manifest says it.
fn package(folder: &Path) -> Option<String> {
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).ok()?;
    let line = manifest.lines().find(|it| it.starts_with("name"))?;
    line.split('"').nth(1).map(str::to_owned)
}

/// Runs one binary. What it said is kept; what failed is shown.
pub(crate) fn run(
    binary: &Binary,
    only: &str,
    environment: &[(&str, String)],
    logs: &Path,
) -> Result<Tally> {
    let label = if binary.package.replace('-', "_") == binary.name.replace('-', "_") {
        binary.package.clone()
    } else {
        format!("{}/{}", binary.package, binary.name)
    };
    step(&format!("test: {label}"), || {
        let log = logs.join(format!("{}-{}.log", binary.package, binary.name));
        let mut test = Command::new(&binary.executable);
        test.current_dir(&binary.folder).env("CARGO_MANIFEST_DIR", &binary.folder);
        test.envs(environment.iter().map(|(name, value)| (*name, value)));
        test.args((!only.is_empty()).then_some(only));
        verdict(run_to(&mut test, &log)?, &log)
    })
}

/// What the log counts; the failures are printed, a crash is an error.
fn verdict(succeeded: bool, log: &Path) -> Result<Tally> {
    let said = fs::read(log).unwrap_or_default();
    let said = String::from_utf8_lossy(&said);
    match Tally::of_rust(&said) {
        Some(tally) if succeeded == (tally.failed == 0) => {
            if tally.failed > 0 {
                println!("{}", failures(&said));
            }
            Ok(tally)
        }
        _ => bail!(
            "the tests ended without a result; see {}\n{}",
            log.display(),
            crate::tools::tail(log)
        ),
    }
}

/// The part of the output that begins with the first failure.
fn failures(said: &str) -> &str {
    said.find("\nfailures:\n").map_or(said, |from| said.get(from..).unwrap_or(said))
}

/// The examples in the documentation.
pub(crate) fn documentation(places: &Places, logs: &Path) -> Result<Tally> {
    step("test: documentation", || {
        let log = logs.join("documentation.log");
        let mut test = cargo(places);
        test.args(["test", "--workspace", "--locked", "--doc", "--no-fail-fast"])
            .stdin(Stdio::null());
        let succeeded = run_to(&mut test, &log).context("cargo test --doc")?;
        verdict(succeeded, &log)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_test_binaries_are_taken_from_what_cargo_says() {
        let folder = env!("CARGO_MANIFEST_DIR");
        let message = |test: bool| {
            format!(
                r#"{{"reason":"compiler-artifact","manifest_path":"{folder}/Cargo.toml","target":{{"name":"xtask"}},
                "profile":{{"test":{test}}},"executable":"/t/xtask-1"}}"#
            )
            .replace('\n', "")
        };
        let found = binary(&message(true)).expect("a test binary");
        assert_eq!((found.package.as_str(), found.name.as_str()), ("xtask", "xtask"));
        assert_eq!(binary(&message(false)), None);
        assert_eq!(binary(r#"{"reason":"build-finished","success":true}"#), None);
    }
}
