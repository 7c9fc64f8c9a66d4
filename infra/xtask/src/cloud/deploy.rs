//! Deploys `infra/template.yaml` to the local cloud, with the same commands that deploy it to AWS.

use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::Cloud;
use crate::places::Places;
use crate::tools::run;

/// The tag `ms-custom-id` in the template fixes it.
pub(crate) const API_ID: &str = "9a29a701";

const STACK: &str = "gangway-local";
const ARTIFACTS: &str = "gangway-artifacts";
/// The local cloud holds nothing secret; a deployment gets 32 random bytes.
const TENANT_SECRET: &str = "6c6f63616c206f6e6c792c20616e64206e6f74206120736563726574206b6579";

/// Packages, deploys, mends what the local cloud drops. Gives the stack's outputs.
pub(crate) fn deploy(places: &Places, cloud: &Cloud) -> Result<Value> {
    aws(places, cloud, "bucket", &["s3", "mb", &format!("s3://{ARTIFACTS}")])?;
    let packaged = cloud.state.join("packaged.yaml").display().to_string();
    let template = places.root.join("infra/template.yaml").display().to_string();
    let package = ["cloudformation", "package", "--template-file", &template];
    let to = ["--s3-bucket", ARTIFACTS, "--output-template-file", &packaged];
    aws(places, cloud, "package", &[&package[..], &to[..]].concat())?;
    let parameters = parameters(cloud);
    let parameters: Vec<&str> = parameters.iter().map(String::as_str).collect();
    let deploy = ["cloudformation", "deploy", "--stack-name", STACK, "--template-file", &packaged];
    let may =
        ["--capabilities", "CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND", "--parameter-overrides"];
    aws(places, cloud, "deploy", &[&deploy[..], &may[..], &parameters].concat())?;
    mend(places, cloud, &template)
}

fn parameters(cloud: &Cloud) -> Vec<String> {
    let arch = if cfg!(target_arch = "aarch64") { "arm64" } else { "x86_64" };
    let it = &cloud.addresses;
    vec![
        "Stage=local".to_owned(),
        format!("WebOrigin={}", it.page),
        format!("JwtIssuer={}", it.issuer),
        format!("TenantSecret={TENANT_SECRET}"),
        format!("Arch={arch}"),
    ]
}

fn mend(places: &Places, cloud: &Cloud, template: &str) -> Result<Value> {
    let it = &cloud.addresses;
    let of = ["--stack", STACK, "--template", template, "--cloud", &it.aws, "--tables", &it.tables];
    let outputs = cloud.python(places, "after_deploy.py", &of)?;
    serde_json::from_str(&outputs)
        .with_context(|| format!("the deploy's outputs are no JSON: {outputs}"))
}

fn aws(places: &Places, cloud: &Cloud, log: &str, args: &[&str]) -> Result<()> {
    let mut aws = Command::new(places.python_tool("aws"));
    aws.args(args).envs(cloud.account());
    aws.env_remove("AWS_PROFILE").env_remove("AWS_SESSION_TOKEN");
    run(&mut aws, &cloud.log(log))
}
