//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Inspect, clean and check tables on this machine: CSV, XLSX and XLS.
#[derive(Debug, Parser)]
#[command(name = "gangway", version, about)]
pub(crate) struct Gangway {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// One verb.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print what a file is, how its columns map and how its rows fare.
    Inspect(InspectArgs),
    /// Write what was read as RFC 4180 UTF-8 CSV: the header row first, then every data row.
    Clean(CleanArgs),
    /// Print the counts over the whole file and the receipt's digest.
    Check(CheckArgs),
}

impl Command {
    /// Whether a script reads along.
    pub(crate) fn json(&self) -> bool {
        match self {
            Self::Inspect(it) => it.json,
            Self::Clean(_) => false,
            Self::Check(it) => it.json,
        }
    }
}

/// `gangway inspect`
#[derive(Debug, Args)]
pub(crate) struct InspectArgs {
    /// CSV, XLSX or XLS.
    pub(crate) file: PathBuf,
    /// What the rows are: leads, contacts or accounts.
    #[arg(long, default_value = "leads")]
    pub(crate) module: String,
    /// The sheet of a workbook; the likeliest one if not given.
    #[arg(long)]
    pub(crate) sheet: Option<String>,
    /// Print one JSON document.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `gangway clean`
#[derive(Debug, Args)]
pub(crate) struct CleanArgs {
    /// CSV, XLSX or XLS.
    pub(crate) file: PathBuf,
    /// The sheet of a workbook; the likeliest one if not given.
    #[arg(long)]
    pub(crate) sheet: Option<String>,
}

/// `gangway check`
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// CSV, XLSX or XLS.
    pub(crate) file: PathBuf,
    /// What the rows are: leads, contacts or accounts.
    #[arg(long)]
    pub(crate) module: String,
    /// What makes two rows the same: email, phone, `name_company`, `identity` (an export with ids), or fields joined by `+`.
    #[arg(long = "match", default_value = "email")]
    pub(crate) match_rule: String,
    /// The sheet of a workbook; the likeliest one if not given.
    #[arg(long)]
    pub(crate) sheet: Option<String>,
    /// Print one JSON document.
    #[arg(long)]
    pub(crate) json: bool,
}
