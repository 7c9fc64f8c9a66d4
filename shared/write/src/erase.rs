//! Takes a record out for good: deletes it, then forgets what it held and what updates of it have journalled.
//!
//! Its keys are hashes of its values, so the values go last: whoever is called again after a crash finds in them what is
//! left to do. What remains is a tombstone without values, which keeps undos and late messages from making it anew.

use anyhow::{Context, Result, bail};
use gangway_contract::{JobId, Journal, RecordId, RecordItem, Row, Slot};
use gangway_core::write::record_id;
use gangway_ports::{EraseRecords, Moment, ReadJob, SlotWrite, access};

use crate::edit::{EditWorld, Editing};
use crate::index::ROUNDS;

access! {
    /// What erasing touches.
    pub trait EraseWorld: EditWorld + EraseRecords + ReadJob
}

impl<W: EraseWorld> Editing<'_, W> {
    /// Erases the record at this id, whether it lives or was deleted before; `false` if no record lies there. Twice
    /// changes nothing.
    pub async fn erase(&self, id: &RecordId) -> Result<bool> {
        for _ in 0..ROUNDS {
            let Some(Slot::Record(item)) = self.slot(id).await? else { return Ok(false) };
            if !item.deleted {
                // Whoever changes it meanwhile is looked at again.
                self.delete(&item).await?;
                continue;
            }
            self.leave_keys(&item).await?;
            self.empty_journals(&item).await?;
            if self.empty(&item).await? {
                return Ok(true);
            }
        }
        bail!("a record changed {ROUNDS} times while it was erased")
    }

    async fn empty(&self, item: &RecordItem) -> Result<bool> {
        if item.record.values.is_empty() {
            return Ok(true);
        }
        let mut emptied = item.clone();
        emptied.record.values.clear();
        let (was, is) = (Slot::Record(item.clone()), Slot::Record(emptied));
        self.put(&item.record.id, was, is).await
    }

    async fn put(&self, id: &RecordId, was: Slot, is: Slot) -> Result<bool> {
        let write = SlotWrite { id: id.clone(), slot: is, expected: Some(was) };
        self.world().empty_slot(self.module(), &write).await
    }

    /// Every update has left its token in the record, and what it found in its row's slot.
    async fn empty_journals(&self, item: &RecordItem) -> Result<()> {
        for token in item.tokens.keys() {
            let (job, row) = signed(token)?;
            // A job that is gone was gone long before: its journal cannot be told any more.
            let Some(job) = self.world().read_job(&job).await? else { continue };
            let made = Moment::parse(&job.job.created_at).context("a job has no time")?;
            self.empty_journal(&record_id(made.0, &job.job.id, row)?, &item.record.id).await?;
        }
        Ok(())
    }

    async fn empty_journal(&self, slot: &RecordId, target: &RecordId) -> Result<()> {
        for _ in 0..ROUNDS {
            let journal = match self.slot(slot).await? {
                Some(Slot::Journal(it)) if it.target == *target => it,
                _ => return Ok(()),
            };
            let bare = Journal { before: [].into(), rest: None, ..journal.clone() };
            if bare == journal
                || self.put(slot, Slot::Journal(journal), Slot::Journal(bare)).await?
            {
                return Ok(());
            }
        }
        bail!("a journal changed {ROUNDS} times while it was emptied")
    }
}

/// The row that has left a token.
fn signed(token: &str) -> Result<(JobId, Row)> {
    let (job, row) = token.rsplit_once(':').context("a token names no row")?;
    Ok((JobId::parse(job)?, row.parse()?))
}
