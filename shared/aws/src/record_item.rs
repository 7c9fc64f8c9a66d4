//! How records and journals lie in their items.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context, Result, bail};
use aws_sdk_dynamodb::types::AttributeValue;
use gangway_contract::kept::{TOMBSTONES, seconds};
use gangway_contract::{
    FieldId, JobId, Journal, ModuleId, Record, RecordId, RecordItem, Slot, StoredRecord, TenantId,
    UserId, Value, Written,
};

use gangway_ports::Moment;

use crate::item::{Found, Item, Take, flag, number, text};

/// The shard: the first four bits of the id's random half, as a hex digit. Ids that are no ULIDs lie in one.
pub(crate) fn shard(id: &RecordId) -> char {
    const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let letter = id.as_str().chars().nth(10).map(|it| it.to_ascii_uppercase());
    let place = letter.and_then(|it| ALPHABET.find(it)).unwrap_or_default();
    SHARDS.chars().nth(place / 2).unwrap_or('0')
}

/// Every shard.
pub(crate) const SHARDS: &str = "0123456789abcdef";

pub(crate) fn partition(tenant: &TenantId, module: &ModuleId, shard: char) -> String {
    format!("T#{tenant}#R#{module}#{shard}")
}

/// How many shards a person's records have in the index by owner.
pub(crate) const OWNER_SHARDS: u32 = 4;

pub(crate) fn owner_partition(
    tenant: &TenantId,
    module: &ModuleId,
    owner: &UserId,
    shard: u32,
) -> String {
    format!("T#{tenant}#O#{module}#{owner}#{shard}")
}

pub(crate) fn to_item(tenant: &TenantId, module: &ModuleId, id: &RecordId, slot: &Slot) -> Item {
    let mut item = Item::from([
        ("pk".into(), text(partition(tenant, module, shard(id)))),
        ("sk".into(), text(id.as_str())),
    ]);
    match slot {
        Slot::Record(record) => item.extend(record_attributes(tenant, record)),
        Slot::Journal(journal) => item.extend(journal_attributes(journal)),
        Slot::Bar { fence } => item.extend(bar_attributes(*fence)),
    }
    item
}

/// Everything of a record but its key.
pub(crate) fn record_attributes(tenant: &TenantId, item: &RecordItem) -> Item {
    let record = &item.record;
    let mut out = Item::from([
        ("kind".into(), text("R")),
        ("content".into(), content(&record.values)),
        ("ver".into(), number(record.version)),
        ("gone".into(), flag(item.deleted)),
        ("tokens".into(), tokens(&item.tokens)),
    ]);
    out.extend(provenance(record));
    if item.deleted {
        // What undoes an import is kept as long, and no message lives longer.
        let gone = Moment::parse(&record.updated_at).unwrap_or_default();
        out.insert("expires_at".into(), number(gone.plus_seconds(seconds(TOMBSTONES)).seconds()));
    } else {
        let shard = shard(&record.id).to_digit(16).unwrap_or_default() / (16 / OWNER_SHARDS);
        let owned = owner_partition(tenant, &record.module, &record.owner, shard);
        out.insert("gsi1pk".into(), text(owned));
        out.insert("gsi1sk".into(), text(record.id.as_str()));
    }
    out
}

fn journal_attributes(journal: &Journal) -> Item {
    let before = journal.before.iter().map(|(field, value)| {
        let value = value.as_ref().map_or(AttributeValue::Null(true), attribute);
        (field.to_string(), value)
    });
    let mut out = Item::from([
        ("kind".into(), text("J")),
        ("target".into(), text(journal.target.as_str())),
        ("ver".into(), number(journal.version)),
        ("before".into(), AttributeValue::M(before.collect())),
        ("fence".into(), number(journal.fence)),
    ]);
    if let Some(rest) = &journal.rest {
        out.insert("content".into(), content(&rest.values));
        out.extend(provenance(rest));
    }
    out
}

/// Whose a record is, and since when it is as it is.
fn provenance(record: &StoredRecord) -> Item {
    let mut out = Item::from([
        ("owner_id".into(), text(record.owner.as_str())),
        ("created_at".into(), text(&record.created_at)),
        ("updated_at".into(), text(&record.updated_at)),
    ]);
    for (name, written) in [("made_by", &record.created_by), ("wrote_by", &record.updated_by)] {
        if let Some(written) = written {
            out.insert(name.into(), text(format!("{}#{}", written.job, written.row)));
        }
    }
    out
}

fn bar_attributes(fence: u32) -> Item {
    Item::from([("kind".into(), text("B")), ("fence".into(), number(fence))])
}

/// What must lie in a slot without a record, as a condition with its values.
pub(crate) fn condition(slot: &Slot) -> (String, HashMap<String, AttributeValue>) {
    let attributes = match slot {
        Slot::Journal(journal) => journal_attributes(journal),
        Slot::Bar { fence } => bar_attributes(*fence),
        // Nothing is ever put in a record's place.
        Slot::Record(_) => Item::from([("kind".into(), text("never"))]),
    };
    same(&attributes, &["kind", "target", "ver", "fence"])
}

/// The same of what may be emptied: a journal, or a record that is deleted.
pub(crate) fn dead(slot: &Slot) -> (String, HashMap<String, AttributeValue>) {
    let Slot::Record(item) = slot else { return condition(slot) };
    let attributes = Item::from([
        ("kind".into(), text("R")),
        ("ver".into(), number(item.record.version)),
        ("gone".into(), flag(true)),
    ]);
    same(&attributes, &["kind", "ver", "gone"])
}

fn same(attributes: &Item, names: &[&str]) -> (String, HashMap<String, AttributeValue>) {
    let names = names.iter().copied();
    let known = names.filter_map(|name| Some((name, attributes.get(name)?.clone())));
    let (parts, values) = known
        .map(|(name, value)| (format!("{name} = :{name}"), (format!(":{name}"), value)))
        .unzip::<_, _, Vec<_>, _>();
    (parts.join(" AND "), values)
}

pub(crate) fn from_item(module: &ModuleId, item: &Found) -> Result<(RecordId, Slot)> {
    let id = RecordId::parse(item.text("sk")?)?;
    let slot = match item.text("kind")? {
        "R" => Slot::Record(record(module, &id, item)?),
        "J" => Slot::Journal(journal(module, item)?),
        "B" => Slot::Bar { fence: item.number("fence")? },
        kind => bail!("a slot holds the unknown kind {kind}"),
    };
    Ok((id, slot))
}

fn record(module: &ModuleId, id: &RecordId, item: &Found) -> Result<RecordItem> {
    let empty = HashMap::new();
    let tokens = item.get("tokens").and_then(|it| it.as_m().ok()).unwrap_or(&empty);
    let token = |(name, value): (&String, &AttributeValue)| {
        Some((name.clone(), value.as_n().ok()?.parse().ok()?))
    };
    Ok(RecordItem {
        record: stored(module, id, item)?,
        deleted: item.flag("gone"),
        tokens: tokens.iter().filter_map(token).collect(),
    })
}

fn stored(module: &ModuleId, id: &RecordId, item: &Found) -> Result<StoredRecord> {
    Ok(StoredRecord {
        id: id.clone(),
        module: module.clone(),
        values: values(item.get("content"))?,
        owner: UserId::parse(item.text("owner_id")?)?,
        version: item.number("ver")?,
        created_at: item.text("created_at")?.to_owned(),
        updated_at: item.text("updated_at")?.to_owned(),
        created_by: written(item.maybe_text("made_by"))?,
        updated_by: written(item.maybe_text("wrote_by"))?,
    })
}

fn journal(module: &ModuleId, item: &Found) -> Result<Journal> {
    let before = item.get("before").and_then(|it| it.as_m().ok()).context("a journal is empty")?;
    let field = |(name, value): (&String, &AttributeValue)| {
        let value = (!value.is_null()).then(|| from_attribute(value)).transpose()?;
        Ok((FieldId::parse(name)?, value))
    };
    let target = RecordId::parse(item.text("target")?)?;
    let rest = item.contains_key("content").then(|| stored(module, &target, item)).transpose()?;
    Ok(Journal {
        target,
        rest: rest.map(Box::new),
        version: item.number("ver")?,
        fence: item.number("fence")?,
        before: before.iter().map(field).collect::<Result<_>>()?,
    })
}

fn written(text: Option<String>) -> Result<Option<Written>> {
    let Some(text) = text else { return Ok(None) };
    let (job, row) = text.split_once('#').context("a record's origin is unreadable")?;
    Ok(Some(Written { job: JobId::parse(job)?, row: row.parse()? }))
}

fn content(values: &Record) -> AttributeValue {
    let fields = values.iter().map(|(field, value)| (field.to_string(), attribute(value)));
    AttributeValue::M(fields.collect())
}

fn values(content: Option<&AttributeValue>) -> Result<Record> {
    let fields = content.and_then(|it| it.as_m().ok()).context("a record has no content")?;
    let field = |(name, value): (&String, &AttributeValue)| {
        Ok((FieldId::parse(name)?, from_attribute(value)?))
    };
    fields.iter().map(field).collect()
}

fn attribute(value: &Value) -> AttributeValue {
    match value {
        Value::Boolean(it) => flag(*it),
        Value::Text(it) => text(it),
        Value::List(it) => AttributeValue::L(it.iter().map(text).collect()),
    }
}

fn from_attribute(value: &AttributeValue) -> Result<Value> {
    match value {
        AttributeValue::Bool(it) => Ok(Value::Boolean(*it)),
        AttributeValue::S(it) => Ok(Value::Text(it.clone())),
        AttributeValue::L(list) => {
            let texts = list.iter().filter_map(|it| it.as_s().ok().cloned());
            Ok(Value::List(texts.collect()))
        }
        _ => bail!("a record holds a value of an unknown kind"),
    }
}

fn tokens(tokens: &BTreeMap<String, u32>) -> AttributeValue {
    AttributeValue::M(tokens.iter().map(|(name, it)| (name.clone(), number(*it))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_spread_over_sixteen_shards_by_their_random_half() {
        let shard = |text: &str| shard(&RecordId::parse(text).expect("an id"));
        assert_eq!(shard("01ARZ3NDEK0000000000000000"), '0');
        assert_eq!(shard("01ARZ3NDEKZ000000000000000"), 'f');
        assert_eq!(shard("old"), '0');
    }

    #[test]
    fn records_and_journals_survive_their_items() {
        let module = ModuleId::parse("leads").expect("a module");
        let tenant = TenantId::parse("acme").expect("a tenant");
        let id = RecordId::parse("01ARZ3NDEKZ000000000000000").expect("an id");
        let field = |name: &str| FieldId::parse(name).expect("a field");
        let values = Record::from([
            (field("email"), Value::Text("a@x.org".into())),
            (field("active"), Value::Boolean(true)),
            (field("tags"), Value::List(vec!["a".into(), "b".into()])),
        ]);
        let job = JobId::parse("J1").expect("a job");
        let record = RecordItem {
            record: StoredRecord {
                id: id.clone(),
                module: module.clone(),
                values,
                owner: UserId::parse("ann").expect("a user"),
                version: 2,
                created_at: "2026-11-22T13:00:00.000Z".into(),
                updated_at: "2026-11-22T13:00:01.000Z".into(),
                created_by: Some(Written { job: job.clone(), row: 2 }),
                updated_by: None,
            },
            deleted: false,
            tokens: BTreeMap::from([("J1:7".to_owned(), 1)]),
        };
        let before =
            BTreeMap::from([(field("email"), None), (field("tags"), Some(Value::List(vec![])))]);
        let journal = Journal { target: id.clone(), version: 2, before, fence: 3, rest: None };
        let rest = Some(Box::new(record.record.clone()));
        let backup = Slot::Journal(Journal { rest, ..journal.clone() });
        for slot in [Slot::Record(record), Slot::Journal(journal), backup, Slot::Bar { fence: 1 }] {
            let stored: Found = to_item(&tenant, &module, &id, &slot).into_iter().collect();
            assert_eq!(from_item(&module, &stored).expect("a slot"), (id.clone(), slot));
        }
    }
}
