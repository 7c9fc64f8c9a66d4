//! Release binaries for Lambda's own processors, by cargo-lambda, which brings a linker for them.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::Arch;
use crate::places::Places;
use crate::setup::{LAMBDAS, cargo};
use crate::tools::run;

/// From Python's index, with the linker.
const CARGO_LAMBDA: &str = "cargo-lambda==1.9.2";

/// One zip a function, each with its `bootstrap`; gives the folder.
pub(super) fn build(places: &Places, arch: Arch) -> Result<PathBuf> {
    let log = places.root.join(".local/deploy/build.log");
    let tools = places.cache.join("cargo-lambda");
    if !tools.join("bin/cargo-lambda").exists() {
        run(Command::new("python3").args(["-m", "venv"]).arg(&tools), &log)?;
        let mut pip = Command::new(tools.join("bin/pip"));
        pip.args(["install", "--disable-pip-version-check", CARGO_LAMBDA]);
        run(&mut pip, &log).context("cargo-lambda could not be installed")?;
    }
    let folder = places.root.join(".local/deploy/built");
    let mut build = cargo(places);
    build.args(["lambda", "build", "--release", "--locked", "--output-format", "zip"]);
    build.args(["--lambda-dir"]).arg(&folder);
    build.args(LAMBDAS.iter().flat_map(|it| ["--bin", it]));
    if arch == Arch::Arm64 {
        build.arg("--arm64");
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(tools.join("bin")).chain(std::env::split_paths(&path));
    build.env("PATH", std::env::join_paths(paths)?);
    run(&mut build, &log)?;
    Ok(folder)
}
