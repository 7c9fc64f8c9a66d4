//! `cargo xtask conformance`: scores the core against files that nobody here wrote.

use std::process::{Command, ExitCode};

use anyhow::{Context, Result};
use clap::Args;

use crate::places::Places;
use crate::setup::programs;
use crate::tools;

/// What is handed to the scorer.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Only sets whose name contains this; `--misses` says what was missed, `--record` raises the floors.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    words: Vec<String>,
}

/// Builds the scorer and lets it speak for itself.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    let places = Places::find()?;
    tools::stop_on_signal()?;
    programs(&places)?;
    let mut scorer = Command::new(places.binary("gangway-conformance"));
    scorer.args(&options.words).current_dir(&places.root);
    if let Some(corpora) = places.corpora() {
        scorer.env("GANGWAY_CORPORA", corpora);
    }
    let status = scorer.status().context("failed to start the scorer")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
