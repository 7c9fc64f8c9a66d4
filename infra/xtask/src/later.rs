//! Verbs that belong to later work: they say what they cannot do yet, and end with status 2.

use std::process::ExitCode;

use clap::Args;

/// What `simulate` takes.
#[derive(Debug, Args)]
pub(crate) struct Simulate {
    /// How many schedules to try.
    #[arg(long, default_value_t = 10_000)]
    schedules: u32,
    /// The first schedule's seed.
    #[arg(long, default_value_t = 0)]
    seed: u64,
}

/// What `deploy` takes.
#[derive(Debug, Args)]
pub(crate) struct Deploy {
    /// Which stage.
    #[arg(long, default_value = "prod")]
    stage: String,
}

/// There is no scheduler yet that interleaves workers at every call.
pub(crate) fn simulate(options: &Simulate) -> ExitCode {
    println!(
        "There is no simulation yet: {} schedules from seed {} were not run. The handlers' own tests inject \
         faults one at a time: cargo xtask test unit.",
        options.schedules, options.seed
    );
    ExitCode::from(2)
}

/// Release binaries for Lambda's own processors are not built yet.
pub(crate) fn deploy(options: &Deploy) -> ExitCode {
    println!(
        "Deploying to AWS is not automated yet: nothing was done for stage {}. infra/template.yaml is what \
         would be deployed, with release binaries in .local/lambdas (cargo lambda build --release --arm64), by \
         aws cloudformation package and deploy.",
        options.stage
    );
    ExitCode::from(2)
}
