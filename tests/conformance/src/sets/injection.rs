//! Formulas that do harm in a spreadsheet: none may survive in what we write, and all must come back.

use std::path::Path;

use anyhow::{Context, Result};
use gangway_core::injection::{neutralise, restore};

use crate::score::{Score, Share};

/// The share of payloads that run nothing once they are written, and are the same once they are read back.
pub(crate) fn score(folder: &Path) -> Result<Vec<Score>> {
    let payloads = std::fs::read_to_string(folder.join("Intruder/csv-payload.txt"))
        .context("failed to read the payloads")?;
    let mut share = Share::default();
    for payload in payloads.lines().filter(|it| !it.is_empty()) {
        share.count(payload, check(payload));
    }
    Ok(vec![share.score("csv-injection-payloads", "none published")])
}

fn check(payload: &str) -> Result<(), String> {
    let written = neutralise(payload);
    if written.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        return Err(format!("written as {written}"));
    }
    let back = restore(&written);
    if back == payload { Ok(()) } else { Err(format!("read back as {back}")) }
}
