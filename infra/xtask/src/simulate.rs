//! `cargo xtask simulate`: searches schedules of crashes, repeats and races for a broken invariant.

use std::process::{Command, ExitCode};

use anyhow::{Context, Result};
use clap::Args;

use crate::places::Places;
use crate::setup::programs;
use crate::tools;

/// What is handed to the simulation.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// `--schedules N`: how many; `--seed S`: the first one's, each next one's is one higher; `--tell`: what happens
    /// in the first.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    words: Vec<String>,
}

/// Builds the simulation and lets it speak for itself.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    let places = Places::find()?;
    tools::stop_on_signal()?;
    programs(&places)?;
    let mut simulation = Command::new(places.binary("gangway-simulation"));
    simulation.args(&options.words).current_dir(&places.root);
    let status = simulation.status().context("failed to start the simulation")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
