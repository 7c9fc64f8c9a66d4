//! What lies in tables and files today, and must be read by every later version: `stored/N` holds it as version N wrote it.
//! None of it is ever changed. Who changes what is stored adds `stored/N+1` and leaves these tests as they are.

use anyhow::{Context as _, Result};
use aws_sdk_dynamodb::types::AttributeValue;
use gangway_contract::api::StartImport;
use gangway_contract::{
    ColumnStatus, DuplicateMode, JobStatus, LedgerState, MatchRule, ModuleId, Slot, TenantId, Value,
};
use serde_json::Value as Json;

use crate::item::Found;
use crate::{job_item, keys, ledger, record_item};

/// An item as DynamoDB's JSON has it.
fn item(text: &str) -> Result<Found> {
    let all: serde_json::Map<String, Json> = serde_json::from_str(text)?;
    all.into_iter().map(|(name, value)| Ok((name, attribute(&value)?))).collect()
}

fn attribute(value: &Json) -> Result<AttributeValue> {
    let (kind, value) = value.as_object().and_then(|it| it.iter().next()).context("a kind")?;
    let word = |it: &Json| it.as_str().map(str::to_owned).context("a text");
    let words = |it: &Json| it.as_array().context("a set")?.iter().map(word).collect::<Result<_>>();
    Ok(match kind.as_str() {
        "S" => AttributeValue::S(word(value)?),
        "N" => AttributeValue::N(word(value)?),
        "BOOL" => AttributeValue::Bool(value.as_bool().context("a flag")?),
        "SS" => AttributeValue::Ss(words(value)?),
        "NS" => AttributeValue::Ns(words(value)?),
        "L" => {
            let all = value.as_array().context("a list")?.iter().map(attribute);
            AttributeValue::L(all.collect::<Result<_>>()?)
        }
        "M" => AttributeValue::M(item(&value.to_string())?),
        other => anyhow::bail!("nothing here reads {other}"),
    })
}

#[test]
fn a_job_of_version_1_is_read() -> Result<()> {
    let found = job_item::from_item(&item(include_str!("stored/1/job.json"))?)?;
    let job = &found.job;
    assert_eq!((job.id.as_str(), job.status), ("01JDQ0000000000000000000A1", JobStatus::Running));
    assert_eq!((job.actor.tenant.as_str(), job.actor.user.as_str()), ("acme", "ann"));
    assert_eq!(job.started_at.as_deref(), Some("2026-11-27T02:00:01.000Z"));
    assert_eq!((job.counts.rows, job.counts.failed, job.file.size.0), (1_000, 12, 58_213));
    assert_eq!((found.buckets, found.ended.len(), found.reruns), (2, 1, 1));
    assert!(found.started && found.told.contains("01JDQ0000000000000000000A1-created-0"));
    let source = found.source.context("a file")?;
    assert_eq!((source.version.as_deref(), source.size.0), (Some("v1"), 58_213));
    Ok(())
}

#[test]
fn a_jobs_ledger_of_version_1_is_read() -> Result<()> {
    let found = ledger::entry(&item(include_str!("stored/1/ledger.json"))?)?;
    assert_eq!((found.bucket, found.state, found.cursor), (1, LedgerState::Open, 420));
    assert_eq!((found.lease_until, found.attempt, found.rerun), (1_795_353_700, 3, 0));
    assert_eq!((found.counts.created, found.parts.len(), found.parts[0].from), (400, 1, 0));
    Ok(())
}

#[test]
fn a_key_of_version_1_leads_to_its_record() -> Result<()> {
    let found = keys::head(&item(include_str!("stored/1/key.json"))?)?;
    assert_eq!(found.record.as_str(), "01ARZ3NDEKZ000000000000000");
    assert_eq!((found.more, found.turn, found.since), (false, 2, Some(1_795_353_600)));
    let by = found.by.context("whose")?;
    assert_eq!((by.job.as_str(), by.row), ("01JDQ0000000000000000000A1", 7));
    Ok(())
}

#[test]
fn a_record_of_version_1_is_read() -> Result<()> {
    let module = ModuleId::parse("leads")?;
    let stored = item(include_str!("stored/1/record.json"))?;
    let (id, slot) = record_item::from_item(&module, &stored)?;
    assert_eq!(id.as_str(), "01ARZ3NDEKZ000000000000000");
    let record = &slot.live().context("a live record")?.record;
    assert_eq!((record.version, record.owner.as_str()), (2, "ann"));
    let texts: Vec<String> = record.values.values().map(Value::to_text).collect();
    assert_eq!(texts.len(), 3, "{texts:?}");
    assert!(texts.contains(&"ann@example.org".to_owned()), "{texts:?}");
    let again: Found =
        record_item::to_item(&TenantId::parse("acme")?, &module, &id, &slot).into_iter().collect();
    assert_eq!(again, stored, "and written as it was");
    assert!(matches!(slot, Slot::Record(_)));
    Ok(())
}

#[test]
fn a_plan_of_version_1_is_read() -> Result<()> {
    let start: StartImport = serde_json::from_str(include_str!("stored/1/start.json"))?;
    let plan = start.plan;
    assert_eq!((plan.semantics, plan.module.as_str(), plan.header_row), (1, "leads", Some(1)));
    assert_eq!(
        (plan.options.mode, &plan.options.match_rule),
        (DuplicateMode::Update, &MatchRule::Email)
    );
    let column = &plan.columns[0];
    assert_eq!((column.header.as_str(), column.status), ("E-mail", ColumnStatus::Auto));
    assert_eq!(start.receipt.context("a receipt")?.block_rows, 10_000);
    Ok(())
}
