//! What `cargo xtask bench` measures of writing and of exports. Each verb prints one line of JSON.
//!
//! `ceiling`, `export` and `import` need a local cloud: its addresses and its tables' names are in the environment.
#![expect(clippy::print_stdout, reason = "a command line speaks through it")]

mod book;
mod ceiling;
mod export;
mod import;
mod made;
mod memory;
mod road;
mod used;

use anyhow::Result;
use clap::Parser;

/// What is measured.
#[derive(Debug, Parser)]
#[command(name = "gangway-bench")]
enum Verb {
    /// A workbook of given cells.
    Book(book::Options),
    /// The conditional writes of an import, and nothing else, at each of some concurrencies.
    Ceiling(ceiling::Options),
    /// Exports through the API, beside the bare list of the same records.
    Export(export::Options),
    /// An import through the API, from Start to its end.
    Import(import::Options),
    /// An export of records that are made while they are listed.
    Made(made::Options),
    /// An import in memory up to its buckets.
    Plan(memory::Options),
    /// An import in memory, from its plan to its result files.
    Road(memory::Options),
}

#[tokio::main]
async fn main() -> Result<()> {
    let found = match Verb::parse() {
        Verb::Book(options) => book::measure(&options)?,
        Verb::Ceiling(options) => ceiling::measure(&options).await?,
        Verb::Export(options) => export::measure(&options).await?,
        Verb::Import(options) => import::measure(&options)?,
        Verb::Made(options) => made::measure(&options).await?,
        Verb::Plan(options) => road::plan(&options).await?,
        Verb::Road(options) => road::whole(&options).await?,
    };
    println!("{found}");
    Ok(())
}
