//! A stage's stack on AWS, by the AWS command line of the local cloud's Python environment and the person's own settings.

use std::fs;
use std::io::Read;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::places::Places;
use crate::setup::LAMBDAS;
use crate::tools::{capture, run};

/// A stage's stack.
pub(super) struct Stack<'p> {
    places: &'p Places,
    stage: String,
    /// It was deployed before, and knows its parameters.
    pub(super) exists: bool,
}

impl<'p> Stack<'p> {
    /// Looks whether there is one. Whoever may not ask is told so here, before anything is built.
    pub(super) fn find(places: &'p Places, stage: &str) -> Result<Self> {
        let mut stack = Self { places, stage: stage.to_owned(), exists: false };
        stack.aws(&["sts", "get-caller-identity"]).context("AWS does not know you")?;
        let name = stack.name();
        let status = ["--query", "Stacks[0].StackStatus", "--output", "text"];
        let found = stack.aws(
            &[&["cloudformation", "describe-stacks", "--stack-name", &name], &status[..]].concat(),
        );
        // Neither of these ever held anything.
        let never = ["REVIEW_IN_PROGRESS", "ROLLBACK_COMPLETE"];
        stack.exists = found.is_ok_and(|it| !never.contains(&it.trim()));
        Ok(stack)
    }

    fn name(&self) -> String {
        format!("gangway-{}", self.stage)
    }

    /// What keys the hashes of match keys: the stage's own, made once and kept in the parameter store. Whoever only
    /// looks gets one that is kept nowhere.
    pub(super) fn secret(&self, only_show: bool) -> Result<String> {
        let name = format!("/gangway/{}/tenant-secret", self.stage);
        let value = ["--with-decryption", "--query", "Parameter.Value", "--output", "text"];
        let kept = self.aws(&[&["ssm", "get-parameter", "--name", &name], &value[..]].concat());
        if let Ok(secret) = kept {
            return Ok(secret.trim().to_owned());
        }
        ensure!(
            !self.exists,
            "The stack is there and its secret is not: {name} cannot be read. Another one would make every stored key unfindable."
        );
        let secret = random()?;
        if !only_show {
            let input =
                serde_json::json!({ "Name": name, "Type": "SecureString", "Value": secret });
            let file = self.keep("secret.json", &input.to_string())?;
            let kept = self.aws(&[
                "ssm",
                "put-parameter",
                "--cli-input-json",
                &format!("file://{}", file.display()),
            ]);
            fs::remove_file(file)?;
            kept.context("the secret could not be kept")?;
        }
        Ok(secret)
    }

    /// Uploads the functions and gives the template that names them there.
    pub(super) fn package(&self, lambdas: &Path) -> Result<PathBuf> {
        // The template names each function's zip from where it lies itself.
        let folder = self.folder();
        let zips = folder.join(".local/lambdas");
        fs::create_dir_all(&zips).with_context(|| format!("failed to make {}", zips.display()))?;
        fs::create_dir_all(folder.join("infra"))?;
        for name in LAMBDAS.map(|it| format!("{it}.zip")) {
            // cargo-lambda gives each function a folder of its own.
            let own = lambdas.join(name.trim_end_matches(".zip")).join("bootstrap.zip");
            let from = if own.exists() { own } else { lambdas.join(&name) };
            fs::copy(&from, zips.join(&name))
                .with_context(|| format!("there is no {}", from.display()))?;
        }
        for name in ["template.yaml", "operations.yaml"] {
            fs::copy(self.places.root.join("infra").join(name), folder.join("infra").join(name))?;
        }
        let bucket = self.bucket()?;
        let packaged = folder.join("packaged.yaml");
        let mut package = self.command();
        package.args(["cloudformation", "package", "--s3-bucket", &bucket, "--template-file"]);
        package
            .arg(folder.join("infra/template.yaml"))
            .arg("--output-template-file")
            .arg(&packaged);
        run(&mut package, &self.log())?;
        Ok(packaged)
    }

    /// Where zips and templates are kept for CloudFormation.
    fn bucket(&self) -> Result<String> {
        let account =
            self.aws(&["sts", "get-caller-identity", "--query", "Account", "--output", "text"])?;
        let bucket = format!("gangway-{}-{}-artifacts", self.stage, account.trim());
        if self.aws(&["s3api", "head-bucket", "--bucket", &bucket]).is_err() {
            self.aws(&["s3", "mb", &format!("s3://{bucket}")])?;
            let blocked = "BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true";
            let block = ["--public-access-block-configuration", blocked];
            self.aws(
                &[&["s3api", "put-public-access-block", "--bucket", &bucket], &block[..]].concat(),
            )?;
        }
        Ok(bucket)
    }

    /// Deploys, and gives what the stack puts out.
    pub(super) fn deploy(&self, packaged: &Path, parameters: &[String]) -> Result<String> {
        self.change(packaged, parameters, &["--no-fail-on-empty-changeset"])?;
        let name = self.name();
        let outputs =
            ["--query", "Stacks[0].Outputs[].[OutputKey,OutputValue]", "--output", "text"];
        self.aws(
            &[&["cloudformation", "describe-stacks", "--stack-name", &name], &outputs[..]].concat(),
        )
    }

    /// Makes a change set, and gives what it would do and how it is carried out.
    pub(super) fn show(&self, packaged: &Path, parameters: &[String]) -> Result<String> {
        let said = self.change(packaged, parameters, &["--no-execute-changeset"])?;
        let Some(set) = said.split_whitespace().rfind(|it| it.starts_with("arn:")) else {
            return Ok("Nothing would change.".to_owned());
        };
        let name = self.name();
        let of = ["--change-set-name", set, "--stack-name", &name];
        let query = "Changes[].ResourceChange.[Action,ResourceType,LogicalResourceId]";
        let shown = ["--query", query, "--output", "text"];
        let changes =
            self.aws(&[&["cloudformation", "describe-change-set"], &of[..], &shown].concat())?;
        Ok(format!(
            "{changes}\nTo carry it out: aws cloudformation execute-change-set --change-set-name {set} --stack-name {name}"
        ))
    }

    fn change(&self, packaged: &Path, parameters: &[String], how: &[&str]) -> Result<String> {
        // The secret is on no command line, where everybody on this machine could read it.
        let file = self.keep("parameters.json", &serde_json::to_string(parameters)?)?;
        let mut deploy = self.command();
        deploy.args(["cloudformation", "deploy", "--stack-name", &self.name(), "--template-file"]);
        deploy.arg(packaged).args(["--capabilities", "CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]);
        deploy.args(["--parameter-overrides", &format!("file://{}", file.display())]).args(how);
        let said = capture(&mut deploy, &self.log());
        fs::remove_file(file)?;
        said
    }

    /// A file that only this person can read.
    fn keep(&self, name: &str, text: &str) -> Result<PathBuf> {
        let file = self.folder().join(name);
        fs::create_dir_all(self.folder())?;
        let mut open = fs::OpenOptions::new();
        let mut kept = open.write(true).create(true).truncate(true).mode(0o600).open(&file)?;
        std::io::Write::write_all(&mut kept, text.as_bytes())?;
        Ok(file)
    }

    fn folder(&self) -> PathBuf {
        self.places.root.join(".local/deploy").join(&self.stage)
    }

    fn log(&self) -> PathBuf {
        self.places.root.join(".local/deploy/aws.log")
    }

    fn aws(&self, args: &[&str]) -> Result<String> {
        capture(self.command().args(args), &self.log())
    }

    fn command(&self) -> Command {
        let mut aws = Command::new(self.places.python_tool("aws"));
        aws.env("AWS_PAGER", "");
        aws
    }
}

/// 32 random bytes, as hex.
fn random() -> Result<String> {
    let (mut one, mut other) = ([0; 16], [0; 16]);
    let mut source = fs::File::open("/dev/urandom")?;
    source.read_exact(&mut one)?;
    source.read_exact(&mut other)?;
    Ok(format!("{:032x}{:032x}", u128::from_ne_bytes(one), u128::from_ne_bytes(other)))
}
