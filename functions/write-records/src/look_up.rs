//! Which records have a group's key. A head is a hint: the record that it leads to must be alive and still have
//! the key.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use gangway_contract::{Head, MatchKey, RecordId, RecordItem, Slot};
use gangway_core::write::Matched;
use gangway_ports::KeyName;

use crate::Access;
use crate::work::Work;

/// What a key leads to.
pub(crate) struct Found {
    /// The head as it was read.
    pub(crate) head: Option<Head>,
    /// The live records with the key, oldest first.
    pub(crate) records: Vec<RecordItem>,
}

impl Found {
    pub(crate) fn matched(&self) -> Matched<'_> {
        match self.records.as_slice() {
            [] => Matched::Nobody,
            [one] => Matched::One(one),
            [oldest, ..] => Matched::Several(oldest),
        }
    }
}

/// What each key leads to, in the order asked. `mine` is the slot of the group that asks: what lies there is its
/// own work and no match.
pub(crate) async fn look_up<W: Access>(
    work: &Work<'_, W>,
    keys: &[(MatchKey, RecordId)],
) -> Result<Vec<Found>> {
    let names: Vec<KeyName> = keys.iter().map(|(key, _)| work.own_key(*key)).collect();
    let heads = work.world.read_heads(&work.job.module, &names).await?;
    let mut candidates = Vec::with_capacity(keys.len());
    for ((name, (_, mine)), head) in names.iter().zip(keys).zip(&heads) {
        candidates.push(candidates_of(work, name, mine, head.as_ref()).await?);
    }
    let wanted: BTreeSet<RecordId> = candidates.iter().flatten().cloned().collect();
    let slots = read_slots(work, wanted).await?;
    let found = keys.iter().zip(heads).zip(candidates).map(|(((key, _), head), candidates)| {
        let live = candidates.iter().filter_map(|id| slots.get(id)?.live());
        let records = live.filter(|it| work.has_key(&it.record.values, *key)).cloned().collect();
        Found { head, records }
    });
    Ok(found.collect())
}

/// Further records are asked for only where the head says that there are any.
async fn candidates_of<W: Access>(
    work: &Work<'_, W>,
    name: &KeyName,
    mine: &RecordId,
    head: Option<&Head>,
) -> Result<BTreeSet<RecordId>> {
    let Some(head) = head else { return Ok(BTreeSet::new()) };
    let mut candidates = BTreeSet::from([head.record.clone()]);
    if head.more {
        candidates.extend(work.world.read_members(&work.job.module, name).await?);
    }
    candidates.remove(mine);
    Ok(candidates)
}

/// What lies at these ids, if there are any.
pub(crate) async fn read_slots<W: Access>(
    work: &Work<'_, W>,
    ids: BTreeSet<RecordId>,
) -> Result<BTreeMap<RecordId, Slot>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let ids: Vec<RecordId> = ids.into_iter().collect();
    work.world.read_slots(&work.job.module, &ids).await
}
