//! One worker's turn at an export, and what it does between two steps: save, pass on, or stop.

use anyhow::{Result, bail};
use gangway_contract::{
    ExportMessage, JobCounts, JobItem, JobStatus, LedgerEntry, ModuleId, OutcomePart, StoredRecord,
};
use gangway_ports::Moment;

use crate::asked::Asked;
use crate::saved::Place;
use crate::{Access, Pace, ending, stream, whole};

/// The entry of the ledger under which an export is leased and counted.
pub(crate) const EXPORTING: u32 = 0;

/// One worker's turn.
pub(crate) struct Turn<'t, W> {
    pub(crate) world: &'t W,
    pub(crate) message: &'t ExportMessage,
    pub(crate) lease: LedgerEntry,
    pub(crate) deadline: Moment,
    pub(crate) pace: Pace,
    /// Some of the time went into gathering, and what was gathered is saved.
    pub(crate) has_gathered: bool,
}

impl<W: Access> Turn<'_, W> {
    /// Writes the file, or a stretch of it.
    pub(crate) async fn run(&mut self) -> Result<()> {
        // What was seen before the lease was taken may be past.
        let Some(item) = self.world.read_job(&self.message.job).await? else { return Ok(()) };
        match item.job.status {
            JobStatus::Running => self.export(&item).await,
            JobStatus::Cancelling => ending::cancelled(self.world, &self.message.job).await,
            _ => Ok(()),
        }
    }

    async fn export(&mut self, item: &JobItem) -> Result<()> {
        let asked = match Asked::read(self.world, &item.job).await? {
            Ok(asked) => asked,
            Err(refusal) => return ending::refused(self.world, &item.job.id, refusal).await,
        };
        match asked.order() {
            None => Box::pin(stream::write(self, item, &asked)).await,
            Some(order) => Box::pin(whole::write(self, item, &asked, order)).await,
        }
    }

    /// A page of the module's records, whoever may see them, and the place behind it. Where few people's are wanted,
    /// only theirs are listed.
    pub(crate) async fn page(
        &self,
        module: &ModuleId,
        asked: &Asked,
        place: &Place,
    ) -> Result<(Vec<StoredRecord>, Place)> {
        let cursor = if let Place::After(cursor) = place { Some(cursor.as_str()) } else { None };
        let records = self.pace.records;
        let page = match asked.owners() {
            Some(owners) => self.world.list_owned(module, owners, cursor, records).await?,
            None => self.world.list_records(module, cursor, records).await?,
        };
        Ok((page.items, page.next.map_or(Place::End, Place::After)))
    }

    /// Whether AWS will soon end this worker.
    pub(crate) fn must_end(&self) -> bool {
        self.world.now().plus_seconds(self.pace.margin) > self.deadline
    }

    /// Whether nobody has asked to stop.
    pub(crate) async fn goes_on(&self) -> Result<bool> {
        let job = self.world.read_job(&self.message.job).await?;
        Ok(job.is_some_and(|it| it.job.status == JobStatus::Running))
    }

    /// Says how far the export is, and what whoever continues it begins with. `false` if the lease was lost.
    pub(crate) async fn save(&mut self, rows: u32, state: Option<Vec<u8>>) -> Result<bool> {
        if let Some(state) = state {
            let part = OutcomePart { from: rows, attempt: self.lease.attempt };
            self.world.put_part(&self.message.job, EXPORTING, part, state).await?;
            self.lease.cursor = rows;
            self.lease.parts = vec![part];
        }
        // A worker that began anew has less than one before it said.
        let exported = rows.max(self.lease.counts.exported);
        self.lease.counts = JobCounts { exported, ..JobCounts::default() };
        self.world.save_ledger(&self.message.job, &self.lease).await
    }

    /// Gives the lease back; `false` if it was lost.
    pub(crate) async fn release(&mut self) -> Result<bool> {
        self.lease.lease_until = 0;
        self.world.save_ledger(&self.message.job, &self.lease).await
    }

    /// Gives the lease back and asks for another worker, unless the lease was lost.
    pub(crate) async fn pass_on(&mut self) -> Result<()> {
        if self.release().await? {
            self.world.queue_export(self.message).await?;
        }
        Ok(())
    }

    /// S3 ends uploads that nobody has completed for a day. What was put is lost, and is put again.
    pub(crate) async fn begin_anew(&mut self) -> Result<()> {
        self.lease.cursor = 0;
        self.lease.parts = Vec::new();
        self.world.save_ledger(&self.message.job, &self.lease).await?;
        bail!("the upload of the file is gone; it is written anew")
    }
}
