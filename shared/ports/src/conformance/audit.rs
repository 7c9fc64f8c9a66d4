//! The audit log.

use anyhow::{Result, ensure};
use gangway_contract::{AuditEntry, Export, ExportFormat};

use super::Tables;
use super::samples::{job, module};

pub(super) async fn check<W: Tables>(world: &W) -> Result<()> {
    let tenant = gangway_contract::TenantId::parse("audited")?;
    let entry = |name: &str, number: u64, records: u32| {
        let job = job(&tenant, name, number)?.job;
        let export = Export {
            module: module()?,
            filter: None,
            columns: Vec::new(),
            format: ExportFormat::Csv,
            sort: None,
            identity: false,
        };
        let (at, asked_at) = (job.created_at.clone(), job.created_at);
        Ok::<_, anyhow::Error>(AuditEntry {
            at,
            actor: job.actor,
            job: job.id,
            asked_at,
            export,
            records,
            erased: false,
        })
    };
    let (one, two) = (entry("A1", 1, 10)?, entry("A2", 2, 20)?);
    for it in [&one, &two, &entry("A1", 1, 99)?] {
        world.note_audit(it).await?;
    }
    let month: String = one.asked_at.chars().filter(|it| *it != '-').take(6).collect();
    let first = world.read_audit(&month, None, 1).await?;
    ensure!(first.items == [two] && first.next.is_some(), "newest first: {first:?}");
    let second = world.read_audit(&month, first.next.as_deref(), 5).await?;
    ensure!(second.items == [one], "an entry stays as it was noted first: {second:?}");
    ensure!(world.read_audit("199901", None, 5).await?.items.is_empty(), "another month");
    Ok(())
}
