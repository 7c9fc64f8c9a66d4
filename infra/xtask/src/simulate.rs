//! `cargo xtask simulate`: searches schedules of crashes, repeats and races for a broken invariant.

use std::process::{Command, ExitCode};

use anyhow::{Context, Result};
use clap::Args;

use crate::places::Places;
use crate::setup::programs;
use crate::tools;

/// What is searched.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// How many schedules to try.
    #[arg(long, default_value_t = 10_000)]
    schedules: u64,
    /// The first schedule's seed; each next one's is one higher.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Tell everything that happens in the first schedule.
    #[arg(long)]
    tell: bool,
}

/// Builds the simulation and lets it speak for itself.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    let places = Places::find()?;
    tools::stop_on_signal()?;
    programs(&places)?;
    let mut simulation = Command::new(places.binary("gangway-simulation"));
    simulation.args(["--schedules", &options.schedules.to_string()]);
    simulation.args(["--seed", &options.seed.to_string()]);
    simulation.args(options.tell.then_some("--tell")).current_dir(&places.root);
    let status = simulation.status().context("failed to start the simulation")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
