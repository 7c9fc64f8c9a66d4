//! Keeps every live record reachable by its keys: the first record with a key is its head, further ones are noted
//! beside it. Of two rows of one job the lower one becomes the head, whatever came first, so that the result
//! does not depend on the order of buckets.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use futures::stream::{self, StreamExt, TryStreamExt};
use gangway_contract::{
    Head, MatchKey, MatchRule, ModuleId, Record, RecordId, Slot, StoredRecord, Written,
};
use gangway_core::keys::{NORM_VERSION, match_key, rule_id};
use gangway_ports::{Claim, Claimed, IndexKeys, KeyName, ReadKeys, ReadRecords, access};

use crate::indexing::Indexing;

access! {
    /// What keeping keys touches.
    pub trait KeyWorld: ReadKeys + IndexKeys + ReadRecords
}

/// The keys of one module's records.
pub struct Index<'w, W> {
    pub(crate) world: &'w W,
    pub(crate) module: ModuleId,
    rules: Vec<MatchRule>,
}

/// A record that must be reachable by a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: KeyName,
    /// The record that has it.
    pub record: RecordId,
    /// The row that gave it the key; none for a person or an undo.
    pub by: Option<Written>,
    /// The version with which the record takes the key; none if it has it already.
    pub since: Option<u32>,
}

impl Entry {
    /// The entries of a record that has these keys.
    pub fn of<'e>(
        record: &'e RecordId,
        by: Option<&'e Written>,
        keys: impl IntoIterator<Item = KeyName> + 'e,
    ) -> impl Iterator<Item = Self> + 'e {
        let entry = move |key| Self { key, record: record.clone(), by: by.cloned(), since: None };
        keys.into_iter().map(entry)
    }
}

/// Different keys that are settled at once.
pub(crate) const IN_FLIGHT: usize = 16;
/// A key that changes under our hands more often than this is left to the next delivery.
pub(crate) const ROUNDS: u32 = 20;

impl<'w, W: KeyWorld> Index<'w, W> {
    /// The keys of a module, under the rules by which every record is found, and under a further one.
    pub fn new(world: &'w W, indexing: &Indexing, further: Option<&MatchRule>) -> Self {
        let mut rules = indexing.rules.clone();
        rules.extend(further.filter(|it| !rules.contains(it)).cloned());
        Self { world, module: indexing.module.id.clone(), rules }
    }

    /// Makes records that are there findable by one more rule. Each is as it was listed, so that a key may lead to a
    /// record that has lost it meanwhile: whoever looks next takes it over.
    pub async fn backfill(&self, rule: &MatchRule, records: &[StoredRecord]) -> Result<()> {
        let entries = records.iter().filter_map(|it| {
            let key = key_name(rule, match_key(rule, &it.values)?);
            Some(Entry { key, record: it.id.clone(), by: None, since: None })
        });
        self.confirm(entries.collect()).await
    }

    /// Every key under which a record with these values can be found.
    pub fn keys(&self, values: &Record) -> Vec<KeyName> {
        let key = |rule: &MatchRule| Some(key_name(rule, match_key(rule, values)?));
        self.rules.iter().filter_map(key).collect()
    }

    /// Lets keys lead to a record that will have them with its next version, before it is written: whoever ends in
    /// between leaves keys that lead to a record without them, never a record that no key leads to.
    pub async fn announce(&self, record: &RecordId, keys: &[KeyName], since: u32) -> Result<()> {
        let entries = Entry::of(record, None, keys.iter().cloned());
        self.enter(entries.map(|it| Entry { since: Some(since), ..it }).collect()).await
    }

    /// Makes every entry true. Doing it again changes nothing. The records must be written already, or the keys be
    /// announced.
    pub async fn enter(&self, entries: Vec<Entry>) -> Result<()> {
        let mut by_key: BTreeMap<KeyName, Vec<Entry>> = BTreeMap::new();
        for entry in entries {
            by_key.entry(entry.key.clone()).or_default().push(entry);
        }
        for entries in by_key.values_mut() {
            entries.sort_by_key(|it| std::cmp::Reverse(it.by.as_ref().map(|by| by.row)));
        }
        // The common case in few calls: nobody has the key yet.
        let first: Vec<Entry> = by_key.values_mut().filter_map(Vec::pop).collect();
        let claims: Vec<Claim> = first.iter().map(|entry| claim(entry, None)).collect();
        if claims.is_empty() {
            return Ok(());
        }
        let claimed = self.world.claim_heads(&self.module, &claims).await?;
        for (entry, claimed) in first.into_iter().zip(claimed) {
            if claimed == Claimed::No {
                by_key.entry(entry.key.clone()).or_default().push(entry);
            }
        }
        let rest = stream::iter(by_key.into_values().filter(|it| !it.is_empty()));
        rest.map(|entries| self.settle_all(entries))
            .buffer_unordered(IN_FLIGHT)
            .try_collect::<Vec<()>>()
            .await
            .map(|_| ())
    }

    /// Makes entries true that were true before, or were about to be: those that are need no write.
    pub async fn confirm(&self, mut entries: Vec<Entry>) -> Result<()> {
        let keys: Vec<KeyName> = entries.iter().map(|it| it.key.clone()).collect();
        let mut heads = self.heads(&keys).await?.into_iter();
        entries.retain(|entry| {
            let head = heads.next().flatten();
            head.is_none_or(|head| head.record != entry.record)
        });
        self.enter(entries).await
    }

    /// The entries of one key: the lowest row is settled, the others are noted beside it in one go.
    async fn settle_all(&self, mut entries: Vec<Entry>) -> Result<()> {
        while let Some(lowest) = entries.pop() {
            self.settle(&lowest).await?;
            let others: Vec<RecordId> = entries.iter().map(|it| it.record.clone()).collect();
            if others.is_empty() || self.note(&lowest.key, &others).await? {
                return Ok(());
            }
        }
        Ok(())
    }

    async fn settle(&self, entry: &Entry) -> Result<()> {
        for _ in 0..ROUNDS {
            let head = self.head(&entry.key).await?;
            let takes = match &head {
                None => true,
                Some(head) if head.record == entry.record => true,
                Some(head) => yields(head, entry) || self.is_stale(head, &entry.key).await?,
            };
            if !takes {
                if self.note(&entry.key, std::slice::from_ref(&entry.record)).await? {
                    return Ok(());
                }
                continue;
            }
            let expected = match head {
                // The loser is noted first: between the two steps it must not be lost.
                Some(head) if head.record != entry.record => {
                    if !self.note(&entry.key, std::slice::from_ref(&head.record)).await? {
                        continue;
                    }
                    Some(Head { more: true, ..head })
                }
                // A head that leads here already is claimed anew: whoever saw it lead nowhere must look again.
                mine => mine,
            };
            let claims = [claim(entry, expected)];
            if self.world.claim_heads(&self.module, &claims).await?.contains(&Claimed::Yes) {
                return Ok(());
            }
        }
        bail!("a key changed {ROUNDS} times while it was indexed")
    }

    /// Notes records beside a head; `false` if there is no head any more.
    pub(crate) async fn note(&self, key: &KeyName, records: &[RecordId]) -> Result<bool> {
        self.world.add_members(&self.module, key, records).await
    }

    pub(crate) async fn head(&self, key: &KeyName) -> Result<Option<Head>> {
        Ok(self.heads(std::slice::from_ref(key)).await?.into_iter().next().flatten())
    }

    /// What each key leads to, in the order asked.
    pub async fn heads(&self, keys: &[KeyName]) -> Result<Vec<Option<Head>>> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        self.world.read_heads(&self.module, keys).await
    }

    /// The head's record was deleted or has another key now. Where no record is yet, its row may still fill the slot
    /// that it claimed the key for, even if it was barred before: only a row that bars it again may take the key away.
    async fn is_stale(&self, head: &Head, key: &KeyName) -> Result<bool> {
        let ids = std::slice::from_ref(&head.record);
        let slots = self.world.read_slots(&self.module, ids).await?;
        let slot = slots.get(&head.record);
        Ok(slot.is_some_and(|it| matches!(it, Slot::Record(_)) && !self.has(it, key)))
    }

    /// Whether a live record with this key lies there.
    pub(crate) fn has(&self, slot: &Slot, key: &KeyName) -> bool {
        slot.live().is_some_and(|it| self.keys(&it.record.values).contains(key))
    }
}

/// The name under which a rule keeps a key.
pub fn key_name(rule: &MatchRule, key: MatchKey) -> KeyName {
    KeyName { rule: rule_id(rule), norm: NORM_VERSION, key }
}

/// A later row of the same job makes room.
fn yields(head: &Head, entry: &Entry) -> bool {
    let rows = head.by.as_ref().zip(entry.by.as_ref());
    rows.is_some_and(|(theirs, ours)| theirs.job == ours.job && theirs.row > ours.row)
}

fn claim(entry: &Entry, expected: Option<Head>) -> Claim {
    let head = Head::after(expected.as_ref(), entry.record.clone(), entry.by.clone());
    let head = head.announced(entry.since);
    Claim { key: entry.key.clone(), head, expected }
}
