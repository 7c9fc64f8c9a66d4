//! Records and slots in memory.

use std::collections::BTreeMap;

use anyhow::Result;
use gangway_contract::{ModuleId, RecordId, Slot, StoredRecord, api::Page};

use super::{MemoryTenant, TenantData};
use crate::{ListRecords, ReadRecords, RecordUpdate, SlotWrite, WriteRecords};

impl ReadRecords for MemoryTenant {
    async fn read_slots(
        &self,
        module: &ModuleId,
        ids: &[RecordId],
    ) -> Result<BTreeMap<RecordId, Slot>> {
        self.call("read_slots", |data| {
            let found = |id: &RecordId| data.records.get(&(module.clone(), id.clone())).cloned();
            ids.iter().filter_map(|id| Some((id.clone(), found(id)?))).collect()
        })
        .await
    }
}

impl ListRecords for MemoryTenant {
    async fn list_records(
        &self,
        module: &ModuleId,
        cursor: Option<&str>,
        limit: u32,
    ) -> Result<Page<StoredRecord>> {
        self.call("list_records", |data| {
            let live = data.records.iter().rev().filter(|((its, _), _)| its == module);
            let records = live.filter_map(|(_, slot)| slot.live()).map(|item| item.record.clone());
            let mut items: Vec<StoredRecord> = records
                .filter(|it| cursor.is_none_or(|cursor| it.id.as_str() < cursor))
                .take(limit as usize + 1)
                .collect();
            let rest = items.split_off(items.len().min(limit as usize));
            let next = items.last().map(|it| it.id.to_string()).filter(|_| !rest.is_empty());
            Page { items, next }
        })
        .await
    }
}

impl WriteRecords for MemoryTenant {
    async fn write_slots(&self, module: &ModuleId, writes: &[SlotWrite]) -> Result<Vec<bool>> {
        self.call("write_slots", |data| {
            writes.iter().map(|write| write_slot(data, module, write)).collect()
        })
        .await
    }

    async fn update_records(
        &self,
        module: &ModuleId,
        updates: &[RecordUpdate],
    ) -> Result<Vec<bool>> {
        self.call("update_records", |data| {
            updates.iter().map(|update| update_record(data, module, update)).collect()
        })
        .await
    }
}

fn write_slot(data: &mut TenantData, module: &ModuleId, write: &SlotWrite) -> bool {
    let name = (module.clone(), write.id.clone());
    let expected = match (data.records.get(&name), &write.expected) {
        (None, None) => true,
        (Some(Slot::Journal(stored)), Some(expected)) => stored == expected,
        _ => false,
    };
    if expected {
        data.records.insert(name, write.slot.clone());
    }
    expected
}

fn update_record(data: &mut TenantData, module: &ModuleId, update: &RecordUpdate) -> bool {
    let name = (module.clone(), update.item.record.id.clone());
    let live = data.records.get(&name).and_then(Slot::live);
    let expected = live.is_some_and(|it| it.record.version == update.expected);
    if expected {
        data.records.insert(name, Slot::Record(update.item.clone()));
    }
    expected
}
