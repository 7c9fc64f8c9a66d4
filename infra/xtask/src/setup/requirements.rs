//! The tools that a person installs: each is found and new enough, or a sentence says what to do.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use crate::places::Places;
use crate::tools::{run, step};

const WASM: &str = "wasm32-unknown-unknown";

/// rustup with the wasm target, Node 20 or later, Python 3.10 or later.
pub(crate) fn check(places: &Places) -> Result<()> {
    step("Tools", || {
        wasm_target(places)?;
        newer(
            "node",
            "node",
            &["--version"],
            (20, 0),
            "Install Node 20 or later from https://nodejs.org.",
        )?;
        newer(
            "npm",
            "npm",
            &["--version"],
            (9, 0),
            "Install Node 20 or later from https://nodejs.org.",
        )?;
        let install = "Install Python 3.10 or later from https://python.org, with its venv module.";
        newer("Python", "python3", &["--version"], (3, 10), install)
    })
}

fn wasm_target(places: &Places) -> Result<()> {
    let rustup = "Gangway pins its compiler with rustup. Install it from https://rustup.rs and run this again.";
    let installed = words("rustup", &["target", "list", "--installed"]).context(rustup)?;
    if installed.lines().any(|it| it.trim() == WASM) {
        return Ok(());
    }
    let log = places.root.join(".local/rustup.log");
    run(Command::new("rustup").args(["target", "add", WASM]).current_dir(&places.root), &log)
}

fn newer(name: &str, program: &str, args: &[&str], least: (u32, u32), install: &str) -> Result<()> {
    let said = words(program, args).with_context(|| format!("{name} is missing. {install}"))?;
    let found = version(&said).with_context(|| format!("{name} gives no version: {said}"))?;
    ensure!(found >= least, "{name} {}.{} is too old. {install}", found.0, found.1);
    Ok(())
}

/// The first two numbers of "v20.20.2" or "Python 3.11.7".
fn version(said: &str) -> Option<(u32, u32)> {
    let digits = said.trim_start_matches(|it: char| !it.is_ascii_digit());
    let mut numbers = digits.split(|it: char| !it.is_ascii_digit()).map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

fn words(program: &str, args: &[&str]) -> Result<String> {
    let output = Command::new(program).args(args).stdin(Stdio::null()).output()?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn versions_are_read_however_tools_say_them() {
        assert_eq!(version("v20.20.2"), Some((20, 20)));
        assert_eq!(version("Python 3.11.7"), Some((3, 11)));
        assert_eq!(version("10.9.4\n"), Some((10, 9)));
        assert_eq!(version("unknown"), None);
    }
}
