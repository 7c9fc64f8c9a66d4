//! A local cloud: its programs, its addresses, and its end. `cargo xtask up` starts one for a person, the
//! tests start their own beside it.

mod deploy;
mod health;
mod ports;

pub(crate) use ports::Ports;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::places::Places;
use crate::tools::{Service, capture, run, step};

/// A running cloud. Dropping it stops every program of it, newest first.
#[derive(Debug)]
pub(crate) struct Cloud {
    /// Where everything answers.
    pub(crate) addresses: Addresses,
    /// Where its logs and its `cloud.json` lie.
    pub(crate) state: PathBuf,
    services: Vec<Service>,
}

/// Where the parts of a cloud answer.
#[derive(Debug, Clone)]
pub(crate) struct Addresses {
    /// The page.
    pub(crate) page: String,
    /// S3, SQS, Lambda, CloudFormation.
    pub(crate) aws: String,
    /// DynamoDB.
    pub(crate) tables: String,
    /// Signs tokens.
    pub(crate) issuer: String,
    /// The HTTP API.
    pub(crate) api: String,
}

impl Addresses {
    fn of(ports: Ports) -> Self {
        let at = |port: u16| format!("http://127.0.0.1:{port}");
        let aws = at(ports.aws);
        // The path form, because not every system resolves names below `localhost`.
        let api = format!("{aws}/_aws/execute-api/{}/$default", deploy::API_ID);
        // Tokens name the issuer to the letter: with its slash.
        let issuer = format!("{}/", at(ports.issuer));
        Self { page: at(ports.page), tables: at(ports.tables), aws, issuer, api }
    }
}

impl Cloud {
    /// Starts everything, deploys the template, fills in the sample data. The last run's state is removed.
    pub(crate) fn start(places: &Places, state: &Path, ports: Ports, page: bool) -> Result<Self> {
        ports.must_be_free()?;
        let logs = state.join("logs");
        let _none_yet = fs::remove_dir_all(&logs);
        let _none_yet = fs::remove_dir_all(state.join("tmp"));
        fs::create_dir_all(state.join("tmp"))
            .with_context(|| format!("failed to make the state folder {}", state.display()))?;
        let addresses = Addresses::of(ports);
        let mut cloud = Self { addresses, state: state.to_owned(), services: Vec::new() };
        step("Start the local cloud", || cloud.programs(places, ports))?;
        let outputs = step("Deploy infra/template.yaml", || deploy::deploy(places, &cloud))?;
        cloud.note(&outputs)?;
        if page {
            step("Serve the page", || cloud.serve(places, ports))?;
        }
        Ok(cloud)
    }

    /// The log of one of its parts.
    pub(crate) fn log(&self, name: &str) -> PathBuf {
        self.state.join("logs").join(format!("{name}.log"))
    }

    /// What a test or a script needs to know, as environment variables.
    pub(crate) fn environment(&self) -> Vec<(&'static str, String)> {
        let it = &self.addresses;
        vec![
            ("GANGWAY_API_URL", it.api.clone()),
            ("GANGWAY_ISSUER_URL", it.issuer.clone()),
            ("GANGWAY_PAGE_URL", it.page.clone()),
            ("GANGWAY_AWS_URL", it.aws.clone()),
            ("GANGWAY_TABLES_URL", it.tables.clone()),
            ("GANGWAY_STATE", self.state.display().to_string()),
        ]
    }

    /// How AWS's own tools reach it. Nothing of the person's own settings may, nor the other way round.
    pub(crate) fn account(&self) -> [(&'static str, &str); 6] {
        [
            ("AWS_ACCESS_KEY_ID", "test"),
            ("AWS_SECRET_ACCESS_KEY", "test"),
            ("AWS_DEFAULT_REGION", "us-east-1"),
            ("AWS_ENDPOINT_URL", &self.addresses.aws),
            ("AWS_CONFIG_FILE", "/dev/null"),
            ("AWS_SHARED_CREDENTIALS_FILE", "/dev/null"),
        ]
    }

    /// Puts the demo users and a little sample data into the CRM, through the API.
    pub(crate) fn seed(&self, places: &Places) -> Result<()> {
        let mut seed = Command::new(places.binary("gangway-seed"));
        seed.arg(places.local("demo.json"))
            .arg(places.local("sample-leads.csv"))
            .envs(self.environment());
        run(&mut seed, &self.log("seed"))
    }

    /// Blocks until a part of the cloud ends by itself, which is an error.
    pub(crate) fn watch(&mut self) -> Result<()> {
        loop {
            self.services.iter_mut().try_for_each(Service::must_live)?;
            std::thread::sleep(std::time::Duration::from_millis(500));
        }
    }

    fn programs(&mut self, places: &Places, ports: Ports) -> Result<()> {
        let mut tables = Command::new(places.binary("gangway-tables"));
        tables.args(["--port", &ports.tables.to_string()]);
        self.run("tables", &mut tables)?;

        let mut issuer = Command::new(places.python_tool("python"));
        issuer.arg(places.local("issuer.py")).args(["--port", &ports.issuer.to_string()]);
        issuer.arg("--key").arg(self.state.join("issuer.pem"));
        self.run("issuer", &mut issuer)?;

        let mut aws = Command::new(places.python_tool("ministack"));
        aws.envs(self.cloud_environment(ports)).current_dir(&self.state);
        self.run("aws", &mut aws)?;

        let it = self.addresses.clone();
        let checks = [
            format!("{}/", it.tables),
            format!("{}health", it.issuer),
            format!("{}/_ministack/health", it.aws),
        ];
        for (check, service) in checks.iter().zip(&mut self.services) {
            health::wait(check, service)?;
        }
        Ok(())
    }

    /// Lambdas inherit `AWS_ENDPOINT_URL` from here: their S3 and SQS is ministack, their DynamoDB is dynoxide.
    fn cloud_environment(&self, ports: Ports) -> Vec<(&'static str, String)> {
        let region = "us-east-1".to_owned();
        vec![
            ("AUTH", "true".to_owned()),
            ("GATEWAY_PORT", ports.aws.to_string()),
            ("BIND_HOST", "127.0.0.1".to_owned()),
            ("MINISTACK_HOST", "127.0.0.1".to_owned()),
            ("MINISTACK_REGION", region.clone()),
            ("AWS_REGION", region.clone()),
            ("AWS_DEFAULT_REGION", region),
            ("AWS_ACCESS_KEY_ID", "test".to_owned()),
            ("AWS_SECRET_ACCESS_KEY", "test".to_owned()),
            ("AWS_ENDPOINT_URL", self.addresses.aws.clone()),
            ("AWS_ENDPOINT_URL_DYNAMODB", self.addresses.tables.clone()),
            ("AWS_LAMBDA_LOG_FORMAT", "JSON".to_owned()),
            // Two clouds beside each other would both want its fixed port.
            ("IOT_MTLS_ENABLED", "0".to_owned()),
            ("STATE_DIR", self.state.join("tmp/state").display().to_string()),
            ("S3_DATA_DIR", self.state.join("tmp/s3").display().to_string()),
            ("TMPDIR", self.state.join("tmp").display().to_string()),
        ]
    }

    fn serve(&mut self, places: &Places, ports: Ports) -> Result<()> {
        let config = self.state.join("config.json");
        let it = self.addresses.clone();
        let words = json!({ "apiUrl": it.api, "issuerUrl": it.issuer.trim_end_matches('/') });
        fs::write(&config, words.to_string()).context("failed to write the page's config.json")?;
        let mut page = Command::new(places.python_tool("python"));
        page.arg(places.local("page.py")).args(["--port", &ports.page.to_string()]);
        page.arg("--root").arg(places.page()).arg("--config").arg(config);
        page.args(["--connect", &it.aws, "--connect", it.issuer.trim_end_matches('/')]);
        self.run("page", &mut page)?;
        let service = self.services.last_mut().context("the page was started")?;
        health::wait(&format!("{}/config.json", it.page), service)
    }

    fn run(&mut self, name: &str, program: &mut Command) -> Result<()> {
        let log = self.log(name);
        self.services.push(Service::start(name, program, &log)?);
        Ok(())
    }

    /// Leaves what the deploy gave and the addresses for other verbs.
    fn note(&self, outputs: &Value) -> Result<()> {
        let it = &self.addresses;
        let words = json!({
            "page": it.page, "api": it.api, "issuer": it.issuer, "aws": it.aws, "tables": it.tables,
            "outputs": outputs,
        });
        fs::write(self.state.join("cloud.json"), words.to_string())
            .context("failed to write cloud.json")
    }

    /// What a Python helper of the cloud prints.
    fn python(&self, places: &Places, script: &str, args: &[&str]) -> Result<String> {
        let mut python = Command::new(places.python_tool("python"));
        python.arg(places.local(script)).args(args);
        capture(&mut python, &self.log(script.trim_end_matches(".py")))
    }
}

impl Drop for Cloud {
    fn drop(&mut self) {
        while self.services.pop().is_some() {}
    }
}
