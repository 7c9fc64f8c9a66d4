//! What the template promises of data at rest, on the way and behind the door. The local cloud cannot hold AWS to it, so the
//! template itself is held.

use gangway_contract::kept;
use serde_norway::Value;

use crate::{resources, root};

fn template(of: &str) -> Vec<(String, Value)> {
    resources("infra/template.yaml", of)
        .into_iter()
        .map(|(name, it)| (name, it["Properties"].clone()))
        .collect()
}

#[test]
fn every_table_is_encrypted_kept_and_can_be_put_back_to_any_moment() {
    for (name, table) in resources("infra/template.yaml", "AWS::DynamoDB::Table") {
        let it = &table["Properties"];
        assert_eq!(it["SSESpecification"]["SSEEnabled"], true, "{name}");
        assert_eq!(
            it["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"], true,
            "{name}"
        );
        assert_eq!(table["UpdateReplacePolicy"], "Retain", "{name}");
        assert_eq!(table["DeletionPolicy"], "RetainExceptOnCreate", "{name}");
        assert_eq!(it["KeySchema"][0]["AttributeName"], "pk", "{name}: the tenant comes first");
    }
}

#[test]
fn files_are_private_encrypted_versioned_and_do_not_stay_for_ever() {
    for (name, it) in template("AWS::S3::Bucket") {
        let closed = it["PublicAccessBlockConfiguration"].as_mapping().expect("a block");
        assert!(closed.len() == 4 && closed.values().all(|it| *it == true), "{name} is open");
        assert_eq!(it["VersioningConfiguration"]["Status"], "Enabled", "{name}");
        assert!(it["BucketEncryption"].is_mapping(), "{name} is not encrypted");
        let origins = &it["CorsConfiguration"]["CorsRules"][0]["AllowedOrigins"];
        assert!(matches!(&origins[0], Value::Tagged(_)), "{name} lets any page in");
        let rules = it["LifecycleConfiguration"]["Rules"].as_sequence().expect("rules");
        let ends =
            |rule: &Value, what: &str| rule[what] != Value::Null && rule["Status"] == "Enabled";
        for what in ["ExpirationInDays", "AbortIncompleteMultipartUpload"] {
            assert!(rules.iter().any(|it| ends(it, what)), "{name}: no rule for {what}");
        }
    }
}

#[test]
fn files_stay_as_long_as_the_code_says() {
    let (_, bucket) = template("AWS::S3::Bucket").remove(0);
    let rules = bucket["LifecycleConfiguration"]["Rules"].as_sequence().expect("rules");
    let rule = |id: &str| rules.iter().find(|it| it["Id"] == id).expect("a rule");
    let old = |id| rule(id)["NoncurrentVersionExpiration"]["NoncurrentDays"].as_u64();
    let new = |id| rule(id)["ExpirationInDays"].as_u64();
    let said = |days: u32| Some(u64::from(days));
    assert_eq!((new("files"), old("files")), (said(kept::FILES), said(kept::OLD_FILES)));
    assert_eq!((new("drops"), old("drops")), (said(kept::DROPS), said(kept::OLD_DROPS)));
    assert_eq!(new("exports"), said(kept::EXPORTS));
}

#[test]
fn the_bucket_is_reached_by_tls_and_fresh_signatures_only() {
    let policies = template("AWS::S3::BucketPolicy");
    let statements =
        policies[0].1["PolicyDocument"]["Statement"].as_sequence().expect("statements");
    let denies = |condition: &str, key: &str| {
        let is_it =
            |it: &&Value| it["Effect"] == "Deny" && it["Condition"][condition][key] != Value::Null;
        statements.iter().any(|it| is_it(&it))
    };
    assert!(denies("Bool", "aws:SecureTransport"));
    assert!(denies("NumericGreaterThan", "s3:signatureAge"));
}

#[test]
fn every_queue_is_encrypted_and_every_message_that_never_heals_goes_somewhere() {
    let queues = template("AWS::SQS::Queue");
    for (name, it) in &queues {
        assert_eq!(it["SqsManagedSseEnabled"], true, "{name}");
        let is_dead = name.ends_with("Dead");
        assert_eq!(it["RedrivePolicy"] == Value::Null, is_dead, "{name}");
    }
}

#[test]
fn every_function_is_traced() {
    let ours = crate::template("infra/template.yaml");
    assert_eq!(ours["Globals"]["Function"]["Tracing"], "Active");
    for (name, it) in template("AWS::Serverless::Function") {
        assert_eq!(it["Tracing"], Value::Null, "{name} is traced otherwise");
    }
}

#[test]
fn no_route_leads_past_the_authorizer() {
    // What the API says of itself, and nothing else, is told to everybody.
    let open = ["GET /openapi.json", "GET /docs", "GET /docs.css"];
    for (name, it) in template("AWS::ApiGatewayV2::Route") {
        if it["RouteKey"].as_str().is_some_and(|it| open.contains(&it)) {
            continue;
        }
        assert_eq!(it["AuthorizationType"], "JWT", "{name}");
        assert!(matches!(&it["AuthorizerId"], Value::Tagged(_)), "{name} names no authorizer");
    }
    let ours = std::fs::read_to_string(root().join("infra/template.yaml")).expect("the template");
    assert!(!ours.contains("FunctionUrlConfig"), "a function's own address has no authorizer");
}

#[test]
fn a_route_that_is_slowed_down_is_there_and_slower_than_the_others() {
    let routes = template("AWS::ApiGatewayV2::Route");
    let stages = template("AWS::ApiGatewayV2::Stage");
    let (_, stage) = stages.first().expect("a stage");
    let most = stage["DefaultRouteSettings"]["ThrottlingRateLimit"].as_u64().expect("a limit");
    let slowed = stage["RouteSettings"].as_mapping().expect("settings of routes");
    for (key, settings) in slowed {
        assert!(routes.iter().any(|(_, it)| it["RouteKey"] == *key), "{key:?} is no route");
        let limit = settings["ThrottlingRateLimit"].as_u64().expect("a limit");
        assert!(limit < most, "{key:?}");
    }
    assert!(slowed.contains_key("POST /modules/{module}/keys"), "keys could be tried one by one");
}
