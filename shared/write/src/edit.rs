//! Records that people make, change and delete one by one, beside imports.
//!
//! Nobody repeats what a person's request has left half done, so each step must leave everything findable: new keys are
//! announced before the record has them, old ones are left after it has lost them. Whoever ends in between leaves a key
//! that leads to a record without it, which whoever looks next takes over.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use gangway_contract::{ModuleId, Record, RecordId, RecordItem, Slot, StoredRecord, UserId};
use gangway_ports::{Clock, RecordUpdate, SlotWrite, WriteRecords, access};

use crate::index::{Index, KeyWorld, ROUNDS};
use crate::indexing::Indexing;

access! {
    /// What people's edits touch.
    pub trait EditWorld: KeyWorld + WriteRecords + Clock
}

/// The records of one module, to be edited one by one.
pub struct Editing<'w, W> {
    world: &'w W,
    indexing: Indexing,
}

impl<'w, W: EditWorld> Editing<'w, W> {
    /// The records of a module.
    pub fn new(world: &'w W, indexing: Indexing) -> Self {
        Self { world, indexing }
    }

    /// The record at this id, with its marks.
    pub async fn find(&self, id: &RecordId) -> Result<Option<RecordItem>> {
        Ok(self.slot(id).await?.as_ref().and_then(Slot::live).cloned())
    }

    /// Makes a record. If there is one with this id already, it stays and is given instead: then this was asked twice.
    pub async fn make(&self, id: &RecordId, values: Record, owner: UserId) -> Result<RecordItem> {
        let index = self.index();
        let keys = index.keys(&values);
        let now = self.world.now().rfc3339();
        let record = StoredRecord {
            id: id.clone(),
            module: self.indexing.module.id.clone(),
            values,
            owner,
            version: 1,
            created_at: now.clone(),
            updated_at: now,
            created_by: None,
            updated_by: None,
        };
        let made = RecordItem { record, deleted: false, tokens: BTreeMap::new() };
        for _ in 0..ROUNDS {
            let expected = match self.slot(id).await? {
                Some(Slot::Record(there)) => return Ok(there),
                Some(Slot::Journal(_)) => {
                    bail!("an import's journal lies at the id of a new record")
                }
                // An import took a key over that was announced: it must be announced again.
                open => open,
            };
            index.announce(id, &keys, made.record.version).await?;
            let slot = Slot::Record(made.clone());
            let write = SlotWrite { id: id.clone(), slot, expected };
            if self.world.write_slots(&self.indexing.module.id, &[write]).await? == [true] {
                return Ok(made);
            }
        }
        bail!("a new record was kept from its place {ROUNDS} times")
    }

    /// Gives a record other values and another owner, if it still is as it was read. `None` if it is not.
    pub async fn change(
        &self,
        old: &RecordItem,
        values: Record,
        owner: UserId,
    ) -> Result<Option<RecordItem>> {
        if old.record.values == values && old.record.owner == owner {
            return Ok(Some(old.clone()));
        }
        let index = self.index();
        let (had, has) = (index.keys(&old.record.values), index.keys(&values));
        let mut new = self.next(old);
        new.record.values = values;
        new.record.owner = owner;
        let id = &old.record.id;
        let gained: Vec<_> = has.iter().filter(|it| !had.contains(it)).cloned().collect();
        index.announce(id, &gained, new.record.version).await?;
        if !self.write(&new, old).await? {
            index.leave(id, &gained).await?;
            return Ok(None);
        }
        let lost: Vec<_> = had.into_iter().filter(|it| !has.contains(it)).collect();
        index.leave(id, &lost).await?;
        Ok(Some(new))
    }

    /// Deletes a record, if it still is as it was read; `false` if it is not. Its next record with the same key becomes
    /// the one that the key leads to.
    pub async fn delete(&self, old: &RecordItem) -> Result<bool> {
        let gone = RecordItem { deleted: true, ..self.next(old) };
        let is_deleted = self.write(&gone, old).await?;
        if is_deleted {
            self.leave_keys(old).await?;
        }
        Ok(is_deleted)
    }

    pub(crate) fn world(&self) -> &'w W {
        self.world
    }

    pub(crate) fn module(&self) -> &ModuleId {
        &self.indexing.module.id
    }

    /// Leaves the keys of a record that is gone.
    pub(crate) async fn leave_keys(&self, gone: &RecordItem) -> Result<()> {
        let index = self.index();
        index.leave(&gone.record.id, &index.keys(&gone.record.values)).await
    }

    fn index(&self) -> Index<'w, W> {
        Index::new(self.world, &self.indexing, None)
    }

    pub(crate) async fn slot(&self, id: &RecordId) -> Result<Option<Slot>> {
        let ids = std::slice::from_ref(id);
        Ok(self.world.read_slots(&self.indexing.module.id, ids).await?.remove(id))
    }

    /// The record's next version, by a person.
    fn next(&self, old: &RecordItem) -> RecordItem {
        let mut new = old.clone();
        new.record.version += 1;
        new.record.updated_at = self.world.now().rfc3339();
        new.record.updated_by = None;
        new
    }

    async fn write(&self, new: &RecordItem, old: &RecordItem) -> Result<bool> {
        let update = RecordUpdate { item: new.clone(), expected: old.record.version };
        Ok(self.world.update_records(&self.indexing.module.id, &[update]).await? == [true])
    }
}
