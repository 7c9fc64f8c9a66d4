//! Match keys in memory.

use anyhow::Result;
use gangway_contract::{Head, ModuleId, RecordId};

use super::MemoryTenant;
use crate::{Claim, Claimed, IndexKeys, KeyName, ReadKeys};

impl ReadKeys for MemoryTenant {
    async fn read_heads(&self, module: &ModuleId, keys: &[KeyName]) -> Result<Vec<Option<Head>>> {
        self.call("read_heads", |data| {
            let found = |key: &KeyName| data.heads.get(&(module.clone(), key.clone())).cloned();
            keys.iter().map(found).collect()
        })
        .await
    }

    async fn read_members(&self, module: &ModuleId, key: &KeyName) -> Result<Vec<RecordId>> {
        self.call("read_members", |data| {
            let of_key = data.members.iter().filter(|(m, k, _)| m == module && k == key);
            of_key.map(|(_, _, record)| record.clone()).collect()
        })
        .await
    }
}

impl IndexKeys for MemoryTenant {
    async fn claim_heads(&self, module: &ModuleId, claims: &[Claim]) -> Result<Vec<Claimed>> {
        self.call("claim_heads", |data| {
            let mut claim = |claim: &Claim| {
                let name = (module.clone(), claim.key.clone());
                if data.heads.get(&name) != claim.expected.as_ref() {
                    return Claimed::No;
                }
                data.heads.insert(name, claim.head.clone());
                Claimed::Yes
            };
            claims.iter().map(&mut claim).collect()
        })
        .await
    }

    async fn add_member(&self, module: &ModuleId, key: &KeyName, record: &RecordId) -> Result<()> {
        self.call("add_member", |data| {
            if let Some(head) = data.heads.get_mut(&(module.clone(), key.clone())) {
                head.more = true;
            }
            data.members.insert((module.clone(), key.clone(), record.clone()));
        })
        .await
    }

    async fn drop_head(&self, module: &ModuleId, key: &KeyName, head: &Head) -> Result<bool> {
        self.call("drop_head", |data| {
            let name = (module.clone(), key.clone());
            let same = data.heads.get(&name) == Some(head);
            if same {
                data.heads.remove(&name);
            }
            same
        })
        .await
    }
}
