//! `cargo xtask status JOB`: a job and its ledger, as the tables hold them.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::places::Places;

/// Which job of which cloud.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The job's number.
    job: String,
    /// Whose job it is.
    #[arg(long, default_value = "acme")]
    tenant: String,
    /// The state folder of the cloud; by default the one of `cargo xtask up`.
    #[arg(long)]
    state: Option<PathBuf>,
}

/// Prints what every worker has noted of the job.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    let places = Places::find()?;
    let state = options.state.clone().unwrap_or_else(|| places.state());
    let cloud = state.join("cloud.json");
    ensure!(
        fs::exists(&cloud)?,
        "No local cloud has left its state in {}. Start one: cargo xtask up.",
        state.display()
    );
    let status = Command::new(places.python_tool("python"))
        .arg(places.local("status.py"))
        .arg(cloud)
        .args([&options.tenant, &options.job])
        .stdin(Stdio::null())
        .status()
        .context("failed to start Python; run `cargo xtask up` once to set it up")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
