//! Keeps every live record reachable by its keys: the first record with a key is its head, further ones are noted
//! beside it. Of two rows of one job the lower one becomes the head, whatever came first, so that the result
//! does not depend on the order of buckets.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use futures::stream::{self, StreamExt, TryStreamExt};
use gangway_contract::{Head, RecordId, Slot, Written};
use gangway_ports::{Claim, Claimed, KeyName};

use crate::Access;
use crate::work::Work;

/// A record that must be reachable by a key.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) key: KeyName,
    pub(crate) record: RecordId,
    pub(crate) by: Written,
}

/// Different keys that are settled at once.
const IN_FLIGHT: usize = 16;
/// A key that changes under our hands more often than this is left to the next delivery.
const ROUNDS: u32 = 20;

/// Makes every entry true. Doing it again changes nothing.
pub(crate) async fn index<W: Access>(work: &Work<'_, W>, entries: Vec<Entry>) -> Result<()> {
    let mut by_key: BTreeMap<KeyName, Vec<Entry>> = BTreeMap::new();
    for entry in entries {
        by_key.entry(entry.key.clone()).or_default().push(entry);
    }
    for entries in by_key.values_mut() {
        entries.sort_by_key(|it| std::cmp::Reverse(it.by.row));
    }
    // The common case in few calls: nobody has the key yet.
    let first: Vec<Entry> = by_key.values_mut().filter_map(Vec::pop).collect();
    let claims: Vec<Claim> = first.iter().map(|entry| claim(entry, None)).collect();
    if claims.is_empty() {
        return Ok(());
    }
    let claimed = work.world.claim_heads(&work.job.module, &claims).await?;
    for (entry, claimed) in first.into_iter().zip(claimed) {
        if claimed == Claimed::No {
            by_key.entry(entry.key.clone()).or_default().push(entry);
        }
    }
    let rest = stream::iter(by_key.into_values());
    rest.map(|entries| settle_all(work, entries))
        .buffer_unordered(IN_FLIGHT)
        .try_collect::<Vec<()>>()
        .await?;
    Ok(())
}

/// The entries of one key, one after another, the lowest row first.
async fn settle_all<W: Access>(work: &Work<'_, W>, entries: Vec<Entry>) -> Result<()> {
    for entry in entries.into_iter().rev() {
        settle(work, &entry).await?;
    }
    Ok(())
}

async fn settle<W: Access>(work: &Work<'_, W>, entry: &Entry) -> Result<()> {
    let (world, module) = (work.world, &work.job.module);
    for _ in 0..ROUNDS {
        let heads = world.read_heads(module, std::slice::from_ref(&entry.key)).await?;
        let head = heads.into_iter().next().flatten();
        let takes = match &head {
            None => true,
            Some(head) if head.record == entry.record => return Ok(()),
            Some(head) => yields(head, entry) || is_stale(work, head, &entry.key).await?,
        };
        if !takes {
            return world.add_member(module, &entry.key, &entry.record).await;
        }
        if let Some(head) = &head {
            // The loser is noted first: between the two steps it must not be lost.
            world.add_member(module, &entry.key, &head.record).await?;
        }
        let expected = head.map(|head| Head { more: true, ..head });
        let claims = [claim(entry, expected)];
        if world.claim_heads(module, &claims).await?.contains(&Claimed::Yes) {
            return Ok(());
        }
    }
    bail!("a key changed {ROUNDS} times while it was indexed")
}

/// A later row of the same job makes room.
fn yields(head: &Head, entry: &Entry) -> bool {
    head.by.as_ref().is_some_and(|by| by.job == entry.by.job && by.row > entry.by.row)
}

/// The head's record was deleted or has another key now. A record that is not there yet is being written.
async fn is_stale<W: Access>(work: &Work<'_, W>, head: &Head, key: &KeyName) -> Result<bool> {
    let ids = std::slice::from_ref(&head.record);
    let slots = work.world.read_slots(&work.job.module, ids).await?;
    Ok(match slots.get(&head.record) {
        Some(Slot::Record(item)) => item.deleted || !work.keys(&item.record.values).contains(key),
        Some(Slot::Journal(_)) => true,
        None => false,
    })
}

fn claim(entry: &Entry, expected: Option<Head>) -> Claim {
    let more = expected.as_ref().is_some_and(|it| it.more);
    let head = Head { record: entry.record.clone(), by: Some(entry.by.clone()), more };
    Claim { key: entry.key.clone(), head, expected }
}
