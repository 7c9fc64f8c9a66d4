//! The engineer's door to the core: `gangway inspect | clean | check` on files of this machine.
//!
//! What it prints with `--json` is a promise to scripts. Exit status 0: done; 1: the machine failed, try
//! again; 2: the file cannot be used, or the command line is wrong.

mod args;
mod check;
mod clean;
mod file;
mod inspect;
mod outcome;
mod plan;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Command, Gangway};

fn main() -> ExitCode {
    let Gangway { command } = Gangway::parse();
    // The core contains the panics of a foreign reader and says what they mean; their own words only confuse.
    std::panic::set_hook(Box::new(|_| {}));
    let json = command.json();
    let result = std::panic::catch_unwind(|| match &command {
        Command::Inspect(it) => inspect::inspect(it),
        Command::Clean(it) => clean::clean(it),
        Command::Check(it) => check::check(it),
    });
    outcome::report(result, json)
}
