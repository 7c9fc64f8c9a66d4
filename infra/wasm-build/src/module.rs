//! The command that compiles the browser's module. `cargo xtask` includes this file too: it begins with the module
//! while this program itself is still being compiled.

use std::path::Path;
use std::process::Command;

/// What the browser runs.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// `cargo build` of the module with one of the workspace's profiles.
pub(crate) fn command(root: &Path, profile: &str) -> Command {
    let mut build = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    build
        .args(["build", "--quiet", "--package", "gangway-wasm"])
        .args(["--target", TARGET, "--profile", profile])
        .current_dir(root)
        .env("RUSTFLAGS", rustflags());
    build
}

/// The caller's flags are kept: they are how CI denies warnings.
fn rustflags() -> String {
    let given = std::env::var("RUSTFLAGS").unwrap_or_default();
    format!("{given} -C target-feature=+simd128").trim().to_owned()
}
