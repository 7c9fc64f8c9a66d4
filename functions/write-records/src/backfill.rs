//! Gives the records that are there the keys of a further match rule, page by page, and lets imports match by it then.
//!
//! It begins only when everybody who writes records knows the rule: what is changed or made from then on gets its keys
//! from whoever does that, so that each record has to be seen once, as it was at any time since. A page that is done
//! twice is done once; the place in the list is saved behind each.

use anyhow::{Context, Result};
use gangway_contract::{
    BucketMessage, JobCounts, JobId, JobItem, JobStatus, LedgerEntry, ModuleId, OutcomePart,
    RegisteredRule,
};
use gangway_ports::{Changed, JobChange, Moment};
use gangway_write::{Index, Indexing, is_known_to_all};
use serde::{Deserialize, Serialize};

use crate::Access;
use crate::pace::{LEASE_MARGIN_SECONDS, Pace};

/// The entry of the ledger under which it is leased and counted.
const BACKFILL: u32 = 0;
/// Records of one page: of short pages a list reads much twice, and a page takes a few seconds.
const PAGE: u32 = 1_000;

/// Where the next page begins.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Place {
    /// None at the very beginning.
    cursor: Option<String>,
    is_end: bool,
}

/// One worker's turn.
struct Turn<'t, W> {
    world: &'t W,
    message: &'t BucketMessage,
    lease: LedgerEntry,
    deadline: Moment,
    pace: &'t Pace,
}

/// A message of such a job; one too many finds the lease held, or the job ended, or the time not come.
pub(crate) async fn backfill<W: Access>(
    world: &W,
    message: &BucketMessage,
    item: &JobItem,
    deadline: Moment,
    pace: &Pace,
) -> Result<()> {
    let rule = find(world, &item.job.module, &message.job).await?;
    if !is_begun(world, item, &rule, pace).await? {
        return Ok(());
    }
    let until = deadline.plus_seconds(LEASE_MARGIN_SECONDS).seconds();
    let now = world.now().seconds();
    let lease = world.take_lease(&message.job, BACKFILL, now, until).await?;
    let Some(lease) = lease else { return Ok(()) };
    let mut turn = Turn { world, message, lease, deadline, pace };
    let done = turn.run(&item.job.module, &rule).await;
    // Whether the world failed or another worker goes on: the next delivery need not wait.
    turn.release().await?;
    done
}

async fn find<W: Access>(world: &W, module: &ModuleId, job: &JobId) -> Result<RegisteredRule> {
    let rules = world.read_rules(module).await?;
    rules.into_iter().find(|it| it.job == *job).context("the job's match rule is gone")
}

/// Whether there is something to do. A job whose time has come begins then.
async fn is_begun<W: Access>(
    world: &W,
    item: &JobItem,
    rule: &RegisteredRule,
    pace: &Pace,
) -> Result<bool> {
    match item.job.status {
        JobStatus::Running => Ok(true),
        JobStatus::Queued if is_known_to_all(rule, world.now(), pace.patience) => {
            world.open_ledger(&item.job.id, &[LedgerEntry::open(BACKFILL)]).await?;
            let mut change = JobChange::to(&[JobStatus::Queued], JobStatus::Running);
            change.started_at = Some(world.now().rfc3339());
            change.buckets = Some(1);
            Ok(matches!(world.change_job(&item.job.id, &change).await?, Changed::Yes(_)))
        }
        _ => Ok(false),
    }
}

impl<W: Access> Turn<'_, W> {
    async fn run(&mut self, module: &ModuleId, rule: &RegisteredRule) -> Result<()> {
        let indexing = Indexing::read(self.world, module).await?;
        let index = Index::new(self.world, &indexing, Some(&rule.rule));
        let mut place = self.open().await?;
        while !place.is_end {
            if self.world.now().plus_seconds(self.pace.margin) > self.deadline {
                return self.pass_on().await;
            }
            let page = self.world.list_records(module, place.cursor.as_deref(), PAGE).await?;
            index.backfill(&rule.rule, &page.items).await?;
            place = Place { is_end: page.next.is_none(), cursor: page.next };
            if !self.save(&place, page.items.len()).await? {
                tracing::warn!("Lost the lease; another worker goes on");
                return Ok(());
            }
        }
        self.end(module, rule).await
    }

    async fn open(&self) -> Result<Place> {
        let Some(part) = self.lease.parts.last() else { return Ok(Place::default()) };
        let bytes = self.world.read_part(&self.message.job, BACKFILL, *part).await?;
        Ok(serde_json::from_slice(&bytes)?)
    }

    /// Makes a page count; `false` if the lease was lost.
    async fn save(&mut self, place: &Place, records: usize) -> Result<bool> {
        let from = self.lease.counts.indexed + u32::try_from(records)?;
        let part = OutcomePart { from, attempt: self.lease.attempt };
        let bytes = serde_json::to_vec(place)?;
        self.world.put_part(&self.message.job, BACKFILL, part, bytes).await?;
        self.lease.parts = vec![part];
        self.lease.counts = JobCounts { indexed: from, ..JobCounts::default() };
        self.world.save_ledger(&self.message.job, &self.lease).await
    }

    /// The rule first: a job that has ended is looked at by nobody.
    async fn end(&self, module: &ModuleId, rule: &RegisteredRule) -> Result<()> {
        self.world.complete_rule(module, rule).await?;
        let indexed = self.lease.counts.indexed;
        let mut change = JobChange::to(&[JobStatus::Running], JobStatus::Completed);
        change.counts = Some(JobCounts { rows: indexed, indexed, ..JobCounts::default() });
        change.finished_at = Some(self.world.now().rfc3339());
        self.world.change_job(&self.message.job, &change).await?;
        tracing::info!(records = indexed, "Records are found by a further match rule");
        Ok(())
    }

    async fn release(&mut self) -> Result<bool> {
        self.lease.lease_until = 0;
        self.world.save_ledger(&self.message.job, &self.lease).await
    }

    async fn pass_on(&mut self) -> Result<()> {
        if self.release().await? {
            self.world.queue_buckets(std::slice::from_ref(self.message)).await?;
        }
        Ok(())
    }
}
