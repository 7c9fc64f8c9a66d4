//! People who work in the CRM beside the imports: they make, change, give other keys to, and delete records, by the
//! very code of the API.

use anyhow::{Context, Result};
use gangway_contract::{FieldId, Module, ModuleId, Record, RecordId, UserId, Value};
use gangway_core::schema::default_modules;
use gangway_ports::memory::MemoryTenant;
use gangway_write::{Editing, Indexing};

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
    let editing = Editing::new(&world, Indexing::of(&world, leads()?).await?);
    editing.make(&id, record(&texts)?, UserId::parse("bob")?).await?;
    Ok(())
}

/// Somebody changes or deletes a record, if it still is as they saw it.
pub(crate) async fn work(world: MemoryTenant, id: RecordId, deed: Deed) -> Result<()> {
    let editing = Editing::new(&world, Indexing::of(&world, leads()?).await?);
    let Some(old) = editing.find(&id).await? else { return Ok(()) };
    match deed {
        Deed::Delete => {
            editing.delete(&old).await?;
        }
        Deed::Change(texts) => {
            let mut values = old.record.values.clone();
            values.extend(record(&texts)?);
            editing.change(&old, values, old.record.owner.clone()).await?;
        }
    }
    Ok(())
}

/// The module's name.
pub(crate) fn module() -> Result<ModuleId> {
    Ok(ModuleId::parse("leads")?)
}
