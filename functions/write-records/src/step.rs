//! Writes a stretch of groups. Each round takes the open groups one stage further, many in a call; a group whose
//! condition did not hold is looked at again in the next round.

use anyhow::{Result, bail};
use gangway_contract::{
    Head, IssueCode, Journal, OutcomeRow, Record, RecordId, RecordItem, Slot, StoredRecord,
    WriteOutcome,
};
use gangway_core::write::{Decision, Group, Matched, before, decide, outcomes};
use gangway_ports::{Claim, Claimed, RecordUpdate, SlotWrite};

use crate::Access;
use crate::index::{Entry, index};
use crate::look_up::{Found, look_up};
use crate::recall::recall;
use crate::work::Work;

/// A group on its way.
pub(crate) struct Task {
    pub(crate) group: Group,
    /// The id that the group's effect has, or whose journal it leaves.
    pub(crate) slot: RecordId,
    /// Something may lie in the slot.
    pub(crate) is_repeated: bool,
    /// The journal that lies there.
    pub(crate) journal: Option<Journal>,
    /// The journalled update can never happen any more.
    pub(crate) is_dead: bool,
}

impl Task {
    fn again(mut self) -> Self {
        self.is_repeated = true;
        self.journal = None;
        self.is_dead = false;
        self
    }
}

/// Groups that are still open after this many rounds are left to the next delivery.
const ROUNDS: u32 = 50;

/// Writes the groups and says what became of their rows.
pub(crate) async fn write_step<W: Access>(
    work: &Work<'_, W>,
    groups: Vec<Group>,
    is_repeated: bool,
) -> Result<Vec<OutcomeRow>> {
    let task = |group: Group| {
        let slot = work.slot(&group)?;
        Ok(Task { group, slot, is_repeated, journal: None, is_dead: false })
    };
    let mut open = groups.into_iter().map(task).collect::<Result<Vec<_>>>()?;
    let mut done = Vec::new();
    for _ in 0..ROUNDS {
        if open.is_empty() {
            return Ok(done);
        }
        open = round(work, open, &mut done).await?;
    }
    bail!("{} groups changed under the worker's hands {ROUNDS} times", open.len())
}

async fn round<W: Access>(
    work: &Work<'_, W>,
    tasks: Vec<Task>,
    done: &mut Vec<OutcomeRow>,
) -> Result<Vec<Task>> {
    let tasks = recall(work, tasks, done).await?;
    let keys: Vec<_> =
        tasks.iter().filter_map(|it| Some((it.group.key?, it.slot.clone()))).collect();
    let mut found =
        if keys.is_empty() { Vec::new() } else { look_up(work, &keys).await? }.into_iter();
    let (mut creates, mut updates) = (Vec::new(), Vec::new());
    for task in tasks {
        let found = task.group.key.and_then(|_| found.next());
        let matched = found.as_ref().map_or(Matched::Nobody, Found::matched);
        match decide(&task.group, matched, &work.rules, &work.reach) {
            Decision::Create(values) => {
                creates.push(Create { task, values, head: found.and_then(|it| it.head) });
            }
            Decision::Update(values) => {
                updates.extend(found.and_then(|it| Update::new(task, values, it)));
            }
            Decision::Unchanged => {
                end(work, task, WriteOutcome::Unchanged, found.as_ref(), None, done);
            }
            Decision::Skip => end(work, task, WriteOutcome::Skipped, found.as_ref(), None, done),
            Decision::Fail(code) => end(work, task, WriteOutcome::Failed, None, Some(code), done),
        }
    }
    let mut again = Vec::new();
    create(work, creates, &mut again, done).await?;
    update(work, updates, &mut again, done).await?;
    Ok(again)
}

fn end<W: Access>(
    work: &Work<'_, W>,
    task: Task,
    outcome: WriteOutcome,
    found: Option<&Found>,
    issue: Option<IssueCode>,
    done: &mut Vec<OutcomeRow>,
) {
    let record = found.and_then(|it| it.records.first()).map(|it| &it.record.id);
    done.extend(outcomes(task.group, outcome, work.mode(), record, issue));
}

struct Create {
    task: Task,
    values: Record,
    head: Option<Head>,
}

/// Claims the key, fills the slot, makes the record reachable: in this order, so that whoever finds the key finds the
/// record, or a claim that may be taken over.
async fn create<W: Access>(
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

/// The keys of a record, but for the one that the group holds already.
fn entries_of<W: Access>(
    work: &Work<'_, W>,
    task: &Task,
    record: &RecordId,
    values: &Record,
) -> Vec<Entry> {
    let held = task.group.key.map(|key| work.own_key(key));
    let by = work.written(&task.group);
    let keys = work.keys(values).into_iter().filter(|key| Some(key) != held.as_ref());
    keys.map(|key| Entry { key, record: record.clone(), by: by.clone() }).collect()
}

struct Update {
    task: Task,
    values: Record,
    target: RecordItem,
    journal: Journal,
}

impl Update {
    fn new(task: Task, values: Record, found: Found) -> Option<Self> {
        let target = found.records.into_iter().next()?;
        let journal = Journal {
            target: target.record.id.clone(),
            version: target.record.version,
            before: before(&target.record.values, &values),
        };
        Some(Self { task, values, target, journal })
    }

    fn is_journalled(&self) -> bool {
        let same =
            |it: &Journal| it.target == self.journal.target && it.version == self.journal.version;
        self.task.journal.as_ref().is_some_and(same)
    }
}

/// Journals what was there, then changes it if it still is as it was.
async fn update<W: Access>(
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
    let mut entries = Vec::new();
    let mut changed = Vec::new();
    for (update, written) in updates.into_iter().zip(written) {
        if written {
            let old = work.keys(&update.target.record.values);
            let id = &update.target.record.id;
            let new = entries_of(work, &update.task, id, &update.values);
            entries.extend(new.into_iter().filter(|entry| !old.contains(&entry.key)));
            changed.push(update);
        } else {
            again.push(update.task.again());
        }
    }
    index(work, entries).await?;
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
    let mut targets = std::collections::BTreeSet::new();
    for update in updates {
        let may_come_true = update.task.journal.is_some() && !update.task.is_dead;
        if !targets.insert(update.target.record.id.clone()) {
            again.push(update.task.again());
        } else if update.is_journalled() {
            ready.push(update);
        } else if may_come_true {
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
        expected: update.task.journal.clone(),
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
