//! Match keys in memory.

use anyhow::Result;
use gangway_contract::{Head, ModuleId, RecordId};

use super::{Lapse, MemoryTenant, TenantData};
use crate::{Claim, Claimed, IndexKeys, KeyName, ReadKeys};

impl ReadKeys for MemoryTenant {
    async fn read_heads(&self, module: &ModuleId, keys: &[KeyName]) -> Result<Vec<Option<Head>>> {
        let mut heads = Vec::with_capacity(keys.len());
        for key in keys {
            let name = (module.clone(), key.clone());
            heads.push(self.keys().call("read_head", |data| data.heads.get(&name).cloned()).await?);
        }
        Ok(heads)
    }

    async fn read_members(&self, module: &ModuleId, key: &KeyName) -> Result<Vec<RecordId>> {
        self.keys()
            .call("read_members", |data| {
                let members = data.members.get(&(module.clone(), key.clone()));
                members.into_iter().flatten().cloned().collect()
            })
            .await
    }
}

impl IndexKeys for MemoryTenant {
    async fn claim_heads(&self, module: &ModuleId, claims: &[Claim]) -> Result<Vec<Claimed>> {
        let mut claimed = Vec::with_capacity(claims.len());
        for claim in claims {
            let put = |data: &mut TenantData| {
                let name = (module.clone(), claim.key.clone());
                let same = data.heads.get(&name) == claim.expected.as_ref();
                if !same && !self.lapses(Lapse::AnyHead) {
                    return Claimed::No;
                }
                let mut head = claim.head.clone();
                if self.lapses(Lapse::NoAnnouncement) {
                    head.since = None;
                }
                data.heads.insert(name, head);
                Claimed::Yes
            };
            claimed.push(self.keys().call("claim_head", put).await?);
        }
        Ok(claimed)
    }

    async fn add_members(
        &self,
        module: &ModuleId,
        key: &KeyName,
        records: &[RecordId],
    ) -> Result<bool> {
        let mark = |data: &mut TenantData| {
            let head = data.heads.get_mut(&(module.clone(), key.clone()));
            head.map(|head| head.more = true).is_some()
        };
        let keys = self.keys();
        if !keys.call("mark_head", mark).await? && !self.lapses(Lapse::LostMembers) {
            return Ok(false);
        }
        for record in records {
            keys.call("add_member", |data| {
                let members = data.members.entry((module.clone(), key.clone()));
                members.or_default().insert(record.clone());
            })
            .await?;
        }
        Ok(true)
    }

    async fn drop_head(&self, module: &ModuleId, key: &KeyName, head: &Head) -> Result<bool> {
        self.keys()
            .call("drop_head", |data| {
                let name = (module.clone(), key.clone());
                let same = data.heads.get(&name) == Some(head) || self.lapses(Lapse::AnyDrop);
                if same {
                    data.heads.remove(&name);
                }
                same
            })
            .await
    }
}

impl MemoryTenant {
    /// Whose keys these are.
    fn keys(&self) -> Self {
        if !self.lapses(Lapse::SharedKeys) {
            return self.clone();
        }
        let first = self.world.lock().tenants.keys().next().cloned();
        Self { tenant: first.unwrap_or_else(|| self.tenant.clone()), ..self.clone() }
    }
}
