//! What a worker knows while it writes a bucket.

use anyhow::{Context, Result};
use gangway_contract::{
    DuplicateMode, Job, JobItem, MatchKey, MatchRule, Module, Record, SliceRow, WriteRules, Written,
};
use gangway_core::keys::{NORM_VERSION, indexed_rules, match_key, rule_id};
use gangway_core::schema::default_modules;
use gangway_core::write::{Group, Reach, groups, record_id};
use gangway_ports::{KeyName, Moment, read_rows};

use crate::Access;

/// The job, its rules and whom it may change.
pub(crate) struct Work<'w, W> {
    pub(crate) world: &'w W,
    pub(crate) job: Job,
    pub(crate) rules: WriteRules,
    pub(crate) reach: Reach,
    indexed: Vec<MatchRule>,
    created: u64,
}

impl<'w, W: Access> Work<'w, W> {
    /// Reads what the bucket's rows are and what to do with them.
    pub(crate) async fn open(
        world: &'w W,
        item: JobItem,
        bucket: u32,
    ) -> Result<(Self, Vec<SliceRow>)> {
        let job = item.job;
        let manifest = world.read_manifest(&job.id).await?.context("there are no slices yet")?;
        let rows = read_rows(world, &job.id, &manifest, bucket).await?;
        let users = world.read_users().await?;
        let own = world.read_module(&job.module).await?;
        let default = || default_modules().into_iter().find(|it| it.id == job.module);
        let module: Module = own.or_else(default).context("the module is gone")?;
        let mut indexed = indexed_rules(&module);
        if !indexed.contains(&manifest.rules.options.match_rule) {
            indexed.push(manifest.rules.options.match_rule.clone());
        }
        let created =
            Moment::parse(&job.created_at).context("the job's creation time is unreadable")?;
        let reach = Reach::of(&job.actor, &users);
        let rules = manifest.rules;
        Ok((Self { world, job, rules, reach, indexed, created: created.0 }, rows))
    }

    pub(crate) fn mode(&self) -> DuplicateMode {
        self.rules.options.mode
    }

    pub(crate) fn groups(&self, rows: Vec<SliceRow>) -> Vec<Group> {
        groups(rows, self.mode())
    }

    pub(crate) fn slot(&self, group: &Group) -> Result<gangway_contract::RecordId> {
        Ok(record_id(self.created, &self.job.id, group.leader())?)
    }

    pub(crate) fn written(&self, group: &Group) -> Written {
        Written { job: self.job.id.clone(), row: group.leader() }
    }

    /// The name under which the import's own rule keeps a key.
    pub(crate) fn own_key(&self, key: MatchKey) -> KeyName {
        name(&self.rules.options.match_rule, key)
    }

    /// Whether a record has this key under the import's own rule.
    pub(crate) fn has_key(&self, values: &Record, key: MatchKey) -> bool {
        match_key(&self.rules.options.match_rule, values) == Some(key)
    }

    /// Every key under which a record can be found.
    pub(crate) fn keys(&self, values: &Record) -> Vec<KeyName> {
        let key = |rule: &MatchRule| Some(name(rule, match_key(rule, values)?));
        self.indexed.iter().filter_map(key).collect()
    }
}

fn name(rule: &MatchRule, key: MatchKey) -> KeyName {
    KeyName { rule: rule_id(rule), norm: NORM_VERSION, key }
}
