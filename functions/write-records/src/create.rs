//! Groups that become records: each claims its key, fills its slot and is made reachable.

use std::collections::BTreeMap;

use anyhow::Result;
use gangway_contract::{Head, OutcomeRow, Record, RecordItem, Slot, StoredRecord, WriteOutcome};
use gangway_core::write::outcomes;
use gangway_ports::{Claim, Claimed, KeyName, SlotWrite};

use crate::Access;
use crate::look_up::Found;
use crate::task::{Task, entries_of};
use crate::work::Work;

/// A group that becomes a record.
pub(crate) struct Create {
    pub(crate) task: Task,
    /// What the record holds.
    pub(crate) values: Record,
    /// What the group's key leads to.
    pub(crate) found: Option<Found>,
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
    work.index.enter(entries).await?;
    for Task { group, slot, .. } in made {
        done.extend(outcomes(group, WriteOutcome::Created, work.mode(), Some(&slot), None));
    }
    Ok(())
}

/// Those whose key is theirs.
async fn claim<W: Access>(
    work: &Work<'_, W>,
    creates: Vec<Create>,
    again: &mut Vec<Task>,
) -> Result<Vec<Create>> {
    let (mut ready, mut claiming, mut claims) = (Vec::new(), Vec::new(), Vec::new());
    for create in creates {
        match stand(work, &create).await? {
            Stand::Holds => ready.push(create),
            Stand::MayClaim(claim) => {
                claims.push(claim);
                claiming.push(create);
            }
            Stand::MustLookAgain => again.push(create.task.again()),
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

/// How a group stands to its key.
enum Stand {
    /// It has none, or the key is its own already.
    Holds,
    /// Nobody who may still want the key is in the way.
    MayClaim(Claim),
    /// Something moved.
    MustLookAgain,
}

async fn stand<W: Access>(work: &Work<'_, W>, create: &Create) -> Result<Stand> {
    let Create { task, found, .. } = create;
    if task.is_pending {
        return Ok(Stand::MustLookAgain);
    }
    let Some(key) = task.group.key else { return Ok(Stand::Holds) };
    let name = work.own_key(key);
    let head = found.as_ref().and_then(|it| it.head.clone());
    let expected = match head {
        None => None,
        Some(head) if head.record == task.slot => {
            // Whoever barred the slot means to take the key over: it must be seen that it is wanted still.
            if Slot::fence(task.lies.as_ref()) == 0 {
                return Ok(Stand::Holds);
            }
            Some(head)
        }
        Some(head) => {
            let lies = found.as_ref().and_then(|it| it.lies.as_ref());
            match make_way(work, &name, head, lies).await? {
                None => return Ok(Stand::MustLookAgain),
                head => head,
            }
        }
    };
    let by = Some(work.written(&task.group));
    let head = Head::after(expected.as_ref(), task.slot.clone(), by);
    Ok(Stand::MayClaim(Claim { key: name, head, expected }))
}

/// Before a key is taken from whom it leads to: a row that claimed it must not fill its slot any more, and a record
/// that may get the key back must still be found. `None` if something moved.
async fn make_way<W: Access>(
    work: &Work<'_, W>,
    name: &KeyName,
    head: Head,
    lies: Option<&Slot>,
) -> Result<Option<Head>> {
    let module = &work.job.module;
    match lies {
        Some(Slot::Record(item)) if item.deleted => Ok(Some(head)),
        Some(Slot::Record(_)) => {
            let loser = std::slice::from_ref(&head.record);
            let noted = work.world.add_members(module, name, loser).await?;
            Ok(noted.then_some(Head { more: true, ..head }))
        }
        open => {
            let (slot, expected) = (Slot::fenced(open), open.cloned());
            let bar = SlotWrite { id: head.record.clone(), slot, expected };
            let barred = work.world.write_slots(module, &[bar]).await? == [true];
            Ok(barred.then_some(head))
        }
    }
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
    let item = RecordItem { record, deleted: false, tokens: BTreeMap::new() };
    SlotWrite {
        id: create.task.slot.clone(),
        slot: Slot::Record(item),
        expected: create.task.lies.clone(),
    }
}
