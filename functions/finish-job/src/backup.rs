//! The records that an import changed, as they were before: one more file, in the columns of an export. The journals hold
//! them, each since before its record was changed, so that nothing is kept of them on the way.

use std::borrow::Cow;
use std::collections::BTreeMap;

use anyhow::{Context, Result, anyhow};
use gangway_contract::{
    AuditEntry, Export, ExportFormat, Job, Module, Row, SliceManifest, Slot, StoredRecord,
    WriteOutcome,
};
use gangway_core::export::{Exporting, every_column};
use gangway_core::write::record_id;
use gangway_ports::Moment;

use crate::Access;
use crate::stream::ResultRow;

/// A backup on its way.
pub(crate) struct Backup {
    job: Job,
    created: Moment,
    exporting: Exporting,
}

impl Backup {
    /// The backup of an import; none if it keeps none.
    pub(crate) async fn open<W: Access>(
        world: &W,
        job: &Job,
        manifest: &SliceManifest,
    ) -> Result<Option<Self>> {
        let Some(module) = manifest.backup.as_ref().filter(|_| job.undoes.is_none()) else {
            return Ok(None);
        };
        let users = world.read_users().await?;
        let exporting = Exporting::new(&export(module), module, &users)
            .map_err(|it| anyhow!("a module is not exported whole: {it:?}"))?
            .marked(&job.id);
        let created = Moment::parse(&job.created_at).context("a job has no time")?;
        Ok(Some(Self { job: job.clone(), created, exporting }))
    }

    /// The first row of the file.
    pub(crate) fn headers(&self) -> impl Iterator<Item = &str> {
        self.exporting.columns().iter().map(|it| it.header.as_str())
    }

    /// What the journals of these rows hold, by row. Rows that repeat another have none of their own.
    pub(crate) async fn records<W: Access>(
        &self,
        world: &W,
        rows: &[ResultRow],
    ) -> Result<BTreeMap<Row, StoredRecord>> {
        let mut slots = BTreeMap::new();
        for row in rows.iter().filter(|it| it.outcome == WriteOutcome::Updated) {
            slots.insert(record_id(self.created.0, &self.job.id, row.row)?, row.row);
        }
        if slots.is_empty() {
            return Ok(BTreeMap::new());
        }
        let ids: Vec<_> = slots.keys().cloned().collect();
        let lying = world.read_slots(&self.job.module, &ids).await?;
        let whole = lying.into_iter().filter_map(|(id, slot)| match slot {
            Slot::Journal(journal) => Some((*slots.get(&id)?, journal.whole()?)),
            Slot::Record(_) | Slot::Bar { .. } => None,
        });
        Ok(whole.collect())
    }

    /// What stands in the cells of a record.
    pub(crate) fn cells(&self, record: &StoredRecord) -> Vec<String> {
        let changed = StoredRecord { version: record.version + 1, ..record.clone() };
        self.exporting.cells(&changed).map(Cow::into_owned).collect()
    }
}

/// What the audit log says of a backup with so many records: it is an export of them.
pub(crate) fn audit_entry(job: &Job, module: &Module, records: u32, now: String) -> AuditEntry {
    AuditEntry {
        at: now,
        actor: job.actor.clone(),
        job: job.id.clone(),
        asked_at: job.created_at.clone(),
        export: Export { columns: every_column(module), ..export(module) },
        records,
        erased: false,
    }
}

fn export(module: &Module) -> Export {
    Export {
        module: module.id.clone(),
        filter: None,
        columns: Vec::new(),
        format: ExportFormat::Csv,
        sort: None,
        identity: true,
    }
}
