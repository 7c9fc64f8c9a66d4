//! What each function may touch is written twice: as the bounds of its handler and as the policy of its role. They must
//! say the same, no more and no less.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_norway::Value;

use crate::{root, template};

/// An action on a place: `dynamodb:Query on jobs`.
type Grants = BTreeSet<String>;

/// What each port's calls need. A place of files is `files`; which of them is the function's business. To send many
/// messages at once is an action of its own in the local cloud, and none on AWS: hence the star.
const PORTS: &[(&str, &[&str])] = &[
    ("CallWebhook", &[]),
    ("ChangeJob", &["dynamodb:UpdateItem on jobs"]),
    ("Clock", &[]),
    ("CountQuota", &["dynamodb:GetItem on jobs", "dynamodb:UpdateItem on jobs"]),
    ("CreateJob", &["dynamodb:PutItem on jobs"]),
    ("CursorSecret", &[]),
    ("EndBucket", &["dynamodb:UpdateItem on jobs"]),
    ("EraseRecords", &["dynamodb:PutItem on records"]),
    ("FindRunning", &["dynamodb:Query on jobs/running-jobs"]),
    ("ForTenant", &[]),
    (
        "IndexKeys",
        &[
            "dynamodb:DeleteItem on keys",
            "dynamodb:PartiQLInsert on keys",
            "dynamodb:PutItem on keys",
            "dynamodb:UpdateItem on keys",
        ],
    ),
    ("KeepLines", &["dynamodb:GetItem on jobs", "dynamodb:PutItem on jobs"]),
    ("KeepWebhook", &["dynamodb:DeleteItem on jobs", "dynamodb:PutItem on jobs"]),
    ("LinkFiles", &["s3:GetObject on files", "s3:GetObject on exports"]),
    ("ListJobs", &["dynamodb:Query on jobs/jobs-by-month"]),
    ("ListOwned", &["dynamodb:BatchGetItem on records", "dynamodb:Query on records/by-owner"]),
    ("ListRecords", &["dynamodb:Query on records"]),
    ("NoteAudit", &["dynamodb:PutItem on jobs"]),
    ("NoteTold", &["dynamodb:UpdateItem on jobs"]),
    ("OpenLedger", &["dynamodb:PutItem on jobs"]),
    ("QueueBuckets", &["sqs:SendMessage* on write"]),
    ("QueueExport", &["sqs:SendMessage* on export"]),
    ("QueueFinish", &["sqs:SendMessage* on finish"]),
    ("QueuePlan", &["sqs:SendMessage* on plan"]),
    ("QueueWebhooks", &["sqs:SendMessage* on webhook"]),
    ("ReadAudit", &["dynamodb:Query on jobs"]),
    ("ReadCorrections", READ),
    ("ReadJob", &["dynamodb:GetItem on jobs"]),
    ("ReadKeys", &["dynamodb:BatchGetItem on keys", "dynamodb:Query on keys"]),
    ("ReadLedger", &["dynamodb:Query on jobs"]),
    ("ReadModules", &["dynamodb:GetItem on jobs", "dynamodb:Query on jobs"]),
    ("ReadOutcomes", READ),
    ("ReadRecords", &["dynamodb:BatchGetItem on records"]),
    ("ReadRules", &["dynamodb:Query on jobs"]),
    ("ReadSlices", READ),
    ("ReadSource", &["s3:GetObject on files", "s3:GetObjectVersion on files", LIST]),
    ("ReadStart", READ),
    ("ReadTemplates", &["dynamodb:Query on jobs"]),
    ("ReadUsers", &["dynamodb:Query on jobs"]),
    ("ReadWebhook", &["dynamodb:GetItem on jobs"]),
    ("RememberRequest", &["dynamodb:DeleteItem on jobs", "dynamodb:UpdateItem on jobs"]),
    ("ReopenLedger", &["dynamodb:PutItem on jobs"]),
    ("SaveCorrections", &["s3:PutObject on files"]),
    ("SaveModules", &["dynamodb:PutItem on jobs"]),
    ("SaveRules", &["dynamodb:PutItem on jobs"]),
    ("SaveStart", &["s3:PutObject on files"]),
    ("SaveTemplates", &["dynamodb:DeleteItem on jobs", "dynamodb:PutItem on jobs"]),
    (
        "SaveUsers",
        &["dynamodb:DeleteItem on jobs", "dynamodb:PutItem on jobs", "dynamodb:Query on jobs"],
    ),
    (
        "TakeDrop",
        &["s3:GetObject on drops", "s3:GetObjectVersion on drops", "s3:PutObject on files"],
    ),
    ("SendEvents", &["events:PutEvents on events"]),
    ("SignWebhooks", &[]),
    ("TakeLease", &["dynamodb:PutItem on jobs", "dynamodb:UpdateItem on jobs"]),
    ("UploadSource", &["s3:AbortMultipartUpload on files", "s3:PutObject on files"]),
    ("WriteOutcomes", &["s3:PutObject on files"]),
    (
        "WriteRecords",
        &[
            "dynamodb:PartiQLInsert on records",
            "dynamodb:PartiQLUpdate on records",
            "dynamodb:PutItem on records",
        ],
    ),
    ("WriteResults", &["s3:GetObject on files", "s3:PutObject on files", LIST]),
    ("WriteSlices", &["s3:PutObject on files"]),
];

const READ: &[&str] = &["s3:GetObject on files", LIST];
/// Without it S3 answers "forbidden" for an object that is not there.
const LIST: &str = "s3:ListBucket on bucket";

/// The functions, where their bounds are, whose files they touch, and what bounds cannot say. The tenant role of each is
/// called as it is.
pub(crate) const FUNCTIONS: &[(&str, &[&str], &str, &[&str])] = &[
    ("Api", &["functions/api/src/world.rs"], "imports", &[]),
    ("PlanImport", &["functions/plan-import/src/handler.rs"], "imports", &[]),
    ("WriteRecords", &["functions/write-records/src/handler.rs"], "imports", &[]),
    (
        "FinishJob",
        &["functions/finish-job/src/handler.rs"],
        "imports",
        &["dynamodb:Query on jobs/running-jobs"],
    ),
    // Its files are kept for a week: a tag says so.
    (
        "RunExport",
        &["functions/run-export/src/handler.rs"],
        "exports",
        &["s3:PutObjectTagging on exports"],
    ),
    (
        "CallWebhook",
        &["functions/call-webhook/src/handler.rs"],
        "imports",
        &["sqs:ChangeMessageVisibility on webhook"],
    ),
];

#[test]
fn a_functions_role_grants_what_its_handlers_bounds_say_and_nothing_else() {
    let template = template("infra/template.yaml");
    for (name, sources, files, further) in FUNCTIONS {
        let bounds = sources.iter().flat_map(|it| bounds(it));
        let needed: Grants = bounds
            .flat_map(|port| needs(&port))
            .chain(*further)
            .map(|it| it.replace(" on files", &format!(" on {files}")))
            .collect();
        let mut granted = granted(&template["Resources"][function(name)]["Properties"]);
        granted.extend(granted_to_tenants(&template, name));
        let missing: Vec<_> = needed.difference(&granted).collect();
        let idle: Vec<_> = granted.difference(&needed).collect();
        assert!(
            missing.is_empty() && idle.is_empty(),
            "{name}: missing {missing:#?}, idle {idle:#?}"
        );
    }
}

/// What a function is called in the template.
pub(crate) fn function(name: &str) -> String {
    // What API Gateway makes is called `Api`.
    if name == "Api" { "ApiFunction".to_owned() } else { name.to_owned() }
}

fn granted_to_tenants(template: &Value, name: &str) -> Grants {
    let policies = &template["Resources"][format!("{name}Tenant")]["Properties"]["Policies"];
    items(policies).into_iter().flat_map(|it| granted_by(&it["PolicyDocument"])).collect()
}

fn needs(port: &str) -> &'static [&'static str] {
    let found = PORTS.iter().find(|it| it.0 == port);
    found.unwrap_or_else(|| panic!("say in this file what {port} needs")).1
}

/// The ports that the `access!` of a file lists.
fn bounds(place: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join(place)).expect("a handler");
    let declared = text.split("access! {").skip(1);
    let list = |it: &str| it.split_once("pub trait ").map_or(String::new(), |it| it.1.to_owned());
    let names = declared.flat_map(|it| {
        let body = list(it.split("\n}").next().unwrap_or_default());
        body.split(|it: char| !it.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>()
    });
    let is_port = |it: &String| {
        let of_the_language =
            ["Send", "Sync", "Clone", "Access", "ApiWorld", "ApiTenant", "Tenant"];
        it.starts_with(|it: char| it.is_uppercase()) && !of_the_language.contains(&it.as_str())
    };
    names.filter(is_port).collect()
}

fn granted(function: &Value) -> Grants {
    items(&function["Policies"]).into_iter().flat_map(granted_by).collect()
}

fn granted_by(policy: &Value) -> Grants {
    let mut grants = Grants::new();
    for statement in items(&policy["Statement"]) {
        for action in items(&statement["Action"]) {
            for resource in items(&statement["Resource"]) {
                let action = action.as_str().expect("an action");
                grants.insert(format!("{action} on {}", place(resource)));
            }
        }
    }
    grants
}

/// A list, or the one thing that stands where a list may.
pub(crate) fn items(value: &Value) -> Vec<&Value> {
    value.as_sequence().map_or_else(|| vec![value], |it| it.iter().collect())
}

/// What a function of the template stands for, as it is written.
pub(crate) fn written(resource: &Value) -> &str {
    let Value::Tagged(tagged) = resource else {
        panic!("{resource:?} names nothing of the template")
    };
    tagged.value.as_str().expect("a text")
}

/// The bucket's name, as policies write it.
pub(crate) const FILES: &str =
    "arn:${AWS::Partition}:s3:::gangway-${Stage}-${AWS::AccountId}-files";

/// What a policy's resource is called here.
fn place(resource: &Value) -> String {
    let text = written(resource);
    let places = BTreeMap::from([
        ("", "bucket"),
        ("/t/${!aws:PrincipalTag/tenant}/imports/*", "imports"),
        ("/t/${!aws:PrincipalTag/tenant}/exports/*", "exports"),
        ("/drops/${!aws:PrincipalTag/tenant}/*", "drops"),
    ]);
    if let Some(path) = text.strip_prefix(FILES) {
        return (*places.get(path).unwrap_or_else(|| panic!("{text} is no place of files")))
            .to_owned();
    }
    let text = text.replace("${", "").replace(['}', '\n'], "").replace("/index", "");
    text.replace(".Arn", "").replace("Queue", "").to_lowercase()
}
