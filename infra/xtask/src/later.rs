//! Verbs that belong to later work: they say what they cannot do yet, and end with status 2.

use std::process::ExitCode;

use clap::Args;

/// What `deploy` takes.
#[derive(Debug, Args)]
pub(crate) struct Deploy {
    /// Which stage.
    #[arg(long, default_value = "prod")]
    stage: String,
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
