//! Which records have a group's key. A head is a hint: the record that it leads to must be alive and still have
//! the key.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use gangway_contract::{Head, MatchRule, RecordId, RecordItem, Slot};
use gangway_core::keys::identified;
use gangway_core::write::Matched;
use gangway_ports::KeyName;

use crate::Access;
use crate::task::Task;
use crate::work::Work;

/// What a key leads to.
pub(crate) struct Found {
    /// The head as it was read.
    pub(crate) head: Option<Head>,
    /// What lies where the head leads.
    pub(crate) lies: Option<Slot>,
    /// The live records with the key, oldest first; the one that a journal names before all others.
    pub(crate) records: Vec<RecordItem>,
    /// The journal's record is among them: what was decided then is carried out.
    is_journalled: bool,
}

impl Found {
    pub(crate) fn matched(&self) -> Matched<'_> {
        match self.records.as_slice() {
            [] => Matched::Nobody,
            [one] => Matched::One(one),
            [journalled, ..] if self.is_journalled => Matched::One(journalled),
            [oldest, ..] => Matched::Several(oldest),
        }
    }
}

/// What the key of each task that has one leads to, in their order. What lies in the task's own slot is its own
/// work and no match.
pub(crate) async fn look_up<W: Access>(work: &Work<'_, W>, tasks: &[Task]) -> Result<Vec<Found>> {
    let tasks: Vec<&Task> = tasks.iter().filter(|it| it.group.key.is_some()).collect();
    if tasks.is_empty() {
        return Ok(Vec::new());
    }
    let (heads, candidates) = match work.rules.options.match_rule {
        MatchRule::Identity => {
            (vec![None; tasks.len()], tasks.iter().map(|it| named(it)).collect())
        }
        _ => with_keys(work, &tasks).await?,
    };
    let wanted: BTreeSet<RecordId> = candidates.iter().flatten().cloned().collect();
    let slots = work.index.slots(wanted).await?;
    let found = tasks.iter().zip(heads).zip(candidates);
    Ok(found
        .map(|((task, head), candidates)| find(work, task, head, &candidates, &slots))
        .collect())
}

/// The heads of the tasks' keys, and the records to which they lead.
async fn with_keys<W: Access>(
    work: &Work<'_, W>,
    tasks: &[&Task],
) -> Result<(Vec<Option<Head>>, Vec<BTreeSet<RecordId>>)> {
    let keys = tasks.iter().filter_map(|it| it.group.key);
    let names: Vec<KeyName> = keys.map(|key| work.own_key(key)).collect();
    let heads = work.world.read_heads(&work.job.module, &names).await?;
    let mut candidates = Vec::with_capacity(names.len());
    for ((name, task), head) in names.iter().zip(tasks).zip(&heads) {
        let mut found = work.index.candidates(name, head.as_ref()).await?;
        found.remove(&task.slot);
        candidates.push(found);
    }
    Ok((heads, candidates))
}

/// The record that the task's rows name.
fn named(task: &Task) -> BTreeSet<RecordId> {
    task.group.key.and_then(identified).into_iter().collect()
}

fn find<W: Access>(
    work: &Work<'_, W>,
    task: &Task,
    head: Option<Head>,
    candidates: &BTreeSet<RecordId>,
    slots: &BTreeMap<RecordId, Slot>,
) -> Found {
    let live = candidates.iter().filter_map(|id| slots.get(id)?.live());
    let has = |it: &&RecordItem| task.group.key.is_some_and(|key| work.has_key(&it.record, key));
    let mut records: Vec<RecordItem> = live.filter(has).cloned().collect();
    let journalled = records.iter().position(|it| task.journals(&it.record.id));
    if let Some(place) = journalled {
        records.swap(0, place);
    }
    let lies = head.as_ref().and_then(|head| slots.get(&head.record)).cloned();
    Found { head, lies, records, is_journalled: journalled.is_some() }
}
