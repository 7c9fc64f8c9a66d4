//! How far a bucket is: outcomes first, then the cursor that makes them count.

use anyhow::Result;
use gangway_contract::{
    BucketMessage, JobId, LedgerEntry, LedgerState, OutcomePart, OutcomeRow, SliceRow,
};
use gangway_core::write::{Group, conclude, count};
use gangway_ports::write_lines;
use gangway_write::Known;

use crate::Access;

/// A bucket's ledger entry, and every outcome so far.
pub(crate) struct Progress {
    job: JobId,
    entry: LedgerEntry,
    known: Known,
}

impl Progress {
    /// Goes on where the last worker stopped.
    pub(crate) async fn open<W: Access>(
        world: &W,
        job: &JobId,
        entry: LedgerEntry,
    ) -> Result<Self> {
        let known = Known::read(world, job, &entry).await?;
        Ok(Self { job: job.clone(), entry, known })
    }

    /// The groups that nobody has done.
    pub(crate) fn left(&self, groups: Vec<Group>) -> Vec<Group> {
        self.known.left(groups)
    }

    /// Another worker may have had effects behind the cursor.
    pub(crate) fn is_repeated(&self) -> bool {
        self.entry.attempt > 1
    }

    /// Makes a step count; `false` if the lease was lost, and nothing counts.
    pub(crate) async fn save<W: Access>(
        &mut self,
        world: &W,
        groups: usize,
        outcomes: Vec<OutcomeRow>,
    ) -> Result<bool> {
        let part = OutcomePart { from: self.entry.cursor, attempt: self.entry.attempt };
        world.put_part(&self.job, self.entry.bucket, part, write_lines(&outcomes)?).await?;
        self.entry.parts.push(part);
        self.entry.cursor += u32::try_from(groups)?;
        self.entry.counts = self.entry.counts.plus(&count(&outcomes));
        self.known.outcomes.extend(outcomes);
        world.save_ledger(&self.job, &self.entry).await
    }

    /// Takes outcomes that count once the bucket ends.
    pub(crate) fn add(&mut self, outcomes: Vec<OutcomeRow>) {
        self.known.outcomes.extend(outcomes);
    }

    /// Gives the bucket back and asks for another worker.
    pub(crate) async fn pass_on<W: Access>(
        mut self,
        world: &W,
        message: &BucketMessage,
    ) -> Result<()> {
        self.entry.lease_until = 0;
        if world.save_ledger(&self.job, &self.entry).await? {
            world.queue_buckets(std::slice::from_ref(message)).await?;
        }
        Ok(())
    }

    /// Ends the bucket; the rows that are left were not reached. `false` if the lease was lost.
    pub(crate) async fn conclude<W: Access>(
        mut self,
        world: &W,
        left: Vec<SliceRow>,
        state: LedgerState,
    ) -> Result<bool> {
        let outcomes = conclude(left, self.known.outcomes);
        let (bucket, rerun) = (self.entry.bucket, self.entry.rerun);
        world.put_outcomes(&self.job, bucket, rerun, write_lines(&outcomes)?).await?;
        self.entry.counts = count(&outcomes);
        self.entry.state = state;
        self.entry.lease_until = 0;
        world.save_ledger(&self.job, &self.entry).await
    }
}
