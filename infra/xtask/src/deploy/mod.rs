//! `cargo xtask deploy`: the same template as the local cloud's, to the AWS account that the person's own settings name
//! (`AWS_PROFILE`, `AWS_REGION`, …).

mod release;
mod stack;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, ensure};
use clap::{Args, ValueEnum};

use crate::places::Places;
use crate::setup;
use crate::tools::{step, stop_on_signal};
use stack::Stack;

/// What is deployed, and where.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Names everything, so that several stages fit in one account.
    #[arg(long, default_value = "prod")]
    stage: String,
    /// Where the page is served from, as a browser sends it in Origin. Needed the first time.
    #[arg(long)]
    web_origin: Option<String>,
    /// The OIDC issuer whose tokens are taken. Needed the first time.
    #[arg(long)]
    jwt_issuer: Option<String>,
    /// A further parameter of infra/template.yaml, as `AlarmEmail=ops@example.com`. What is not named stays as it was.
    #[arg(long = "parameter", value_name = "NAME=VALUE")]
    parameters: Vec<String>,
    /// What the functions run on.
    #[arg(long, value_enum, default_value_t = Arch::Arm64)]
    arch: Arch,
    /// A folder with a zip a function that was built elsewhere, instead of building them.
    #[arg(long, value_name = "FOLDER")]
    lambdas: Option<PathBuf>,
    /// Make a change set and print what it would change, and change nothing.
    #[arg(long)]
    only_show: bool,
}

/// Lambda's processors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Arch {
    /// Graviton.
    Arm64,
    /// Intel and AMD.
    #[value(name = "x86_64")]
    X86_64,
}

impl Arch {
    fn name(self) -> &'static str {
        match self {
            Self::Arm64 => "arm64",
            Self::X86_64 => "x86_64",
        }
    }
}

/// Builds, packages and deploys, or shows what that would change.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    let places = Places::find()?;
    stop_on_signal()?;
    setup::python(&places)?;
    let stack = Stack::find(&places, &options.stage)?;
    let parameters = options.parameters(&stack)?;
    let lambdas = match &options.lambdas {
        Some(folder) => folder.clone(),
        None => step("Release binaries (cargo lambda)", || release::build(&places, options.arch))?,
    };
    let packaged = step("Package", || stack.package(&lambdas))?;
    if options.only_show {
        println!("{}", step("Change set", || stack.show(&packaged, &parameters))?);
    } else {
        println!("{}", step("Deploy", || stack.deploy(&packaged, &parameters))?);
    }
    Ok(ExitCode::SUCCESS)
}

impl Options {
    /// The template's parameters that are given; on the first time those without which there is no Gangway.
    fn parameters(&self, stack: &Stack) -> Result<Vec<String>> {
        let named = [("WebOrigin", &self.web_origin), ("JwtIssuer", &self.jwt_issuer)];
        let missing = named.iter().any(|(_, value)| value.is_none());
        ensure!(
            stack.exists || !missing,
            "Stage {} is new: say where its page is served from (--web-origin) and whose tokens it takes (--jwt-issuer).",
            self.stage
        );
        let named =
            named.iter().filter_map(|(name, it)| Some(format!("{name}={}", (*it).as_ref()?)));
        let fixed = [format!("Stage={}", self.stage), format!("Arch={}", self.arch.name())];
        let secret = format!("TenantSecret={}", stack.secret(self.only_show)?);
        Ok(fixed
            .into_iter()
            .chain(named)
            .chain(self.parameters.iter().cloned())
            .chain([secret])
            .collect())
    }
}
