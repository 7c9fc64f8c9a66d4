//! The AWS world keeps what every world must keep, on whatever speaks AWS's protocols.
//!
//! `GANGWAY_TEST_DYNAMODB_URL` names a DynamoDB, `GANGWAY_TEST_S3_URL` an S3; `cargo xtask test` gives both.
//! Without one its test says that it was left out.
#![expect(clippy::print_stderr, reason = "whoever runs the tests must see what was left out")]

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection,
    ProjectionType, ScalarAttributeType,
};
use aws_sdk_s3::config::Credentials;
use aws_sdk_sqs::types::{Message, MessageSystemAttributeName};
use gangway_aws::{Names, World};
use gangway_contract::{
    Actor, BucketMessage, ExportMessage, FinishMessage, Job, JobEvent, JobId, JobItem, ModuleId,
    PlanMessage, Quota, Scope, SourceFile, TenantId, UserId, Wide,
};
use gangway_ports::conformance::{check_objects, check_tables};
use gangway_ports::{ForTenant, QueueBuckets, QueueExport, QueueFinish, QueuePlan, QueueWebhooks};

#[tokio::test]
async fn dynamodb_keeps_the_promises_of_tables() -> Result<()> {
    let Some(url) = endpoint("GANGWAY_TEST_DYNAMODB_URL") else { return Ok(()) };
    let (world, config, name) = world(&url).await;
    let dynamo = aws_sdk_dynamodb::Client::new(&config);
    make_table(&dynamo, &format!("{name}-records"), &[("by-owner", 1, ProjectionType::KeysOnly)])
        .await?;
    make_table(&dynamo, &format!("{name}-keys"), &[]).await?;
    let indexes =
        [("jobs-by-month", 1, ProjectionType::All), ("running-jobs", 2, ProjectionType::KeysOnly)];
    make_table(&dynamo, &format!("{name}-jobs"), &indexes).await?;
    check_tables(&world, &name).await
}

#[tokio::test]
async fn s3_keeps_the_promises_of_objects() -> Result<()> {
    let Some(url) = endpoint("GANGWAY_TEST_S3_URL") else { return Ok(()) };
    let (world, config, name) = world(&url).await;
    aws_sdk_s3::Client::new(&config).create_bucket().bucket(format!("{name}-files")).send().await?;
    check_objects(&world, &name).await
}

/// What SQS's fair queues go by. `GANGWAY_TEST_S3_URL` speaks SQS, too.
#[tokio::test]
async fn every_message_names_its_tenant_as_its_group() -> Result<()> {
    let Some(url) = endpoint("GANGWAY_TEST_S3_URL") else { return Ok(()) };
    let (_, config, name) = world(&url).await;
    let sqs = aws_sdk_sqs::Client::new(&config);
    let made = sqs.create_queue().queue_name(format!("{name}-queue")).send().await?;
    let queue = made.queue_url.context("a queue has no address")?;
    let world = World::new(&config, on_one_queue(names(&name), &queue));
    for (tenant, buckets) in [("noisy", 12), ("quiet", 1)] {
        send(&world, &TenantId::parse(tenant)?, buckets).await?;
    }
    let mut found = BTreeMap::new();
    while let Some(messages) = taken(&sqs, &queue).await? {
        for message in messages {
            let attributes = message.attributes.unwrap_or_default();
            let group = attributes.get(&MessageSystemAttributeName::MessageGroupId).cloned();
            *found.entry(group.unwrap_or_default()).or_insert(0) += 1;
        }
    }
    // A plan, an export, a finish and an event beside the buckets.
    assert_eq!(found, BTreeMap::from([("noisy".to_owned(), 16), ("quiet".to_owned(), 5)]));
    Ok(())
}

async fn send(world: &World, id: &TenantId, buckets: u32) -> Result<()> {
    let (tenant, job) = (world.for_tenant(id), JobId::parse("J1")?);
    let bucket = |bucket| BucketMessage { tenant: id.clone(), job: job.clone(), bucket };
    tenant.queue_buckets(&(0..buckets).map(bucket).collect::<Vec<_>>()).await?;
    tenant.queue_plan(&PlanMessage { tenant: id.clone(), job: job.clone() }).await?;
    tenant.queue_export(&ExportMessage { tenant: id.clone(), job: job.clone() }).await?;
    tenant.queue_finish(&FinishMessage { tenant: id.clone(), job: job.clone() }).await?;
    tenant.queue_webhooks(&event(id, job)?).await
}

/// What is owed of a new job.
fn event(tenant: &TenantId, job: JobId) -> Result<Vec<JobEvent>> {
    let (teams, rights) = (BTreeSet::new(), BTreeSet::new());
    let user = UserId::parse("ann")?;
    let actor = Actor { tenant: tenant.clone(), user, teams, scope: Scope::All, rights };
    let file = SourceFile { name: "leads.csv".to_owned(), size: Wide(9), fingerprint: None };
    let made = "2026-11-27T00:00:00.000Z".to_owned();
    Ok(JobItem::new(Job::import(job, ModuleId::parse("leads")?, actor, file, made)).owed())
}

/// The next messages; none at the end.
async fn taken(sqs: &aws_sdk_sqs::Client, queue: &str) -> Result<Option<Vec<Message>>> {
    let call = sqs.receive_message().queue_url(queue).max_number_of_messages(10);
    let call = call.message_system_attribute_names(MessageSystemAttributeName::All);
    Ok(call.send().await?.messages.filter(|it| !it.is_empty()))
}

fn endpoint(variable: &str) -> Option<String> {
    let url = std::env::var(variable).ok();
    if url.is_none() {
        eprintln!("left out: {variable} is not set");
    }
    url
}

/// A world of its own on the endpoint: nothing of an earlier run is in it.
async fn world(url: &str) -> (World, SdkConfig, String) {
    let now =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let name = format!("conformance-{}", now.as_millis());
    let config = aws_config::defaults(BehaviorVersion::latest())
        .endpoint_url(url)
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("test", "test", None, None, "tests"))
        .load()
        .await;
    (World::new(&config, names(&name)), config, name)
}

fn names(name: &str) -> Names {
    Names {
        records: format!("{name}-records"),
        keys: format!("{name}-keys"),
        jobs: format!("{name}-jobs"),
        bucket: format!("{name}-files"),
        plan_queue: String::new(),
        write_queue: String::new(),
        finish_queue: String::new(),
        export_queue: String::new(),
        webhook_queue: String::new(),
        webhook_loopback: false,
        event_bus: String::new(),
        quota: Quota::default(),
        secret: [7; 32],
        tenant_role: None,
    }
}

fn on_one_queue(names: Names, queue: &str) -> Names {
    let queue = || queue.to_owned();
    Names {
        plan_queue: queue(),
        write_queue: queue(),
        finish_queue: queue(),
        export_queue: queue(),
        webhook_queue: queue(),
        ..names
    }
}

/// As the template defines them.
async fn make_table(
    dynamo: &aws_sdk_dynamodb::Client,
    name: &str,
    indexes: &[(&str, u32, ProjectionType)],
) -> Result<()> {
    let mut call = dynamo.create_table().table_name(name).billing_mode(BillingMode::PayPerRequest);
    for (attribute, role) in [("pk", KeyType::Hash), ("sk", KeyType::Range)] {
        call = call
            .attribute_definitions(definition(attribute)?)
            .key_schema(element(attribute, role)?);
    }
    for (index, number, projection) in indexes {
        let [partition, sort] = [format!("gsi{number}pk"), format!("gsi{number}sk")];
        call = call
            .attribute_definitions(definition(&partition)?)
            .attribute_definitions(definition(&sort)?)
            .global_secondary_indexes(
                GlobalSecondaryIndex::builder()
                    .index_name(*index)
                    .key_schema(element(&partition, KeyType::Hash)?)
                    .key_schema(element(&sort, KeyType::Range)?)
                    .projection(Projection::builder().projection_type(projection.clone()).build())
                    .build()?,
            );
    }
    call.send().await.with_context(|| format!("failed to make the table {name}"))?;
    Ok(())
}

fn definition(name: &str) -> Result<AttributeDefinition> {
    let builder = AttributeDefinition::builder().attribute_name(name);
    Ok(builder.attribute_type(ScalarAttributeType::S).build()?)
}

fn element(name: &str, role: KeyType) -> Result<KeySchemaElement> {
    Ok(KeySchemaElement::builder().attribute_name(name).key_type(role).build()?)
}
