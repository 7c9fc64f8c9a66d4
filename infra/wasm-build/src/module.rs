//! The command that compiles the browser's module. `cargo xtask` includes this file too: it begins with the module
//! while this program itself is still being compiled.

use std::path::Path;
use std::process::Command;

/// What the browser runs.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// What runs once for each byte uses vectors by name; what the compiler adds by itself makes the module a
/// twentieth larger and nothing faster.
const SMALL: &str = "-C no-vectorize-loops -C no-vectorize-slp -C llvm-args=-unroll-runtime=false \
    -C llvm-args=-unroll-threshold=60 -C llvm-args=-inline-threshold=100";

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

/// The caller's flags are kept: they are how CI denies warnings. What is cut into parts must say what refers to what.
fn rustflags() -> String {
    let given = std::env::var("RUSTFLAGS").unwrap_or_default();
    format!("{given} -C target-feature=+simd128 -C link-arg=--emit-relocs {SMALL}")
        .trim()
        .to_owned()
}
