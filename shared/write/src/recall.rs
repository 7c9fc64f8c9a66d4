//! What earlier attempts have already done for a group: its slot tells.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use gangway_contract::{
    Journal, MatchKey, OutcomeRow, Record, RecordId, RecordItem, Row, Slot, WriteOutcome,
};
use gangway_core::write::{Group, outcomes};

use crate::import::Import;
use crate::index::{Entry, Index, KeyWorld};

/// What lies in a group's slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lies {
    /// Nothing.
    Nothing,
    /// No effect: somebody's bar against a late claim, or a journal whose update has not happened.
    Open {
        /// The very content.
        slot: Slot,
        /// The journalled update can never happen any more.
        is_dead: bool,
    },
    /// The record that was made.
    Created(RecordItem),
    /// The record that was changed, and what it held before.
    Updated(RecordItem, Journal),
}

/// Groups told apart by whether their effect has happened.
pub struct Recalled {
    /// The outcomes of those whose effect has.
    pub done: Vec<OutcomeRow>,
    /// The others, with what lies in their slots.
    pub open: Vec<(Group, Lies)>,
}

/// What a group has done already.
struct Effect {
    group: Group,
    item: RecordItem,
    /// Of an update.
    journal: Option<Journal>,
}

/// What an update found, as far as nobody has changed more since.
fn found(item: &RecordItem, journal: &Journal) -> Record {
    let mut values = item.record.values.clone();
    for (field, value) in &journal.before {
        match value {
            Some(value) => drop(values.insert(field.clone(), value.clone())),
            None => drop(values.remove(field)),
        }
    }
    values
}

impl<W: KeyWorld> Import<'_, W> {
    /// Tells the groups apart, and makes the keys of what was written true again: an attempt may have ended
    /// between a record and its keys, or before it left those that the record has lost.
    pub async fn recall(&self, groups: Vec<Group>) -> Result<Recalled> {
        let mut slots = Vec::with_capacity(groups.len());
        for group in &groups {
            slots.push((self.slot(group)?, group.leader()));
        }
        let (mut open, mut effects) = (Vec::new(), Vec::new());
        for (group, lies) in groups.into_iter().zip(self.look(&slots).await?) {
            match lies {
                Lies::Created(item) => effects.push(Effect { group, item, journal: None }),
                Lies::Updated(item, journal) => {
                    effects.push(Effect { group, item, journal: Some(journal) });
                }
                other => open.push((group, other)),
            }
        }
        Ok(Recalled { done: self.finish(effects).await?, open })
    }

    /// What lies in each slot, and whether its row's effect has happened.
    pub async fn look(&self, slots: &[(RecordId, Row)]) -> Result<Vec<Lies>> {
        let ids = slots.iter().map(|(slot, _)| slot.clone()).collect();
        let lying = self.index.slots(ids).await?;
        let target = |slot: &Slot| match slot {
            Slot::Journal(journal) => Some(journal.target.clone()),
            Slot::Record(_) | Slot::Bar { .. } => None,
        };
        let targets = self.index.slots(lying.values().filter_map(target).collect()).await?;
        Ok(slots
            .iter()
            .map(|(slot, row)| {
                lying.get(slot).map_or(Lies::Nothing, |it| self.judge(it, *row, &targets))
            })
            .collect())
    }

    fn judge(&self, slot: &Slot, row: Row, targets: &BTreeMap<RecordId, Slot>) -> Lies {
        let open = |is_dead| Lies::Open { slot: slot.clone(), is_dead };
        match slot {
            Slot::Bar { .. } => open(true),
            Slot::Record(item) => Lies::Created(item.clone()),
            Slot::Journal(journal) => match targets.get(&journal.target) {
                Some(Slot::Record(item)) if item.was_updated_by(&self.job, row) => {
                    Lies::Updated(item.clone(), journal.clone())
                }
                // Versions only grow: a target that has moved on can no longer take the journalled update.
                Some(Slot::Record(item)) => {
                    open(item.deleted || item.record.version > journal.version)
                }
                _ => open(true),
            },
        }
    }

    async fn finish(&self, effects: Vec<Effect>) -> Result<Vec<OutcomeRow>> {
        let (mut done, mut entries, mut strays) = (Vec::new(), Vec::new(), Vec::new());
        let (mut gained, mut left) = (Vec::new(), Vec::new());
        for Effect { group, item, journal } in effects {
            let (id, slot) = (item.record.id.clone(), self.slot(&group)?);
            let has = self.index.keys(&item.record.values);
            let had = journal.as_ref().map(|it| self.index.keys(&found(&item, it)));
            let lost = had.iter().flatten().filter(|key| !has.contains(key));
            left.push((id.clone(), lost.cloned().collect::<Vec<_>>()));
            if !item.deleted {
                let by = self.written(&group);
                let (old, new) = has
                    .into_iter()
                    .partition(|key| had.as_ref().is_none_or(|had| had.contains(key)));
                let (old, new): (Vec<_>, Vec<_>) = (old, new);
                entries.extend(Entry::of(&id, Some(&by), old));
                gained.extend(Entry::of(&id, Some(&by), new));
            }
            let outcome = match journal {
                None => WriteOutcome::Created,
                Some(_) => WriteOutcome::Updated,
            };
            let has = |key| !item.deleted && self.has_key(&item.record, key);
            strays.extend(group.key.filter(|key| id != slot || !has(*key)).map(|key| (slot, key)));
            done.extend(outcomes(group, outcome, self.mode(), Some(&id), None));
        }
        self.release(&strays).await?;
        self.index.confirm(entries).await?;
        // Claimed anew even where they lead here: somebody may be about to leave them for this very record.
        self.index.enter(gained).await?;
        self.index.leave_all(left).await?;
        Ok(done)
    }

    /// Gives back the keys that groups claimed before they turned to another record.
    async fn release(&self, strays: &[(RecordId, MatchKey)]) -> Result<()> {
        let keys: Vec<_> = strays.iter().map(|(_, key)| self.own_key(*key)).collect();
        let heads = self.index.heads(&keys).await?;
        for (((slot, _), key), head) in strays.iter().zip(&keys).zip(heads) {
            if head.is_some_and(|it| it.record == *slot) {
                self.index.leave(slot, std::slice::from_ref(key)).await?;
            }
        }
        Ok(())
    }
}

impl<W: KeyWorld> Index<'_, W> {
    /// What lies at these ids, if there are any.
    pub async fn slots(&self, ids: BTreeSet<RecordId>) -> Result<BTreeMap<RecordId, Slot>> {
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let ids: Vec<RecordId> = ids.into_iter().collect();
        self.world.read_slots(&self.module, &ids).await
    }
}
