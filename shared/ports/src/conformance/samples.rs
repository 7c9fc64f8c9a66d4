//! Things to put into a world.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use gangway_contract::{
    Actor, FieldId, Format, ImportOptions, ImportPlan, Job, JobId, JobItem, ModuleId, Record,
    RecordId, RecordItem, Scope, SourceFile, StoredRecord, TenantId, UserId, Value, Wide, Written,
};

use crate::Moment;

/// 2026-11-22.
const DAY: u64 = 1_795_305_600_000;

pub(super) fn module() -> Result<ModuleId> {
    Ok(ModuleId::parse("leads")?)
}

pub(super) fn job_id(name: &str) -> Result<JobId> {
    Ok(JobId::parse(name)?)
}

pub(super) fn job(tenant: &TenantId, name: &str, second: u64) -> Result<JobItem> {
    Ok(JobItem::new(Job::import(
        job_id(name)?,
        module()?,
        Actor {
            tenant: tenant.clone(),
            user: UserId::parse("ann")?,
            teams: BTreeSet::new(),
            scope: Scope::All,
            rights: BTreeSet::new(),
        },
        SourceFile { name: "a.csv".into(), size: Wide(u64::MAX), fingerprint: None },
        Moment(DAY + second * 1000).rfc3339(),
    )))
}

pub(super) fn plan() -> Result<ImportPlan> {
    Ok(ImportPlan {
        semantics: 1,
        module: module()?,
        module_digest: "0".repeat(32),
        format: Format::Csv,
        encoding: "UTF-8".into(),
        dialect: None,
        sheets: Vec::new(),
        sheet: None,
        header_row: Some(1),
        columns: Vec::new(),
        options: ImportOptions::default(),
        template: None,
        product: None,
        origin: None,
        file_notes: Vec::new(),
    })
}

/// The `number`th id in time, in some shard.
pub(super) fn record_id(number: u32) -> Result<RecordId> {
    let alphabet: Vec<char> = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars().collect();
    let shard = alphabet.get(number as usize % alphabet.len()).context("a letter")?;
    Ok(RecordId::parse(format!("01JD{number:06}{shard}000000000000000"))?)
}

pub(super) fn record(number: u32, text: &str) -> Result<RecordItem> {
    let field = |name: &str| FieldId::parse(name);
    let values = Record::from([
        (field("email")?, Value::Text(text.to_owned())),
        (field("tags")?, Value::List(vec!["a".into(), String::new()])),
        (field("active")?, Value::Boolean(false)),
        (field("notes")?, Value::Text(String::new())),
    ]);
    Ok(RecordItem {
        record: StoredRecord {
            id: record_id(number)?,
            module: module()?,
            values,
            owner: UserId::parse("ann")?,
            version: 1,
            created_at: Moment(DAY).rfc3339(),
            updated_at: Moment(DAY).rfc3339(),
            created_by: Some(Written { job: job_id("J1")?, row: number }),
            updated_by: None,
        },
        deleted: false,
        tokens: BTreeMap::new(),
    })
}
