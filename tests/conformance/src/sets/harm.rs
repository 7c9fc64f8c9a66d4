//! Workbooks that break readers, found or made: each ends in rows or in a typed refusal, in little time and
//! memory. Each is inspected by a process of its own, as an engineer would.

use std::io::{Read, Seek};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::corpora::{files, name};
use crate::score::{Score, Share};

/// What a process may take, in KiB of address space: 256 MiB.
const MEMORY: u32 = 256 << 10;
/// The time that it may compute, in seconds.
const SECONDS: u32 = 2;
/// What it may take by the clock, on a machine that is busy; only a hang is longer.
const PATIENCE: Duration = Duration::from_secs(30);

const PEER: &str = "calamine 0.38: 2 panics and 2 aborts";

/// Apache POI's test files.
pub(crate) fn poi(folder: &Path) -> Result<Vec<Score>> {
    Ok(vec![share(&gangway()?, files(folder, &[""])?).score("apache-poi, unharmed", PEER)])
}

/// calamine's own.
pub(crate) fn calamine(folder: &Path) -> Result<Vec<Score>> {
    Ok(vec![share(&gangway()?, files(folder, &[""])?).score("calamine, unharmed", PEER)])
}

/// Files that were made to take the machine; the larger ones are made here by the set's own script.
pub(crate) fn evil(folder: &Path) -> Result<Vec<Score>> {
    let made = tempfile::tempdir().context("failed to make a folder for the evil files")?;
    let script = folder.canonicalize()?.join("generate_evil_xlsx.py");
    let status = Command::new("python3")
        .arg(script)
        .current_dir(made.path())
        .stdout(Stdio::null())
        .status()
        .context("failed to start python3, which makes the evil files")?;
    ensure!(status.success(), "the script of evil-generated failed ({status})");
    let all = [files(folder, &[".xlsx"])?, files(made.path(), &[".xlsx"])?].concat();
    Ok(vec![share(&gangway()?, all).score("evil-generated, unharmed", PEER)])
}

/// The command line, which is built into the same folder.
fn gangway() -> Result<PathBuf> {
    let own = std::env::current_exe().context("failed to find this program")?;
    let gangway = own.with_file_name("gangway");
    ensure!(gangway.is_file(), "Build gangway-cli first; `cargo xtask conformance` does.");
    Ok(gangway)
}

fn share(gangway: &Path, files: Vec<PathBuf>) -> Share {
    let mut share = Share::default();
    for file in files {
        share.count(&name(&file), inspect(gangway, &file));
    }
    share
}

/// Runs a program under the limits. A shell that cannot set them ends as no program of ours does.
const LIMITED: &str =
    "ulimit -v $2 || exit 99; ulimit -t $3 || exit 99; exec \"$0\" inspect --json \"$1\"";

/// Ok if the process ended in rows or a refusal.
fn inspect(gangway: &Path, file: &Path) -> Result<(), String> {
    let mut said = tempfile::tempfile().map_err(|error| error.to_string())?;
    let mut child = Command::new("sh")
        .args(["-c", LIMITED])
        .arg(gangway)
        .arg(file)
        .args([MEMORY.to_string(), SECONDS.to_string()])
        .stdout(said.try_clone().map_err(|error| error.to_string())?)
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| error.to_string())?;
    let status = wait(&mut child)?;
    let mut text = String::new();
    said.rewind()
        .and_then(|()| said.read_to_string(&mut text))
        .map_err(|error| error.to_string())?;
    let said: Value = serde_json::from_str(&text).unwrap_or_default();
    match status.code() {
        Some(0) if said["rows"].is_u64() => Ok(()),
        Some(2) if said["refusal"]["code"].is_string() => Ok(()),
        _ => Err(status.to_string()),
    }
}

fn wait(child: &mut Child) -> Result<ExitStatus, String> {
    let begun = Instant::now();
    loop {
        match child.try_wait().map_err(|error| error.to_string())? {
            Some(status) => return Ok(status),
            None if begun.elapsed() > PATIENCE => {
                child.kill().and_then(|()| child.wait()).map_err(|error| error.to_string())?;
                return Err("it hangs".to_owned());
            }
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    }
}
