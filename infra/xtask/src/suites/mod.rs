//! `cargo xtask test`: every runner of the project, one sum.

mod rust;
mod tally;
mod web;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, ValueEnum};

use rust::{Binary, binaries, run as run_binary};
use tally::Tally;

use crate::cloud::{Cloud, Ports};
use crate::places::Places;
use crate::{setup, tools};

/// What is tested.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Only this suite.
    suite: Option<Suite>,
    /// Only tests whose name contains this.
    #[arg(long, default_value = "")]
    only: String,
}

/// A part of the tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Suite {
    /// Each crate and package by itself.
    Unit,
    /// What holds between them: the corpus, the fences, the template.
    Contract,
    /// From the API to the records, through a local cloud.
    Journey,
    /// The page in a real browser, on a local cloud.
    Browser,
    /// What speaks of exports in each of them but the last.
    Export,
}

/// Runs the suites and ends with `N passed, N failed`.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    let places = Places::find()?;
    tools::stop_on_signal()?;
    // Exports are in the other suites already.
    let wanted = |suite| options.suite.map_or(suite != Suite::Export, |it| it == suite);
    let mut sum = Tally::default();
    sum.count("set-up", setup::check(&places).map(|()| Tally::default()));

    let state = places.root.join(format!(".local/test-{}", std::process::id()));
    let run = Run { places: &places, only: &options.only, logs: places.root.join(".local/test") };
    if wanted(Suite::Contract) {
        sum.count("contract", run.contract());
    }
    if wanted(Suite::Unit) {
        sum.count("unit", run.unit());
    }
    if wanted(Suite::Journey) || wanted(Suite::Browser) {
        sum.count("local cloud", run.on_a_cloud(&state, &wanted));
    }
    if wanted(Suite::Export) {
        sum.count("exports", run.exports(&state));
    }
    let _nothing_left = std::fs::remove_dir_all(state.join("tmp"));
    println!("\n{sum}");
    Ok(if sum.failed == 0 && sum.passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// One run of the tests.
struct Run<'a> {
    places: &'a Places,
    only: &'a str,
    logs: PathBuf,
}

impl Run<'_> {
    fn contract(&self) -> Result<Tally> {
        let mut sum = Tally::default();
        sum.count("template", self.template());
        setup::checkers(self.places)?;
        let checkers = self.places.checkers().join("bin").display().to_string();
        let mut binaries = binaries(self.places)?;
        binaries
            .retain(|it| is_described(it) || (it.package == "gangway-tests" && !is_on_a_cloud(it)));
        Ok(sum.plus(self.run_all(&binaries, &[("GANGWAY_API_CHECKERS", checkers)])))
    }

    /// The templates are such as AWS takes, as far as its own linter can tell.
    fn template(&self) -> Result<Tally> {
        setup::python(self.places)?;
        tools::step("test: templates (cfn-lint)", || {
            let mut lint = std::process::Command::new(self.places.python_tool("cfn-lint"));
            let templates = ["infra/template.yaml", "infra/operations.yaml"];
            lint.args(templates.map(|it| self.places.root.join(it)));
            tools::run(&mut lint, &self.logs.join("cfn-lint.log"))?;
            Ok(Tally { passed: 1, failed: 0 })
        })
    }

    fn unit(&self) -> Result<Tally> {
        let mut binaries = binaries(self.places)?;
        binaries.retain(|it| it.package != "gangway-tests" && !is_storage(it) && !is_described(it));
        let mut sum = self.run_all(&binaries, &self.workbooks()?);
        sum.count("documentation", rust::documentation(self.places, &self.logs));
        sum.count("page", web::unit(self.places, self.only, &self.logs));
        Ok(sum)
    }

    /// Whatever runs exports, and every test elsewhere whose name says that it is about them.
    fn exports(&self, state: &std::path::Path) -> Result<Tally> {
        let (own, mut others): (Vec<_>, Vec<_>) =
            binaries(self.places)?.into_iter().partition(|it| it.package == "run-export");
        others.retain(|it| !is_storage(it) && it.package != "gangway-tests");
        let named = Run { only: "export", logs: self.logs.clone(), ..*self };
        let sum = self.run_all(&own, &self.workbooks()?).plus(named.run_all(&others, &[]));
        Ok(sum.plus(named.on_a_cloud(state, &|it| it == Suite::Journey)?))
    }

    /// Where tests find a Python that opens workbooks.
    fn workbooks(&self) -> Result<[(&'static str, String); 1]> {
        setup::workbooks(self.places)?;
        let python = self.places.workbooks().join("bin/python");
        Ok([("GANGWAY_WORKBOOKS_PYTHON", python.display().to_string())])
    }

    fn run_all(&self, binaries: &[Binary], environment: &[(&str, String)]) -> Tally {
        let mut sum = Tally::default();
        for binary in binaries {
            let done = run_binary(binary, self.only, environment, &self.logs);
            sum.count(&binary.name, done);
        }
        sum
    }

    /// One cloud for journeys and browser, beside whatever else runs on this machine.
    fn on_a_cloud(&self, state: &std::path::Path, wanted: &dyn Fn(Suite) -> bool) -> Result<Tally> {
        let browser = wanted(Suite::Browser);
        setup::prepare(self.places, browser)?;
        let chromium = if browser { Some(setup::chromium(self.places)?) } else { None };
        let cloud = Cloud::start(self.places, state, Ports::free()?, browser)?;
        tools::step("Load the demo users and sample leads", || cloud.seed(self.places))?;

        let mut environment = cloud.environment();
        if let Some(corpora) = self.places.corpora() {
            environment.push(("GANGWAY_CORPORA", corpora.display().to_string()));
        }
        let mut sum = Tally::default();
        if let Some(chromium) = chromium {
            environment.push(("GANGWAY_CHROMIUM", chromium.display().to_string()));
            if let Some(firefox) = setup::firefox(self.places) {
                environment.push(("GANGWAY_FIREFOX", firefox.display().to_string()));
            }
            sum.count("browser", web::browser(self.places, &environment, &self.logs));
        }
        if wanted(Suite::Journey) {
            sum = sum.plus(self.storage(&cloud)?);
            sum.count("deployment", self.deployment(&cloud));
            let mut binaries = binaries(self.places)?;
            binaries.retain(is_on_a_cloud);
            // The one that kills its workers comes last: nothing else may wait for them.
            binaries.sort_by_key(|it| it.name == "kill");
            sum = sum.plus(self.run_all(&binaries, &environment));
        }
        if sum.failed > 0 {
            println!("\nThe logs of the cloud are in {}.", cloud.state.join("logs").display());
        }
        Ok(sum)
    }

    /// What `cargo xtask deploy` would do to an account that has no Gangway yet.
    fn deployment(&self, cloud: &Cloud) -> Result<Tally> {
        tools::step("test: deployment (change set)", || {
            let mut deploy = std::process::Command::new(self.places.binary("xtask"));
            deploy.args(["deploy", "--stage", "trial", "--only-show", "--lambdas"]);
            deploy.arg(self.places.root.join(".local/lambdas"));
            deploy.args([
                "--web-origin",
                "https://crm.example",
                "--jwt-issuer",
                "https://id.example/",
            ]);
            deploy.envs(cloud.account());
            let log = self.logs.join("deployment.log");
            tools::run(&mut deploy, &log)?;
            let said = std::fs::read_to_string(&log)?;
            let is_whole =
                ["AWS::Lambda::Function	WriteRecords", "AWS::CloudFormation::Stack	Operations"];
            let passed = is_whole.iter().all(|it| said.contains(it));
            Ok(Tally { passed: passed.into(), failed: (!passed).into() })
        })
    }

    /// The promises of storage, on both kinds of DynamoDB: they disagree usefully.
    fn storage(&self, cloud: &Cloud) -> Result<Tally> {
        let mut binaries = binaries(self.places)?;
        binaries.retain(is_storage);
        let it = &cloud.addresses;
        let s3 = ("GANGWAY_TEST_S3_URL", it.aws.clone());
        let on_tables = [("GANGWAY_TEST_DYNAMODB_URL", it.tables.clone()), s3];
        let on_aws = [("GANGWAY_TEST_DYNAMODB_URL", it.aws.clone())];
        Ok(self.run_all(&binaries, &on_tables).plus(self.run_all(&binaries, &on_aws)))
    }
}

/// The tests of the AWS world, which need something that speaks AWS's protocols.
fn is_on_a_cloud(binary: &Binary) -> bool {
    binary.package == "gangway-tests" && ["journey", "load", "kill"].contains(&binary.name.as_str())
}

/// The test that holds the API's description to the truth.
fn is_described(binary: &Binary) -> bool {
    binary.package == "api" && binary.name == "described"
}

fn is_storage(binary: &Binary) -> bool {
    binary.package == "gangway-aws" && binary.name == "conformance"
}
