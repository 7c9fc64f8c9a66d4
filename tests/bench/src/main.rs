//! What `cargo xtask bench` measures of writing and of exports. Each verb prints one line of JSON.
//!
//! `ceiling`, `export` and `import` need a local cloud: its addresses and its tables' names are in the environment.
#![expect(clippy::print_stdout, reason = "a command line speaks through it")]

mod ceiling;
mod export;
mod import;

use anyhow::Result;
use clap::Parser;

/// What is measured.
#[derive(Debug, Parser)]
#[command(name = "gangway-bench")]
enum Verb {
    /// The conditional writes of an import, and nothing else, at each of some concurrencies.
    Ceiling(ceiling::Options),
    /// Exports through the API, beside the bare list of the same records.
    Export(export::Options),
    /// An import through the API, from Start to its end.
    Import(import::Options),
}

#[tokio::main]
async fn main() -> Result<()> {
    let found = match Verb::parse() {
        Verb::Ceiling(options) => ceiling::measure(&options).await?,
        Verb::Export(options) => export::measure(&options).await?,
        Verb::Import(options) => import::measure(&options)?,
    };
    println!("{found}");
    Ok(())
}
