//! The local cloud's DynamoDB: dynoxide in memory, behind HTTP.
//!
//! A member of the workspace and not an installed tool, because it shares tokio, hyper, axum and serde with the
//! Lambdas: only `SQLite` and dynoxide itself are left to compile. What it holds ends with the process.
//!
//! `Database::memory()` would do the same and grow slower with every row: a private database in memory keeps all its
//! pages in one cache, and `SQLite` looks through that whole cache whenever a split leaves two pages in the wrong order
//! (it lends one of them a page number far behind the end, and at the commit drops whatever lies behind the end).
//! A file of the VFS `memdb` lies in memory as well, behind a cache of some hundred pages.

use anyhow::anyhow;
use clap::Parser;
use dynoxide::Database;
use dynoxide::server::{ServerOptions, start_with_options};

/// A fifth of the time went into the system's allocator: every item is a tree of small strings.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How large it may grow is said in `.cargo/config.toml`, which `SQLite` is compiled with.
const DATABASE: &str = "file:gangway?vfs=memdb";

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
        Database::new(DATABASE).map_err(|error| anyhow!("failed to open the tables: {error}"))?;
    start_with_options("127.0.0.1", options.port, tables, ServerOptions::quiet())
        .await
        .map_err(|error| anyhow!("failed to serve the tables: {error}"))
}
