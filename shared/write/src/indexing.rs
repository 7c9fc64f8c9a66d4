//! The rules by which a module's records are found: those that every module has, and those that were registered for it.
//!
//! Whoever writes records knows them from when it began. A rule that is registered meanwhile is unknown to it, so the
//! records that are there get their keys only once nobody is left who does not know it ([`PATIENCE`]).

use anyhow::{Context, Result};
use gangway_contract::{
    Actor, BucketMessage, Job, JobId, JobItem, JobKind, JobStatus, MatchRule, Module, ModuleId,
    RegisteredRule, SourceFile, Wide,
};
use gangway_core::keys::{indexed_rules, is_further, rule_id, settle};
use gangway_core::schema::default_modules;
use gangway_ports::{CreateJob, Moment, QueueBuckets, ReadModules, ReadRules, SaveRules};

/// Longer than anybody works who writes records, in seconds: a worker has 120, and a clock may be late.
pub const PATIENCE: u32 = 180;
/// Each costs a write of every new record.
const MOST: usize = 5;

/// A module and every rule by which its records are found.
#[derive(Debug, Clone)]
pub struct Indexing {
    /// The module.
    pub module: Module,
    pub(crate) rules: Vec<MatchRule>,
}

impl Indexing {
    /// As it is now. Whoever writes records reads it when it begins, and works no longer than [`PATIENCE`].
    pub async fn read<W: ReadModules + ReadRules>(world: &W, id: &ModuleId) -> Result<Self> {
        let module = read_module(world, id).await?;
        Self::of(world, module).await
    }

    /// The same for a module that was read already.
    pub async fn of<W: ReadRules>(world: &W, module: Module) -> Result<Self> {
        let mut rules = indexed_rules(&module);
        let further = world.read_rules(&module.id).await?.into_iter().map(|it| it.rule);
        rules.extend(further.filter(|it| is_further(it, &module)));
        Ok(Self { module, rules })
    }
}

/// The tenant's own module, or the default one.
pub async fn read_module<W: ReadModules>(world: &W, id: &ModuleId) -> Result<Module> {
    let own = world.read_module(id).await?;
    let default = || default_modules().into_iter().find(|it| it.id == *id);
    own.or_else(default).context("the module is gone")
}

/// Whether an import may match by a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Readiness {
    /// Every record is found by it.
    Ready,
    /// Once this job has ended.
    Waits(JobId),
    /// The module has as many further rules as it may have; this one is none of them.
    TooMany,
}

/// Whether every record is found by the rule. One that nobody has registered is registered for this person, with a job
/// of this number that gives the records their keys. Asking again changes nothing. `now` is RFC 3339 in UTC.
pub async fn register<W>(
    world: &W,
    module: &Module,
    rule: &MatchRule,
    actor: &Actor,
    job: JobId,
    now: &str,
) -> Result<Readiness>
where
    W: CreateJob + QueueBuckets + ReadRules + SaveRules,
{
    let rule = settle(rule, module);
    if !is_further(&rule, module) {
        return Ok(Readiness::Ready);
    }
    let name = rule_id(&rule);
    let mut rules = world.read_rules(&module.id).await?;
    if rules.iter().all(|it| it.name != name) {
        if rules.len() >= MOST {
            return Ok(Readiness::TooMany);
        }
        let new = RegisteredRule {
            name: name.clone(),
            rule,
            registered_at: now.to_owned(),
            job,
            ready: false,
        };
        if world.register_rule(&module.id, &new).await? {
            rules.push(new);
        } else {
            rules = world.read_rules(&module.id).await?;
        }
    }
    let there =
        rules.into_iter().find(|it| it.name == name).context("a rule was not registered")?;
    if there.ready {
        return Ok(Readiness::Ready);
    }
    begin(world, module, &there, actor).await?;
    Ok(Readiness::Waits(there.job))
}

/// Makes the job that gives records the rule's keys, unless it is there.
async fn begin<W: CreateJob + QueueBuckets>(
    world: &W,
    module: &Module,
    rule: &RegisteredRule,
    actor: &Actor,
) -> Result<()> {
    let name = rule.name.trim_start_matches("f.").replace('+', " + ");
    let file = SourceFile { name, size: Wide(0), fingerprint: None };
    let at = rule.registered_at.clone();
    let job = Job {
        kind: JobKind::Index,
        status: JobStatus::Queued,
        rule: Some(rule.rule.clone()),
        ..Job::import(rule.job.clone(), module.id.clone(), actor.clone(), file, at)
    };
    if world.create_job(&JobItem::new(job)).await? {
        let (tenant, job) = (actor.tenant.clone(), rule.job.clone());
        // Should it be lost, the watchdog sends it again.
        world.queue_buckets(&[BucketMessage { tenant, job, bucket: 0 }]).await?;
    }
    Ok(())
}

/// Whether nobody is left who writes records and does not know the rule.
pub fn is_known_to_all(rule: &RegisteredRule, now: Moment, patience: u32) -> bool {
    let registered = Moment::parse(&rule.registered_at).unwrap_or_default();
    registered.plus_seconds(patience) <= now
}
