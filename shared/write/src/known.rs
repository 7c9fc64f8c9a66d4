//! What is known of a bucket before a worker goes on with it: the outcomes of rows that an earlier run has settled, and
//! of those before the cursor.

use std::collections::BTreeSet;

use anyhow::Result;
use gangway_contract::{JobId, LedgerEntry, OutcomeRow, Row, WriteOutcome};
use gangway_core::write::Group;
use gangway_ports::{ReadOutcomes, read_lines};

/// One ranged read of outcomes.
const PIECE: u32 = 8 << 20;

/// A bucket as its workers have left it.
pub struct Known {
    /// Every outcome so far that counts.
    pub outcomes: Vec<OutcomeRow>,
    settled: BTreeSet<Row>,
    cursor: usize,
}

impl Known {
    /// Reads what the bucket's entry says that there is.
    pub async fn read<W: ReadOutcomes>(
        world: &W,
        job: &JobId,
        entry: &LedgerEntry,
    ) -> Result<Self> {
        let mut outcomes = match entry.rerun.checked_sub(1) {
            Some(before) => read_outcomes(world, job, entry.bucket, before).await?,
            None => Vec::new(),
        };
        outcomes.retain(|it| it.outcome != WriteOutcome::Unprocessed);
        let settled = outcomes.iter().map(|it| it.row).collect();
        for part in &entry.parts {
            let bytes = world.read_part(job, entry.bucket, *part).await?;
            outcomes.extend(read_lines::<OutcomeRow>(&bytes)?);
        }
        Ok(Self { outcomes, settled, cursor: entry.cursor as usize })
    }

    /// The groups that are left to do. A group is settled as a whole, or not at all.
    pub fn left(&self, groups: Vec<Group>) -> Vec<Group> {
        let is_settled = |group: &Group| group.rows.iter().any(|it| self.settled.contains(&it.row));
        groups.into_iter().filter(|it| !is_settled(it)).skip(self.cursor).collect()
    }
}

/// The outcomes of every row of a bucket, as they are after this many reruns.
pub(crate) async fn read_outcomes<W: ReadOutcomes>(
    world: &W,
    job: &JobId,
    bucket: u32,
    rerun: u32,
) -> Result<Vec<OutcomeRow>> {
    let mut bytes = Vec::new();
    loop {
        let offset = bytes.len() as u64;
        let piece = world.read_outcomes(job, bucket, rerun, offset, PIECE).await?;
        if piece.is_empty() {
            return read_lines(&bytes);
        }
        bytes.extend(piece);
    }
}
