//! The tools that a person installs: each is found and new enough, or a sentence says what to do.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use crate::places::Places;
use crate::tools::{run, step};

const WASM: &str = "wasm32-unknown-unknown";
const BROWSERS: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
];
const MAC_BROWSERS: [&str; 3] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

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

/// A browser for the tests: one that is there, or on Debian as root one that apt brings.
pub(crate) fn chromium(places: &Places) -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("GANGWAY_CHROMIUM").map(PathBuf::from) {
        ensure!(named.exists(), "GANGWAY_CHROMIUM names {}, which is not there.", named.display());
        return Ok(named);
    }
    if let Some(found) = installed_browser() {
        return Ok(found);
    }
    ensure!(can_apt(), "Install Google Chrome, Chromium or Edge, or name one in GANGWAY_CHROMIUM.");
    step("Chromium (apt-get install)", || {
        let install = "apt-get update && apt-get install --yes --no-install-recommends chromium";
        let log = places.root.join(".local/chromium.log");
        run(Command::new("sh").args(["-c", install]).env("DEBIAN_FRONTEND", "noninteractive"), &log)
    })?;
    installed_browser().context("apt-get installed chromium, but it is not on the path.")
}

fn installed_browser() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let named = |folder: PathBuf| BROWSERS.iter().map(move |name| folder.join(name));
    let mac = MAC_BROWSERS.iter().map(PathBuf::from);
    std::env::split_paths(&path).flat_map(named).chain(mac).find(|it| it.is_file())
}

fn can_apt() -> bool {
    nix::unistd::geteuid().is_root() && words("apt-get", &["--version"]).is_ok()
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
