//! Which records have a key. A head is a hint: the record that it leads to must be alive and still have the key.

use std::collections::BTreeSet;

use anyhow::Result;
use gangway_contract::{Head, MatchKey, MatchRule, RecordId, RecordItem};
use gangway_core::keys::{has_key, identified};
use gangway_ports::KeyName;

use crate::index::{Index, KeyWorld, key_name};

impl<W: KeyWorld> Index<'_, W> {
    /// The live records with each key under a rule, in the order asked, oldest first.
    pub async fn look_up(
        &self,
        rule: &MatchRule,
        keys: &[MatchKey],
    ) -> Result<Vec<Vec<RecordItem>>> {
        let candidates = match rule {
            MatchRule::Identity => {
                keys.iter().map(|it| identified(*it).into_iter().collect()).collect()
            }
            rule => self.indexed(rule, keys).await?,
        };
        let slots = self.slots(candidates.iter().flatten().cloned().collect()).await?;
        let live = |(key, ids): (&MatchKey, &BTreeSet<RecordId>)| {
            let live = ids.iter().filter_map(|id| slots.get(id)?.live());
            live.filter(|it| has_key(rule, &it.record, *key)).cloned().collect()
        };
        Ok(keys.iter().zip(&candidates).map(live).collect())
    }

    async fn indexed(
        &self,
        rule: &MatchRule,
        keys: &[MatchKey],
    ) -> Result<Vec<BTreeSet<RecordId>>> {
        let names: Vec<KeyName> = keys.iter().map(|key| key_name(rule, *key)).collect();
        let mut candidates = Vec::with_capacity(names.len());
        for (name, head) in names.iter().zip(self.heads(&names).await?) {
            candidates.push(self.candidates(name, head.as_ref()).await?);
        }
        Ok(candidates)
    }

    /// The records that a key may lead to. Further ones are asked for only where the head says that there are any.
    pub async fn candidates(
        &self,
        name: &KeyName,
        head: Option<&Head>,
    ) -> Result<BTreeSet<RecordId>> {
        let Some(head) = head else { return Ok(BTreeSet::new()) };
        let mut candidates = BTreeSet::from([head.record.clone()]);
        if head.more {
            candidates.extend(self.world.read_members(&self.module, name).await?);
        }
        Ok(candidates)
    }
}
