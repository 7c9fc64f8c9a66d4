//! Scores the core against corpora that nobody here wrote, prints one table and fails when a score drops
//! below its recorded floor. A set is one file in `sets`.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line speaks through these"
)]

mod corpora;
mod floors;
mod load;
mod report;
mod score;
mod sets;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result};
use clap::Parser;

/// Scores the core against every corpus.
#[derive(Parser)]
struct Options {
    /// Only sets whose name contains this; then no file is written.
    #[arg(default_value = "")]
    only: String,
    /// Say what was missed, file by file.
    #[arg(long)]
    misses: bool,
    /// Raise the recorded floors to what was reached.
    #[arg(long)]
    record: bool,
}

fn main() -> ExitCode {
    run(&Options::parse()).unwrap_or_else(|error| {
        eprintln!("{error:#}");
        ExitCode::FAILURE
    })
}

fn run(options: &Options) -> Result<ExitCode> {
    let (mut scores, mut complete) = (Vec::new(), options.only.is_empty());
    for set in sets::ALL.iter().filter(|it| it.name.contains(&options.only)) {
        let Some(folder) = corpora::corpus(set.name) else {
            println!("There is no corpus {} beside this checkout: not scored.", set.name);
            complete = false;
            continue;
        };
        let begun = Instant::now();
        let found = (set.score)(&folder).with_context(|| format!("{} was not scored", set.name))?;
        for it in &found {
            eprintln!(
                "{}: {:.2}{} ({:.1} s)",
                it.set,
                it.value,
                it.unit,
                begun.elapsed().as_secs_f64()
            );
        }
        scores.extend(found);
    }
    if scores.is_empty() {
        println!("There is nothing to score. Name a folder of corpora in GANGWAY_CORPORA.");
        return Ok(ExitCode::SUCCESS);
    }
    let mut floors = floors::read()?;
    println!("{}", report::table(&scores, &floors));
    if options.misses {
        println!("{}", report::misses(&scores));
    }
    if options.record {
        floors::raise(&mut floors, &scores)?;
    }
    // A table with gaps would hide what is missing.
    if complete {
        report::write(&scores, &floors)?;
    }
    let dropped = floors::dropped(&scores, &floors);
    for it in &dropped {
        eprintln!("{it}");
    }
    Ok(if dropped.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
