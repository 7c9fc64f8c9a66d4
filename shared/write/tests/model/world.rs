//! A CRM in memory with a few records that share few e-mail addresses, and what people do to them.

use std::future::Future;
use std::pin::Pin;

use futures::executor::block_on;
use gangway_contract::{
    FieldId, Head, JobId, MatchRule, Module, Record, RecordId, Slot, TenantId, UserId, Value,
    Written,
};
use gangway_core::keys::{indexed_rules, match_key};
use gangway_core::schema::default_modules;
use gangway_ports::memory::{Lapse, MemoryTenant, MemoryWorld, TenantData};
use gangway_ports::{Claim, ForTenant, IndexKeys, KeyName, Moment, SlotWrite, WriteRecords};
use gangway_write::{Editing, Indexing, key_name};

/// Something that one person does.
#[derive(Debug, Clone)]
pub(crate) enum Deed {
    Make(RecordId, Record),
    Change(RecordId, Record),
    Delete(RecordId),
}

/// Adds a record with this address.
pub(crate) fn make(id: &str, email: &str) -> Deed {
    Deed::Make(record_id(id), record(email))
}

/// Gives a record this address.
pub(crate) fn change(id: &str, email: &str) -> Deed {
    Deed::Change(record_id(id), record(email))
}

/// Deletes a record.
pub(crate) fn delete(id: &str) -> Deed {
    Deed::Delete(record_id(id))
}

fn record_id(text: &str) -> RecordId {
    RecordId::parse(text).expect("an id")
}

fn record(email: &str) -> Record {
    let field = FieldId::parse("email").expect("a field");
    Record::from([(field, Value::Text(format!("{email}@x.org")))])
}

fn email_key(email: &str) -> KeyName {
    let rule = MatchRule::Email;
    key_name(&rule, match_key(&rule, &record(email)).expect("a key"))
}

fn leads() -> Module {
    default_modules().remove(0)
}

/// The CRM.
pub(crate) struct Crm {
    world: MemoryWorld,
}

impl Crm {
    /// One that holds these records, by id and address.
    pub(crate) fn with(records: &[(&str, &str)]) -> Self {
        let crm = Self { world: MemoryWorld::new(Moment(1_795_353_600_000)) };
        for (id, email) in records {
            crm.run(&make(id, email));
        }
        crm
    }

    /// The same, with a promise that it does not keep.
    pub(crate) fn with_lapse(self, lapse: Lapse) -> Self {
        Self { world: self.world.with_lapse(Some(lapse)) }
    }

    /// Does it, with nobody beside.
    pub(crate) fn run(&self, deed: &Deed) {
        block_on(self.work(deed));
        self.check().expect("everything is found");
    }

    /// What the person's request does, call by call.
    pub(crate) fn work(&self, deed: &Deed) -> Pin<Box<dyn Future<Output = ()>>> {
        let (tenant, deed) = (self.tenant(), deed.clone());
        Box::pin(async move { act(&tenant, deed).await.expect("the world works") })
    }

    /// Every live record is found by each of its keys, or what is not.
    pub(crate) fn check(&self) -> Result<(), String> {
        let (data, module) = (self.data(), leads());
        for item in data.records.values().filter_map(Slot::live) {
            for rule in indexed_rules(&module) {
                let Some(key) = match_key(&rule, &item.record.values) else { continue };
                let name = (module.id.clone(), key_name(&rule, key));
                let head = data.heads.get(&name);
                let members = data.members.get(&name);
                let is_head = head.is_some_and(|it| it.record == item.record.id);
                let is_member = head.is_some_and(|it| it.more)
                    && members.is_some_and(|it| it.contains(&item.record.id));
                if !is_head && !is_member {
                    return Err(format!("{:?} is not found: {head:?}", item.record));
                }
            }
        }
        Ok(())
    }

    /// A row of an import has claimed an address and has not filled its slot yet, which was barred once before.
    pub(crate) fn claim(&self, id: &str, email: &str) {
        let (tenant, module, slot) = (self.tenant(), leads(), record_id(id));
        let bar = SlotWrite { id: slot.clone(), slot: Slot::Bar { fence: 1 }, expected: None };
        let by = Written { job: JobId::parse("J1").expect("an id"), row: 2 };
        let head = Head::after(None, slot, Some(by));
        let claim = Claim { key: email_key(email), head, expected: None };
        block_on(async {
            tenant.write_slots(&module.id, &[bar]).await.expect("barred");
            tenant.claim_heads(&module.id, &[claim]).await.expect("claimed");
        });
    }

    /// Who has claimed an address, whether or not there is a record yet.
    pub(crate) fn claimant(&self, email: &str) -> Option<String> {
        let head = self.data().heads.get(&(leads().id, email_key(email)))?.record.clone();
        Some(head.to_string())
    }

    /// Which live record an address leads to first.
    pub(crate) fn head(&self, email: &str) -> Option<String> {
        let (module, data) = (leads(), self.data());
        let head = data.heads.get(&(module.id.clone(), email_key(email)))?;
        data.records.get(&(module.id, head.record.clone()))?.live()?;
        Some(head.record.to_string())
    }

    /// What lies there.
    pub(crate) fn data(&self) -> TenantData {
        self.world.with(&tenant(), |data| data.clone())
    }

    fn tenant(&self) -> MemoryTenant {
        self.world.for_tenant(&tenant())
    }
}

fn tenant() -> TenantId {
    TenantId::parse("acme").expect("a tenant")
}

async fn act(world: &MemoryTenant, deed: Deed) -> anyhow::Result<()> {
    let editing = Editing::new(world, Indexing::of(world, leads()).await?);
    let owner = UserId::parse("ann")?;
    match deed {
        Deed::Make(id, values) => drop(editing.make(&id, values, owner).await?),
        Deed::Change(id, values) => {
            if let Some(old) = editing.find(&id).await? {
                editing.change(&old, values, owner).await?;
            }
        }
        Deed::Delete(id) => {
            if let Some(old) = editing.find(&id).await? {
                editing.delete(&old).await?;
            }
        }
    }
    Ok(())
}
