//! Takes a bucket of an import back: what it made goes, what it changed is put back field by field, and what somebody
//! has changed since stays. Each effect is a conditional write that leaves the undo's own token, so doing it again
//! changes nothing.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use gangway_contract::{
    FieldId, Job, JobId, OutcomeRow, RecordId, RecordItem, Row, SliceRow, UserId, WriteOutcome,
    Written,
};
use gangway_core::write::{
    Group, Kept, UNDOS, Undo, not_restored, undo_create, undo_id, undo_update, undone,
};
use gangway_ports::{
    Clock, ReadJob, ReadLedger, ReadModules, ReadOutcomes, ReadRules, ReadSlices, RecordUpdate,
    WriteRecords, access, read_rows,
};

use crate::import::Import;
use crate::index::{Entry, KeyWorld};
use crate::indexing::Indexing;
use crate::known::read_outcomes;
use crate::recall::Lies;

access! {
    /// What reading a bucket of an import again touches.
    pub trait ReadAgain:
        KeyWorld + ReadJob + ReadLedger + ReadModules + ReadRules + ReadSlices + ReadOutcomes
}

/// Groups that are still open after this many rounds are left to the next delivery.
const ROUNDS: u32 = 50;

/// An undo at work on one bucket of its import.
pub struct Undoing<'w, W> {
    world: &'w W,
    undo: JobId,
    importer: UserId,
    import: Import<'w, W>,
    /// The rows that became or changed records: the undo reports these and no others.
    rows: BTreeSet<Row>,
}

impl<'w, W: ReadAgain> Undoing<'w, W> {
    /// The groups of the bucket that had an effect, in the order in which they are taken back.
    pub async fn open(world: &'w W, undo: &Job, bucket: u32) -> Result<(Self, Vec<Group>)> {
        let id = undo.undoes.as_ref().context("an undo of nothing")?;
        let job = world.read_job(id).await?.context("the undone import is gone")?.job;
        let manifest = world.read_manifest(id).await?.context("the import's slices are gone")?;
        let all = read_rows(world, id, &manifest, bucket).await?;
        let rows = written(world, id, bucket).await?;
        let indexing = Indexing::read(world, &job.module).await?;
        let import = Import::new(world, &job, manifest.rules, &indexing)?;
        let mut groups = import.groups(all);
        groups.retain(|group| group.rows.iter().any(|it| rows.contains(&it.row)));
        let (undo, importer) = (undo.id.clone(), job.actor.user);
        Ok((Self { world, undo, importer, import, rows }, groups))
    }

    /// What earlier attempts have taken back of these groups, and the rows of the others.
    pub async fn recall(&self, groups: Vec<Group>) -> Result<(Vec<OutcomeRow>, Vec<SliceRow>)> {
        let (mut done, mut left) = (Vec::new(), Vec::new());
        for (group, lies) in self.look(groups).await? {
            match self.repeated(&group, &lies).await? {
                Some(outcomes) => done.extend(outcomes),
                None => {
                    left.extend(group.rows.into_iter().filter(|it| self.rows.contains(&it.row)));
                }
            }
        }
        Ok((done, left))
    }

    async fn look(&self, groups: Vec<Group>) -> Result<Vec<(Group, Lies)>> {
        let slot = |group: &Group| Ok((self.import.slot(group)?, group.leader()));
        let slots = groups.iter().map(slot).collect::<Result<Vec<_>>>()?;
        Ok(groups.into_iter().zip(self.import.look(&slots).await?).collect())
    }

    /// The outcomes of a group that was taken back before; its keys are made true once more.
    async fn repeated(&self, group: &Group, lies: &Lies) -> Result<Option<Vec<OutcomeRow>>> {
        let (item, journal) = match lies {
            Lies::Created(item) => (item, None),
            Lies::Updated(item, journal) => (item, Some(journal)),
            Lies::Nothing | Lies::Open { .. } => return Ok(None),
        };
        if !self.was_undone(item, group.leader())? {
            return Ok(None);
        }
        let keys = self.import.index.keys(&item.record.values);
        let id = &item.record.id;
        if item.deleted {
            self.import.index.leave(id, &keys).await?;
        } else {
            self.import.index.confirm(Entry::of(id, None, keys).collect()).await?;
        }
        Ok(Some(match journal {
            None => self.report(group, WriteOutcome::Removed, id, None),
            Some(journal) => self.restored(group, id, not_restored(item, journal)),
        }))
    }

    /// By this undo, or by one before it that was stopped.
    fn was_undone(&self, item: &RecordItem, row: Row) -> Result<bool> {
        for number in 1..=UNDOS {
            if item.was_updated_by(&undo_id(&self.import.job, number)?, row) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn restored(&self, group: &Group, id: &RecordId, fields: Vec<FieldId>) -> Vec<OutcomeRow> {
        if fields.is_empty() {
            return self.report(group, WriteOutcome::Restored, id, None);
        }
        self.report(group, WriteOutcome::Kept, id, Some(&Kept::fields(fields)))
    }

    fn report(
        &self,
        group: &Group,
        outcome: WriteOutcome,
        id: &RecordId,
        why: Option<&Kept>,
    ) -> Vec<OutcomeRow> {
        let rows = group.rows.iter().filter(|it| self.rows.contains(&it.row));
        rows.map(|row| undone(row, outcome, id, why)).collect()
    }
}

/// The rows of a bucket that became or changed records.
async fn written<W: ReadOutcomes + ReadLedger>(
    world: &W,
    job: &JobId,
    bucket: u32,
) -> Result<BTreeSet<Row>> {
    let ledger = world.read_ledger(job).await?;
    let entry =
        ledger.iter().find(|it| it.bucket == bucket).context("the ledger lacks a bucket")?;
    let outcomes = read_outcomes(world, job, bucket, entry.rerun).await?;
    let has_effect =
        |it: &OutcomeRow| matches!(it.outcome, WriteOutcome::Created | WriteOutcome::Updated);
    Ok(outcomes.into_iter().filter(has_effect).map(|it| it.row).collect())
}

/// A change that takes a group back.
struct Change {
    group: Group,
    old: RecordItem,
    item: RecordItem,
    outcomes: Vec<OutcomeRow>,
}

impl<W: ReadAgain + WriteRecords + Clock> Undoing<'_, W> {
    /// Takes the groups back and says what became of their rows.
    pub async fn step(&self, mut groups: Vec<Group>) -> Result<Vec<OutcomeRow>> {
        let mut done = Vec::new();
        for _ in 0..ROUNDS {
            if groups.is_empty() {
                return Ok(done);
            }
            groups = self.round(groups, &mut done).await?;
        }
        bail!("{} groups changed under the worker's hands {ROUNDS} times", groups.len())
    }

    async fn round(&self, groups: Vec<Group>, done: &mut Vec<OutcomeRow>) -> Result<Vec<Group>> {
        let (mut changes, mut again): (Vec<Change>, Vec<Group>) = (Vec::new(), Vec::new());
        let mut touched = BTreeSet::new();
        for (group, lies) in self.look(groups).await? {
            if let Some(outcomes) = self.repeated(&group, &lies).await? {
                done.extend(outcomes);
                continue;
            }
            match self.change(group, &lies, done) {
                // No record may be in a call twice.
                Some(change) if touched.insert(change.old.record.id.clone()) => {
                    changes.push(change);
                }
                Some(change) => again.push(change.group),
                None => {}
            }
        }
        self.write(changes, &mut again, done).await?;
        Ok(again)
    }

    /// The change that takes the group back; none if nothing may be changed, which is said.
    fn change(&self, group: Group, lies: &Lies, done: &mut Vec<OutcomeRow>) -> Option<Change> {
        let rules = &self.import.rules;
        let (decided, old) = match lies {
            Lies::Created(item) => (undo_create(item, &group, &self.importer, rules), item.clone()),
            Lies::Updated(item, journal) => {
                (undo_update(item, journal, &group, rules), item.clone())
            }
            Lies::Nothing | Lies::Open { .. } => {
                // The record is gone for good, with its tombstone.
                let slot = self.import.slot(&group).ok()?;
                done.extend(self.report(&group, WriteOutcome::Kept, &slot, Some(&Kept::deleted())));
                return None;
            }
        };
        let id = old.record.id.clone();
        let mut item = old.clone();
        let outcomes = match decided {
            Undo::Remove => {
                item.deleted = true;
                self.report(&group, WriteOutcome::Removed, &id, None)
            }
            Undo::Restore { values, kept } => {
                item.record.values = values;
                self.restored(&group, &id, kept)
            }
            Undo::Keep(why) => {
                done.extend(self.report(&group, WriteOutcome::Kept, &id, Some(&why)));
                return None;
            }
        };
        self.sign(&mut item, group.leader());
        Some(Change { group, old, item, outcomes })
    }

    fn sign(&self, item: &mut RecordItem, row: Row) {
        item.tokens.insert(RecordItem::token(&self.undo, row), item.record.version);
        item.record.version += 1;
        item.record.updated_at = self.world.now().rfc3339();
        item.record.updated_by = Some(Written { job: self.undo.clone(), row });
    }

    async fn write(
        &self,
        changes: Vec<Change>,
        again: &mut Vec<Group>,
        done: &mut Vec<OutcomeRow>,
    ) -> Result<()> {
        let update =
            |it: &Change| RecordUpdate { item: it.item.clone(), expected: it.old.record.version };
        let updates: Vec<RecordUpdate> = changes.iter().map(update).collect();
        if updates.is_empty() {
            return Ok(());
        }
        let written = self.world.update_records(&self.import.index.module, &updates).await?;
        let mut entries = Vec::new();
        let mut left = Vec::new();
        for (change, written) in changes.into_iter().zip(written) {
            if !written {
                again.push(change.group);
                continue;
            }
            let had = self.import.index.keys(&change.old.record.values);
            let has = self.import.index.keys(&change.item.record.values);
            let has = if change.item.deleted { Vec::new() } else { has };
            let id = change.item.record.id.clone();
            let new = has.iter().filter(|it| !had.contains(it)).cloned();
            entries.extend(Entry::of(&id, None, new));
            left.push((id, had.into_iter().filter(|it| !has.contains(it)).collect::<Vec<_>>()));
            done.extend(change.outcomes);
        }
        self.import.index.enter(entries).await?;
        self.import.index.leave_all(left).await
    }
}
