//! What an earlier attempt has already done for a group: its slot tells.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use gangway_contract::{Journal, OutcomeRow, RecordId, RecordItem, Slot, WriteOutcome};
use gangway_core::write::outcomes;

use crate::Access;
use crate::index::{Entry, index};
use crate::look_up::read_slots;
use crate::task::Task;
use crate::work::Work;

/// Ends the tasks whose effect has happened, and gives back the others with what lies in their slots.
pub(crate) async fn recall<W: Access>(
    work: &Work<'_, W>,
    tasks: Vec<Task>,
    done: &mut Vec<OutcomeRow>,
) -> Result<Vec<Task>> {
    let ids = tasks.iter().filter(|it| it.is_repeated).map(|it| it.slot.clone()).collect();
    let slots = read_slots(work, ids).await?;
    let targets = slots.values().filter_map(|slot| match slot {
        Slot::Journal(journal) => Some(journal.target.clone()),
        Slot::Record(_) => None,
    });
    let targets = read_slots(work, targets.collect::<BTreeSet<_>>()).await?;
    let mut open = Vec::with_capacity(tasks.len());
    let mut effects = Vec::new();
    for mut task in tasks {
        match effect(work, &task, &slots, &targets) {
            Lies::Effect(outcome, item) => effects.push((task, outcome, item)),
            Lies::Journal(journal, is_dead) => {
                task.journal = Some(journal);
                task.is_dead = is_dead;
                open.push(task);
            }
            Lies::Nothing => open.push(task),
        }
    }
    finish(work, effects, done).await?;
    Ok(open)
}

enum Lies {
    Nothing,
    /// A journal whose update has not happened; dead if it never can.
    Journal(Journal, bool),
    /// The record that was created or updated.
    Effect(WriteOutcome, RecordItem),
}

fn effect<W: Access>(
    work: &Work<'_, W>,
    task: &Task,
    slots: &BTreeMap<RecordId, Slot>,
    targets: &BTreeMap<RecordId, Slot>,
) -> Lies {
    match slots.get(&task.slot) {
        None => Lies::Nothing,
        Some(Slot::Record(item)) => Lies::Effect(WriteOutcome::Created, item.clone()),
        Some(Slot::Journal(journal)) => match targets.get(&journal.target) {
            Some(Slot::Record(item)) if item.was_updated_by(&work.job.id, task.group.leader()) => {
                Lies::Effect(WriteOutcome::Updated, item.clone())
            }
            // Versions only grow: a target that has moved on can no longer take the journalled update.
            Some(Slot::Record(item)) => {
                let is_dead = item.deleted || item.record.version > journal.version;
                Lies::Journal(journal.clone(), is_dead)
            }
            _ => Lies::Journal(journal.clone(), true),
        },
    }
}

/// The attempt may have ended between the effect and its keys: they are made true again.
async fn finish<W: Access>(
    work: &Work<'_, W>,
    effects: Vec<(Task, WriteOutcome, RecordItem)>,
    done: &mut Vec<OutcomeRow>,
) -> Result<()> {
    let mut entries = Vec::new();
    for (task, outcome, item) in effects {
        if !item.deleted {
            let by = work.written(&task.group);
            let entry = |key| Entry { key, record: item.record.id.clone(), by: by.clone() };
            entries.extend(work.keys(&item.record.values).into_iter().map(entry));
        }
        drop_claim(work, &task, &item).await?;
        let id = Some(&item.record.id);
        done.extend(outcomes(task.group, outcome, work.mode(), id, None));
    }
    index(work, entries).await
}

/// A head that the group claimed and that leads to no record with the key would only mislead.
async fn drop_claim<W: Access>(work: &Work<'_, W>, task: &Task, item: &RecordItem) -> Result<()> {
    let Some(key) = task.group.key else { return Ok(()) };
    let is_home =
        item.record.id == task.slot && !item.deleted && work.has_key(&item.record.values, key);
    if is_home {
        return Ok(());
    }
    let name = work.own_key(key);
    let heads = work.world.read_heads(&work.job.module, std::slice::from_ref(&name)).await?;
    if let Some(head) = heads.into_iter().flatten().find(|it| it.record == task.slot && !it.more) {
        work.world.drop_head(&work.job.module, &name, &head).await?;
    }
    Ok(())
}
