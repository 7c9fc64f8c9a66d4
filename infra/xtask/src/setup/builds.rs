//! What cargo builds. Always the whole workspace with one profile: another selection would unify features
//! differently and compile the SDKs once more.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::places::Places;
use crate::tools::run;

#[path = "../../../wasm-build/src/module.rs"]
mod module;

/// The functions of `infra/template.yaml`, as their crates are called.
pub(crate) const LAMBDAS: [&str; 6] =
    ["api", "plan-import", "write-records", "finish-job", "run-export", "call-webhook"];

/// A `cargo` command in the checkout.
pub(crate) fn cargo(places: &Places) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(&places.root).env("CARGO_TARGET_DIR", &places.target);
    cargo
}

/// The Lambdas and the local tables.
pub(crate) fn native(places: &Places) -> Result<()> {
    run(
        cargo(places).args(["build", "--workspace", "--locked"]),
        &places.root.join(".local/cargo.log"),
    )
}

/// The browser's module as cargo leaves it. [`wasm`] does it again, from what is compiled then.
pub(crate) fn compile_module(places: &Places) -> Result<()> {
    let mut build = module::command(&places.root, "page");
    build.env("CARGO_TARGET_DIR", &places.target);
    run(&mut build, &places.root.join(".local/module.log"))
}

/// The browser's module and its types, into the engine package.
pub(crate) fn wasm(places: &Places) -> Result<()> {
    let mut build = Command::new(places.binary("wasm-build"));
    build.current_dir(&places.root).env("CARGO_TARGET_DIR", &places.target);
    run(&mut build, &places.root.join(".local/wasm.log"))
}

/// One zip a function, as the template's `CodeUri` names it.
pub(crate) fn lambdas(places: &Places) -> Result<()> {
    let folder = places.root.join(".local/lambdas");
    fs::create_dir_all(&folder).with_context(|| format!("failed to make {}", folder.display()))?;
    LAMBDAS.iter().try_for_each(|name| {
        pack(places, &places.binary(name), &folder.join(format!("{name}.zip")))
    })
}

/// The binary without its debug information, which is most of its bytes.
fn pack(places: &Places, binary: &Path, target: &Path) -> Result<()> {
    if is_fresh(binary, target) {
        return Ok(());
    }
    let log = places.root.join(".local/pack.log");
    let stripped: PathBuf = target.with_extension("stripped");
    if run(Command::new("strip").arg("-o").arg(&stripped).arg(binary), &log).is_err() {
        fs::copy(binary, &stripped)
            .with_context(|| format!("failed to copy {}", binary.display()))?;
    }
    let mut pack = Command::new(places.python_tool("python"));
    run(pack.arg(places.local("pack.py")).arg(&stripped).arg(target), &log)?;
    fs::remove_file(&stripped).with_context(|| format!("failed to remove {}", stripped.display()))
}

fn is_fresh(binary: &Path, target: &Path) -> bool {
    let time = |it: &Path| fs::metadata(it).and_then(|it| it.modified()).ok();
    matches!((time(binary), time(target)), (Some(built), Some(packed)) if packed > built)
}
