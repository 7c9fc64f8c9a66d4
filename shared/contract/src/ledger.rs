//! The ledger: how far the work on a job's buckets is.

use serde::{Deserialize, Serialize};

use crate::JobCounts;

/// What a worker has done of one bucket. Counts are absolute: a worker sets them and never adds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerEntry {
    /// Which bucket, from 0.
    pub bucket: u32,
    /// Where it stands.
    pub state: LedgerState,
    /// The unix second at which its lease runs out; 0 without one.
    pub lease_until: u32,
    /// How often a worker has taken it. A worker whose number is not this one has lost its lease.
    pub attempt: u32,
    /// Groups that are done, in the bucket's order; of those that this run found open.
    pub cursor: u32,
    /// The outcomes so far.
    pub counts: JobCounts,
    /// Where the outcomes up to the cursor lie, in order.
    #[serde(default)]
    pub parts: Vec<OutcomePart>,
    /// How often the rows that were left were run again. The outcomes of each run lie by themselves; those of the run
    /// before this one are settled, but for the rows that it left.
    #[serde(default)]
    pub rerun: u32,
}

impl LedgerEntry {
    /// A bucket that waits for its first worker.
    pub fn open(bucket: u32) -> Self {
        Self {
            bucket,
            state: LedgerState::Open,
            lease_until: 0,
            attempt: 0,
            cursor: 0,
            counts: JobCounts::default(),
            parts: Vec::new(),
            rerun: 0,
        }
    }

    /// Whether a worker is still to come, in a job whose left rows were run again this often.
    pub fn is_open(&self, reruns: u32) -> bool {
        self.state == LedgerState::Open || self.is_left(reruns)
    }

    /// Whether it has ended with rows that were not reached and are to be run again, and nobody has begun to.
    pub fn is_left(&self, reruns: u32) -> bool {
        self.state != LedgerState::Open && self.rerun < reruns && self.counts.unprocessed > 0
    }

    /// The same bucket for the workers who run its left rows again: what is settled is counted, what is left is not.
    #[must_use]
    pub fn reopened(&self) -> Self {
        Self {
            state: LedgerState::Open,
            lease_until: 0,
            cursor: 0,
            parts: Vec::new(),
            rerun: self.rerun + 1,
            counts: self.counts.settled(),
            ..self.clone()
        }
    }
}

/// The outcomes that one worker saved between two cursors. The pair names the object, so a worker that
/// lost its lease can never overwrite what counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomePart {
    /// The cursor at which it begins.
    pub from: u32,
    /// The worker.
    pub attempt: u32,
}

/// Where a bucket stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LedgerState {
    /// Waiting, or leased.
    Open,
    /// Every group has its outcome.
    Done,
    /// Given up; rows from the cursor on are unprocessed.
    Failed,
    /// Stopped by a cancel; rows from the cursor on are unprocessed.
    Cancelled,
}
