//! People who work in the CRM beside the imports: they make, change, give other keys to, and delete records, by the
//! same steps as the API: the record first, then its keys.

use anyhow::{Context, Result};
use gangway_contract::{
    FieldId, Module, ModuleId, Record, RecordId, RecordItem, Slot, StoredRecord, UserId, Value,
};
use gangway_core::schema::default_modules;
use gangway_ports::memory::MemoryTenant;
use gangway_ports::{Clock, ReadRecords, RecordUpdate, SlotWrite, WriteRecords};
use gangway_write::{Entry, Index};

use crate::case::Texts;

/// Which module everything happens in.
pub(crate) fn leads() -> Result<Module> {
    default_modules().into_iter().find(|it| it.id.as_str() == "leads").context("leads")
}

/// What a person does to a record.
#[derive(Debug, Clone)]
pub(crate) enum Deed {
    /// Takes these values.
    Change(Texts),
    /// Is deleted.
    Delete,
}

/// A record's values.
pub(crate) fn record(texts: &Texts) -> Result<Record> {
    let value =
        |(field, text): (&&str, &String)| Ok((FieldId::parse(*field)?, Value::Text(text.clone())));
    texts.iter().map(value).collect()
}

/// Somebody adds a record.
pub(crate) async fn make(world: MemoryTenant, id: RecordId, texts: Texts) -> Result<()> {
    let module = leads()?;
    let index = Index::new(&world, &module, None);
    let now = world.now().rfc3339();
    let stored = StoredRecord {
        id: id.clone(),
        module: module.id.clone(),
        values: record(&texts)?,
        owner: UserId::parse("bob")?,
        version: 1,
        created_at: now.clone(),
        updated_at: now,
        created_by: None,
        updated_by: None,
    };
    let keys = index.keys(&stored.values);
    let item =
        RecordItem { record: stored, deleted: false, tokens: std::collections::BTreeMap::new() };
    let write = SlotWrite { id: id.clone(), slot: Slot::Record(item), expected: None };
    if world.write_slots(&module.id, &[write]).await? == [true] {
        index.enter(entries(&id, keys)).await?;
    }
    Ok(())
}

/// Somebody changes or deletes a record, if it still is as they saw it.
pub(crate) async fn work(world: MemoryTenant, id: RecordId, deed: Deed) -> Result<()> {
    let module = leads()?;
    let index = Index::new(&world, &module, None);
    let slots = world.read_slots(&module.id, std::slice::from_ref(&id)).await?;
    let Some(old) = slots.get(&id).and_then(Slot::live).cloned() else { return Ok(()) };
    let mut item = old.clone();
    item.record.version += 1;
    item.record.updated_by = None;
    match deed {
        Deed::Delete => item.deleted = true,
        Deed::Change(texts) => item.record.values.extend(record(&texts)?),
    }
    let had = index.keys(&old.record.values);
    let has = if item.deleted { Vec::new() } else { index.keys(&item.record.values) };
    let update = RecordUpdate { item, expected: old.record.version };
    if world.update_records(&module.id, &[update]).await? == [true] {
        index.enter(entries(&id, has.iter().filter(|it| !had.contains(it)).cloned())).await?;
        let gone: Vec<_> = had.into_iter().filter(|it| !has.contains(it)).collect();
        index.leave(&id, &gone).await?;
    }
    Ok(())
}

fn entries(id: &RecordId, keys: impl IntoIterator<Item = gangway_ports::KeyName>) -> Vec<Entry> {
    keys.into_iter().map(|key| Entry { key, record: id.clone(), by: None }).collect()
}

/// The module's name.
pub(crate) fn module() -> Result<ModuleId> {
    Ok(ModuleId::parse("leads")?)
}
