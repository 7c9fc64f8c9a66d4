//! The project's own commands. Each verb is one file; what they share is below `cloud`, `setup` and `tools`.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line speaks through these"
)]

mod bench;
mod cloud;
mod conformance;
mod deploy;
mod places;
mod quota;
mod setup;
mod simulate;
mod status;
mod suites;
mod tools;
mod up;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Gangway's own commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Set everything up, start the local cloud, deploy the template, serve the page.
    Up(up::Options),
    /// Run every test, or one suite: unit, contract, journey, browser.
    Test(suites::Options),
    /// Measure speed, memory and size beside the peers and the goals.
    Bench(bench::Options),
    /// Score the core against every corpus.
    Conformance(conformance::Options),
    /// Search schedules of crashes and repeats for a broken invariant.
    Simulate(simulate::Options),
    /// Deploy to an AWS account.
    Deploy(deploy::Options),
    /// Print what a job of the local cloud has done, bucket by bucket.
    Status(status::Options),
    /// Show or set what a tenant may import beyond the defaults.
    Quota(quota::Options),
}

fn main() -> ExitCode {
    let done = match Cli::parse().verb {
        Verb::Up(options) => up::run(&options),
        Verb::Test(options) => suites::run(&options),
        Verb::Bench(options) => bench::run_bench(&options),
        Verb::Conformance(options) => conformance::run(&options),
        Verb::Simulate(options) => simulate::run(&options),
        Verb::Deploy(options) => deploy::run(&options),
        Verb::Status(options) => status::run(&options),
        Verb::Quota(options) => quota::run(&options),
    };
    done.unwrap_or_else(|error| {
        eprintln!("\n{error:#}");
        ExitCode::FAILURE
    })
}
