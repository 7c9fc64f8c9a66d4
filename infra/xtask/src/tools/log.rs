//! Logs of the programs that are run.

use std::fs::{self, File};
use std::path::Path;

use anyhow::{Context, Result};

/// How much of a log is shown when something fails.
const TAIL_LINES: usize = 30;

/// A new log, with its folder.
pub(super) fn create(log: &Path) -> Result<File> {
    if let Some(folder) = log.parent() {
        fs::create_dir_all(folder)
            .with_context(|| format!("failed to make the folder {}", folder.display()))?;
    }
    File::create(log).with_context(|| format!("failed to write {}", log.display()))
}

/// The last lines of a log, indented.
pub(crate) fn tail(log: &Path) -> String {
    let text = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.lines().collect();
    let from = lines.len().saturating_sub(TAIL_LINES);
    lines.iter().skip(from).flat_map(|it| ["    ", *it, "\n"]).collect()
}
