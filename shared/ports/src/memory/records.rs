//! Records and slots in memory. What is many to a call is one step each, because that is all that AWS promises.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use gangway_contract::{ModuleId, RecordId, Slot, StoredRecord, UserId, api::Page};

use super::{Effect, Lapse, MemoryTenant, TenantData};
use crate::{
    EraseRecords, ListOwned, ListRecords, ReadRecords, RecordUpdate, SlotWrite, WriteRecords,
};

impl ReadRecords for MemoryTenant {
    async fn read_slots(
        &self,
        module: &ModuleId,
        ids: &[RecordId],
    ) -> Result<BTreeMap<RecordId, Slot>> {
        let mut found = BTreeMap::new();
        for id in ids {
            let name = (module.clone(), id.clone());
            let slot = self.call("read_slot", |data| data.records.get(&name).cloned()).await?;
            found.extend(slot.map(|slot| (id.clone(), slot)));
        }
        Ok(found)
    }
}

impl ListRecords for MemoryTenant {
    async fn list_records(
        &self,
        module: &ModuleId,
        cursor: Option<&str>,
        limit: u32,
    ) -> Result<Page<StoredRecord>> {
        if let Some(supply) = &self.world.supply {
            let page = supply(cursor, limit);
            return self.call("list_records", |_| page).await;
        }
        self.call("list_records", |data| self.page(data, module, (cursor, limit), |_| true)).await
    }
}

impl ListOwned for MemoryTenant {
    async fn list_owned(
        &self,
        module: &ModuleId,
        owners: &BTreeSet<UserId>,
        cursor: Option<&str>,
        limit: u32,
    ) -> Result<Page<StoredRecord>> {
        let is_theirs = |record: &StoredRecord| owners.contains(&record.owner);
        self.call("list_owned", |data| self.page(data, module, (cursor, limit), is_theirs)).await
    }
}

impl WriteRecords for MemoryTenant {
    async fn write_slots(&self, module: &ModuleId, writes: &[SlotWrite]) -> Result<Vec<bool>> {
        let mut written = Vec::with_capacity(writes.len());
        for write in writes {
            let put = |data: &mut TenantData| self.write_slot(data, module, write);
            let is_bar = matches!(write.slot, Slot::Bar { .. });
            let errand = if is_bar { "bar_slot" } else { "write_slot" };
            written.push(self.call(errand, put).await?);
        }
        Ok(written)
    }

    async fn update_records(
        &self,
        module: &ModuleId,
        updates: &[RecordUpdate],
    ) -> Result<Vec<bool>> {
        let mut written = Vec::with_capacity(updates.len());
        for update in updates {
            let put = |data: &mut TenantData| self.update_record(data, module, update);
            written.push(self.call("update_record", put).await?);
        }
        Ok(written)
    }
}

impl EraseRecords for MemoryTenant {
    async fn empty_slot(&self, module: &ModuleId, write: &SlotWrite) -> Result<bool> {
        self.call("empty_slot", |data| {
            let name = (module.clone(), write.id.clone());
            let may_go = write.expected.as_ref().is_some_and(|it| it.live().is_none());
            let is_there = may_go && data.records.get(&name) == write.expected.as_ref();
            if is_there {
                data.records.insert(name, write.slot.clone());
            }
            is_there
        })
        .await
    }
}

impl MemoryTenant {
    fn page(
        &self,
        data: &TenantData,
        module: &ModuleId,
        (cursor, limit): (Option<&str>, u32),
        is_wanted: impl Fn(&StoredRecord) -> bool,
    ) -> Page<StoredRecord> {
        let live = data.records.iter().rev().filter(|((its, _), _)| its == module);
        let live = live.filter(|_| !self.lapses(Lapse::NoBackfill));
        let records = live.filter_map(|(_, slot)| slot.live()).map(|item| &item.record);
        let mut items: Vec<StoredRecord> = records
            .filter(|it| cursor.is_none_or(|cursor| it.id.as_str() < cursor) && is_wanted(it))
            .take(limit as usize + 1)
            .cloned()
            .collect();
        let rest = items.split_off(items.len().min(limit as usize));
        let next = items.last().map(|it| it.id.to_string()).filter(|_| !rest.is_empty());
        Page { items, next }
    }

    fn write_slot(&self, data: &mut TenantData, module: &ModuleId, write: &SlotWrite) -> bool {
        if self.lapses(Lapse::NoBar) && matches!(write.slot, Slot::Bar { .. }) {
            return true;
        }
        let name = (module.clone(), write.id.clone());
        let stored = data.records.get(&name);
        let is_open = !matches!(stored, Some(Slot::Record(_)));
        let expected = is_open && stored == write.expected.as_ref();
        if !expected && !self.lapses(Lapse::AnySlot) {
            return false;
        }
        if let Slot::Record(item) = &write.slot {
            data.note(Effect::new(None, item));
        }
        data.records.insert(name, write.slot.clone());
        true
    }

    fn update_record(
        &self,
        data: &mut TenantData,
        module: &ModuleId,
        update: &RecordUpdate,
    ) -> bool {
        let name = (module.clone(), update.item.record.id.clone());
        let Some(live) = data.records.get(&name).and_then(Slot::live).cloned() else {
            return false;
        };
        if live.record.version != update.expected && !self.lapses(Lapse::NoVersion) {
            return false;
        }
        data.note(Effect::new(Some(live), &update.item));
        let mut item = update.item.clone();
        if self.lapses(Lapse::NoToken) {
            item.tokens.clear();
        }
        if item.deleted && self.lapses(Lapse::HardDelete) {
            data.records.remove(&name);
        } else {
            data.records.insert(name, Slot::Record(item));
        }
        true
    }
}
