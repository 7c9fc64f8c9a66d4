//! `cargo xtask quota TENANT`: what a tenant may import beyond the defaults, shown or set by an operator.

use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, Result};
use clap::Args;

use crate::places::Places;

/// Whose, and what.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The tenant.
    tenant: String,
    /// The stage in your own AWS account; without it the local cloud.
    #[arg(long)]
    stage: Option<String>,
    /// The state folder of the local cloud; by default the one of `cargo xtask up`.
    #[arg(long)]
    state: Option<PathBuf>,
    /// Take the tenant's exceptions away.
    #[arg(long)]
    clear: bool,
    /// Files that are begun within a day.
    #[arg(long)]
    files_a_day: Option<u32>,
    /// Rows of one file.
    #[arg(long)]
    rows_a_job: Option<u32>,
    /// Rows of all files of a day.
    #[arg(long)]
    rows_a_day: Option<u32>,
    /// Imports that run at once.
    #[arg(long)]
    jobs_at_once: Option<u32>,
}

impl Options {
    fn numbers(&self) -> impl Iterator<Item = String> {
        let all = [
            ("--files-a-day", self.files_a_day),
            ("--rows-a-job", self.rows_a_job),
            ("--rows-a-day", self.rows_a_day),
            ("--jobs-at-once", self.jobs_at_once),
        ];
        let given = all.into_iter().filter_map(|(name, it)| Some((name, it?)));
        given.flat_map(|(name, it)| [name.to_owned(), it.to_string()])
    }
}

/// Shows or sets it.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    let places = Places::find()?;
    let cloud = options.state.clone().unwrap_or_else(|| places.state()).join("cloud.json");
    let mut script = Command::new(places.python_tool("python"));
    script.arg(places.local("quota.py")).arg(&options.tenant).arg("--cloud").arg(cloud);
    script.args(options.stage.iter().flat_map(|it| ["--stage", it]));
    script.args(options.clear.then_some("--clear")).args(options.numbers());
    let status = script.stdin(Stdio::null()).status();
    let status =
        status.context("failed to start Python; run `cargo xtask up` once to set it up")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
