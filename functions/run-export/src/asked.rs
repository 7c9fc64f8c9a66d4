//! What was asked for, by whom, and what of it they may have now.

use std::borrow::Cow;
use std::collections::BTreeSet;

use anyhow::Result;
use gangway_contract::{
    ExportFormat, Job, Refusal, RefusalCode, Right, StoredRecord, User, UserId,
};
use gangway_core::export::{Column, Exporting, Order};
use gangway_core::write::Reach;
use gangway_write::read_module;

use crate::Access;

/// An export as its job says it, with the module and the people as they are now.
pub(crate) struct Asked {
    format: ExportFormat,
    exporting: Exporting,
    reach: Reach,
    owners: Option<BTreeSet<UserId>>,
}

impl Asked {
    /// The export, or why nobody gets it.
    pub(crate) async fn read<W: Access>(world: &W, job: &Job) -> Result<Result<Self, Refusal>> {
        let Some(export) = &job.export else {
            let sentence = "The job does not say what to export.";
            return Ok(Err(Refusal::new(RefusalCode::PlanMismatch, sentence)));
        };
        let users = world.read_users().await?;
        if let Some(refusal) = barred(job, &users) {
            return Ok(Err(refusal));
        }
        let module = read_module(world, &job.module).await?;
        let reach = Reach::seen(&job.actor, &users);
        let exporting = Exporting::new(export, &module, &users);
        let format = export.format;
        let marked = exporting.map(|it| it.marked(&job.id));
        Ok(marked.map(|exporting| {
            let owners = reach.few(exporting.owners());
            Self { format, exporting, reach, owners }
        }))
    }

    /// Whether the file holds this record. Every record is asked, wherever it came from.
    pub(crate) fn holds(&self, record: &StoredRecord) -> bool {
        self.reach.covers(&record.owner) && self.exporting.holds(record)
    }

    /// The few people whose records alone can be in the file, if they are few.
    pub(crate) fn owners(&self) -> Option<&BTreeSet<UserId>> {
        self.owners.as_ref()
    }

    /// The form of the file.
    pub(crate) fn format(&self) -> ExportFormat {
        self.format
    }

    /// The order of its records, unless it is newest first.
    pub(crate) fn order(&self) -> Option<&Order> {
        self.exporting.order()
    }

    /// Its columns.
    pub(crate) fn columns(&self) -> &[Column] {
        self.exporting.columns()
    }

    /// The first row of the file.
    pub(crate) fn headers(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.exporting.columns().iter().map(|it| Cow::Borrowed(it.header.as_str()))
    }

    /// The record's row.
    pub(crate) fn cells<'r>(
        &'r self,
        record: &'r StoredRecord,
    ) -> impl Iterator<Item = Cow<'r, str>> {
        self.exporting.cells(record)
    }
}

/// Whoever asked may have left, or lost the right, since.
fn barred(job: &Job, users: &[User]) -> Option<Refusal> {
    let has_left = users.iter().any(|it| it.id == job.actor.user && !it.active);
    let may = job.actor.rights.contains(&Right::Export) && !has_left;
    let sentence = "Whoever asked for this export may not have it any more.";
    (!may).then(|| Refusal::new(RefusalCode::NotPermitted, sentence))
}
