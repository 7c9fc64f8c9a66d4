//! What every world must keep, as checks that any of them can be put to. Each check wants a tenant that nobody has
//! used; none leaves anything that would disturb another.

mod audit;
mod directory;
mod jobs;
mod keys;
mod ledger;
mod lines;
mod objects;
mod quota;
mod records;
mod requests;
mod rules;
mod samples;
mod webhooks;

use anyhow::{Context, Result};
use gangway_contract::TenantId;

use crate::{
    ChangeJob, CountQuota, CreateJob, EndBucket, EraseRecords, FindRunning, ForTenant, IndexKeys,
    KeepLines, KeepWebhook, ListJobs, ListOwned, ListRecords, NoteAudit, NoteTold, OpenLedger,
    ReadAudit, ReadCorrections, ReadJob, ReadKeys, ReadLedger, ReadModules, ReadOutcomes,
    ReadRecords, ReadRules, ReadSlices, ReadStart, ReadTemplates, ReadUsers, ReadWebhook,
    RememberRequest, ReopenLedger, SaveCorrections, SaveModules, SaveRules, SaveStart,
    SaveTemplates, SaveUsers, SignWebhooks, TakeLease, WriteOutcomes, WriteRecords, WriteResults,
    WriteSlices, access,
};

access! {
    /// Everything in tables.
    pub trait Tables:
        CreateJob
        + ReadJob
        + ListJobs
        + ChangeJob
        + EndBucket
        + OpenLedger
        + ReopenLedger
        + ReadLedger
        + TakeLease
        + ReadRecords
        + ListRecords
        + ListOwned
        + WriteRecords
        + EraseRecords
        + ReadKeys
        + IndexKeys
        + ReadModules
        + SaveModules
        + ReadRules
        + SaveRules
        + ReadUsers
        + SaveUsers
        + ReadTemplates
        + SaveTemplates
        + NoteAudit
        + NoteTold
        + KeepLines
        + ReadAudit
        + RememberRequest
        + ReadWebhook
        + KeepWebhook
        + SignWebhooks
        + CountQuota
}

access! {
    /// Everything in objects.
    pub trait Objects:
        ReadSlices
        + WriteSlices
        + ReadOutcomes
        + WriteOutcomes
        + WriteResults
        + SaveStart
        + ReadStart
        + SaveCorrections
        + ReadCorrections
}

/// Puts a world's tables to the test. `name` makes tenants that nobody has used.
pub async fn check_tables<W>(world: &W, name: &str) -> Result<()>
where
    W: FindRunning + ForTenant<Tenant: Tables>,
{
    let tenant = TenantId::parse(format!("{name}-tables"))?;
    let other = world.for_tenant(&TenantId::parse(format!("{name}-other"))?);
    let tables = world.for_tenant(&tenant);
    jobs::check(&tables, &tenant).await.context("jobs")?;
    jobs::check_running(world, &tables, &tenant).await.context("running jobs")?;
    ledger::check(&tables).await.context("ledger")?;
    records::check_slots(&tables).await.context("slots")?;
    records::check_updates(&tables).await.context("updates")?;
    records::check_erasing(&tables).await.context("erasing")?;
    records::check_lists(&tables).await.context("lists of records")?;
    records::check_owned(&tables).await.context("lists of some people's records")?;
    keys::check(&tables).await.context("keys")?;
    directory::check(&tables).await.context("directory")?;
    rules::check(&tables).await.context("match rules")?;
    lines::check(&tables).await.context("lines of dropped objects")?;
    audit::check(&tables).await.context("audit log")?;
    requests::check(&tables).await.context("requests")?;
    quota::check(&tables).await.context("quotas")?;
    webhooks::check(&tables).await.context("webhooks")?;
    webhooks::check_other(&tables, &other).await.context("another tenant's webhook")?;
    jobs::check_nothing_of(&other).await.context("another tenant")?;
    Ok(())
}

/// Puts a world's objects to the test.
pub async fn check_objects<W>(world: &W, name: &str) -> Result<()>
where
    W: ForTenant<Tenant: Objects>,
{
    let tenant = TenantId::parse(format!("{name}-objects"))?;
    objects::check(&world.for_tenant(&tenant)).await.context("objects")
}
