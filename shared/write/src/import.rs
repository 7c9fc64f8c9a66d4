//! One import as its writers, its undo and its undertaker see it: which slot a group has and which key.

use anyhow::{Context, Result};
use gangway_contract::{
    DuplicateMode, Job, JobId, MatchKey, RecordId, SliceRow, StoredRecord, WriteRules, Written,
};
use gangway_core::keys::has_key;
use gangway_core::write::{Group, groups, record_id};
use gangway_ports::{KeyName, Moment};

use crate::index::{Index, KeyWorld, key_name};
use crate::indexing::Indexing;

/// An import, its rules and its module's keys.
pub struct Import<'w, W> {
    /// Where its records are found.
    pub index: Index<'w, W>,
    /// Which import.
    pub job: JobId,
    /// What the plan says of writing.
    pub rules: WriteRules,
    created: u64,
}

impl<'w, W: KeyWorld> Import<'w, W> {
    /// The import that this job is, under the rules that it was planned with.
    pub fn new(world: &'w W, job: &Job, rules: WriteRules, indexing: &Indexing) -> Result<Self> {
        let created =
            Moment::parse(&job.created_at).context("the job's creation time is unreadable")?;
        let index = Index::new(world, indexing, Some(&rules.options.match_rule));
        Ok(Self { index, job: job.id.clone(), rules, created: created.0 })
    }

    /// What happens to rows that match.
    pub fn mode(&self) -> DuplicateMode {
        self.rules.options.mode
    }

    /// The groups of a bucket's rows, in the order in which they are written.
    pub fn groups(&self, rows: Vec<SliceRow>) -> Vec<Group> {
        groups(rows, self.mode())
    }

    /// The id that the group's effect has, or whose journal it leaves.
    pub fn slot(&self, group: &Group) -> Result<RecordId> {
        Ok(record_id(self.created, &self.job, group.leader())?)
    }

    /// How the group signs what it writes.
    pub fn written(&self, group: &Group) -> Written {
        Written { job: self.job.clone(), row: group.leader() }
    }

    /// The name under which the import's own rule keeps a key.
    pub fn own_key(&self, key: MatchKey) -> KeyName {
        key_name(&self.rules.options.match_rule, key)
    }

    /// Whether a record has this key under the import's own rule.
    pub fn has_key(&self, record: &StoredRecord, key: MatchKey) -> bool {
        has_key(&self.rules.options.match_rule, record, key)
    }
}
