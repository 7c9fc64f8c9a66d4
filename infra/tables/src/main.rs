//! The local cloud's DynamoDB: dynoxide in memory, behind HTTP.
//!
//! A member of the workspace and not an installed tool, because it shares tokio, hyper, axum and serde with the
//! Lambdas: only `SQLite` and dynoxide itself are left to compile. What it holds ends with the process.

use anyhow::anyhow;
use clap::Parser;
use dynoxide::Database;
use dynoxide::server::{ServerOptions, start_with_options};

/// Serves DynamoDB on this machine.
#[derive(Parser)]
struct Options {
    /// Where to listen.
    #[arg(long)]
    port: u16,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let tables =
        Database::memory().map_err(|error| anyhow!("failed to open the tables: {error}"))?;
    start_with_options("127.0.0.1", options.port, tables, ServerOptions::quiet())
        .await
        .map_err(|error| anyhow!("failed to serve the tables: {error}"))
}
