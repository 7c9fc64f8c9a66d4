//! Records and the slots of import rows, which share one key space.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use gangway_contract::{ModuleId, RecordId, RecordItem, Slot, StoredRecord, UserId, api::Page};

/// Reads records.
pub trait ReadRecords {
    /// What lies at these ids, as it is now (a strong read). Ids without anything are not in the answer.
    fn read_slots(
        &self,
        module: &ModuleId,
        ids: &[RecordId],
    ) -> impl Future<Output = Result<BTreeMap<RecordId, Slot>>> + Send;
}

/// Lists records.
pub trait ListRecords {
    /// A page of the live records, newest first, after the cursor.
    fn list_records(
        &self,
        module: &ModuleId,
        cursor: Option<&str>,
        limit: u32,
    ) -> impl Future<Output = Result<Page<StoredRecord>>> + Send;
}

/// Lists the records of some people, by an index.
pub trait ListOwned {
    /// A page of the live records of these people, newest first, after the cursor. A record that changed hands a moment
    /// ago may be on no page yet, but none of anybody else is on one.
    fn list_owned(
        &self,
        module: &ModuleId,
        owners: &BTreeSet<UserId>,
        cursor: Option<&str>,
        limit: u32,
    ) -> impl Future<Output = Result<Page<StoredRecord>>> + Send;
}

/// Writes records, each only if it is as the writer saw it. One answer for each write, in order: `true` if it
/// happened. No id may be in a call twice.
pub trait WriteRecords {
    /// Fills slots.
    fn write_slots(
        &self,
        module: &ModuleId,
        writes: &[SlotWrite],
    ) -> impl Future<Output = Result<Vec<bool>>> + Send;

    /// Changes records.
    fn update_records(
        &self,
        module: &ModuleId,
        updates: &[RecordUpdate],
    ) -> impl Future<Output = Result<Vec<bool>>> + Send;
}

/// Forgets what records and journals held.
pub trait EraseRecords {
    /// Puts what is left without its values in the place of a deleted record or of a journal, if just that still lies
    /// there; `false` if it does not.
    fn empty_slot(
        &self,
        module: &ModuleId,
        write: &SlotWrite,
    ) -> impl Future<Output = Result<bool>> + Send;
}

/// What to put into a slot, and what must lie there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotWrite {
    /// Which slot.
    pub id: RecordId,
    /// What it becomes.
    pub slot: Slot,
    /// Exactly what must lie there: a journal or a bar, never a record; none if nothing may.
    pub expected: Option<Slot>,
}

/// A record's next version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordUpdate {
    /// What it becomes, with its new version and the tokens of its updates.
    pub item: RecordItem,
    /// The version it must have, alive.
    pub expected: u32,
}
