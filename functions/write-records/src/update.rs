//! Groups that change a record: each leaves a journal in its slot, then changes the record if it still is as it was.

use std::collections::BTreeSet;

use anyhow::Result;
use gangway_contract::{Journal, OutcomeRow, Record, RecordItem, Slot, WriteOutcome};
use gangway_core::write::{before, outcomes, rest};
use gangway_ports::{RecordUpdate, SlotWrite};

use crate::Access;
use crate::look_up::Found;
use crate::task::{Task, entries_of};
use crate::work::Work;

/// A group that changes a record.
pub(crate) struct Update {
    task: Task,
    values: Record,
    target: RecordItem,
    journal: Journal,
}

impl Update {
    /// The change of the oldest match; none if there is none.
    pub(crate) fn new(task: Task, values: Record, found: Found, backs_up: bool) -> Option<Self> {
        let target = found.records.into_iter().next()?;
        let before = before(&target.record.values, &values);
        let journal = Journal {
            target: target.record.id.clone(),
            version: target.record.version,
            rest: backs_up.then(|| Box::new(rest(&target.record, &before))),
            before,
            fence: Slot::fence(task.lies.as_ref()),
        };
        Some(Self { task, values, target, journal })
    }

    fn is_journalled(&self) -> bool {
        let ours = &self.journal;
        matches!(&self.task.lies, Some(Slot::Journal(it)) if it.target == ours.target && it.version == ours.version)
    }
}

/// Journals what was there, then changes it if it still is as it was.
pub(crate) async fn update<W: Access>(
    work: &Work<'_, W>,
    updates: Vec<Update>,
    again: &mut Vec<Task>,
    done: &mut Vec<OutcomeRow>,
) -> Result<()> {
    let updates = journal(work, updates, again).await?;
    let now = work.world.now().rfc3339();
    let writes: Vec<RecordUpdate> =
        updates.iter().map(|it| record_update(work, it, &now)).collect();
    if writes.is_empty() {
        return Ok(());
    }
    let written = work.world.update_records(&work.job.module, &writes).await?;
    let (mut entries, mut left) = (Vec::new(), Vec::new());
    let mut changed = Vec::new();
    for (update, written) in updates.into_iter().zip(written) {
        if written {
            let old = work.index.keys(&update.target.record.values);
            let has = work.index.keys(&update.values);
            let id = &update.target.record.id;
            let new = entries_of(work, &update.task, id, &update.values);
            entries.extend(new.into_iter().filter(|entry| !old.contains(&entry.key)));
            let lost = old.into_iter().filter(|key| !has.contains(key));
            left.push((id.clone(), lost.collect()));
            changed.push(update);
        } else {
            again.push(update.task.again());
        }
    }
    work.index.enter(entries).await?;
    work.index.leave_all(left).await?;
    for Update { task, target, .. } in changed {
        let id = Some(&target.record.id);
        done.extend(outcomes(task.group, WriteOutcome::Updated, work.mode(), id, None));
    }
    Ok(())
}

async fn journal<W: Access>(
    work: &Work<'_, W>,
    updates: Vec<Update>,
    again: &mut Vec<Task>,
) -> Result<Vec<Update>> {
    let mut ready = Vec::with_capacity(updates.len());
    let mut writing = Vec::new();
    let mut targets = BTreeSet::new();
    for update in updates {
        if !targets.insert(update.target.record.id.clone()) {
            again.push(update.task.again());
        } else if update.is_journalled() {
            ready.push(update);
        } else if update.task.is_pending {
            again.push(update.task.again());
        } else {
            writing.push(update);
        }
    }
    let writes: Vec<SlotWrite> = writing.iter().map(journal_write).collect();
    if !writes.is_empty() {
        let written = work.world.write_slots(&work.job.module, &writes).await?;
        for (update, written) in writing.into_iter().zip(written) {
            if written { ready.push(update) } else { again.push(update.task.again()) }
        }
    }
    Ok(ready)
}

fn journal_write(update: &Update) -> SlotWrite {
    SlotWrite {
        id: update.task.slot.clone(),
        slot: Slot::Journal(update.journal.clone()),
        expected: update.task.lies.clone(),
    }
}

fn record_update<W: Access>(work: &Work<'_, W>, update: &Update, now: &str) -> RecordUpdate {
    let by = work.written(&update.task.group);
    let mut item = update.target.clone();
    let expected = item.record.version;
    item.record.values.clone_from(&update.values);
    item.record.version = expected + 1;
    now.clone_into(&mut item.record.updated_at);
    item.tokens.insert(RecordItem::token(&by.job, by.row), expected);
    item.record.updated_by = Some(by);
    RecordUpdate { item, expected }
}
