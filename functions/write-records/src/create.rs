//! Groups that become records: each claims its key, fills its slot and is made reachable.

use anyhow::Result;
use gangway_contract::{Head, OutcomeRow, Record, RecordItem, Slot, StoredRecord, WriteOutcome};
use gangway_core::write::outcomes;
use gangway_ports::{Claim, Claimed, SlotWrite};

use crate::Access;
use crate::index::index;
use crate::task::{Task, entries_of};
use crate::work::Work;

/// A group that becomes a record.
pub(crate) struct Create {
    pub(crate) task: Task,
    /// What the record holds.
    pub(crate) values: Record,
    /// The head of the group's key as it was looked up.
    pub(crate) head: Option<Head>,
}

/// Claims the key, fills the slot, makes the record reachable: in this order, so that whoever finds the key finds the
/// record, or a claim that may be taken over.
pub(crate) async fn create<W: Access>(
    work: &Work<'_, W>,
    creates: Vec<Create>,
    again: &mut Vec<Task>,
    done: &mut Vec<OutcomeRow>,
) -> Result<()> {
    let creates = claim(work, creates, again).await?;
    let now = work.world.now().rfc3339();
    let writes: Vec<SlotWrite> = creates.iter().map(|it| slot_write(work, it, &now)).collect();
    if writes.is_empty() {
        return Ok(());
    }
    let written = work.world.write_slots(&work.job.module, &writes).await?;
    let mut entries = Vec::new();
    let mut made = Vec::new();
    for (create, written) in creates.into_iter().zip(written) {
        if written {
            entries.extend(entries_of(work, &create.task, &create.task.slot, &create.values));
            made.push(create.task);
        } else {
            again.push(create.task.again());
        }
    }
    index(work, entries).await?;
    for Task { group, slot, .. } in made {
        done.extend(outcomes(group, WriteOutcome::Created, work.mode(), Some(&slot), None));
    }
    Ok(())
}

async fn claim<W: Access>(
    work: &Work<'_, W>,
    creates: Vec<Create>,
    again: &mut Vec<Task>,
) -> Result<Vec<Create>> {
    let mut ready = Vec::with_capacity(creates.len());
    let mut claiming = Vec::new();
    let mut claims = Vec::new();
    for create in creates {
        // A journal that may still come true forbids creating.
        if create.task.journal.is_some() && !create.task.is_dead {
            again.push(create.task.again());
            continue;
        }
        let is_mine = create.head.as_ref().is_some_and(|it| it.record == create.task.slot);
        match create.task.group.key {
            Some(key) if !is_mine => {
                let more = create.head.as_ref().is_some_and(|it| it.more);
                let by = Some(work.written(&create.task.group));
                let head = Head { record: create.task.slot.clone(), by, more };
                let expected = create.head.clone();
                claims.push(Claim { key: work.own_key(key), head, expected });
                claiming.push(create);
            }
            _ => ready.push(create),
        }
    }
    if !claims.is_empty() {
        let claimed = work.world.claim_heads(&work.job.module, &claims).await?;
        for (create, claimed) in claiming.into_iter().zip(claimed) {
            match claimed {
                Claimed::Yes => ready.push(create),
                Claimed::No => again.push(create.task.again()),
            }
        }
    }
    Ok(ready)
}

fn slot_write<W: Access>(work: &Work<'_, W>, create: &Create, now: &str) -> SlotWrite {
    let by = work.written(&create.task.group);
    let owner = create.task.group.rows.first().map_or(&work.job.actor.user, |row| &row.owner);
    let record = StoredRecord {
        id: create.task.slot.clone(),
        module: work.job.module.clone(),
        values: create.values.clone(),
        owner: owner.clone(),
        version: 1,
        created_at: now.to_owned(),
        updated_at: now.to_owned(),
        created_by: Some(by.clone()),
        updated_by: Some(by),
    };
    let item = RecordItem { record, deleted: false, tokens: std::collections::BTreeMap::new() };
    SlotWrite {
        id: create.task.slot.clone(),
        slot: Slot::Record(item),
        expected: create.task.journal.clone(),
    }
}
