//! Rows of one origin, in file order, read piece by piece: a bucket's outcomes, or the rows that failed the check.

use anyhow::Result;
use gangway_contract::{FailedRow, Issue, JobId, OutcomeRow, RecordId, Row, WriteOutcome};
use serde::{Deserialize, Serialize};

use crate::Access;

/// A row on its way into a result file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ResultRow {
    pub(crate) row: Row,
    pub(crate) cells: Vec<String>,
    pub(crate) outcome: WriteOutcome,
    pub(crate) record: Option<RecordId>,
    pub(crate) reason: String,
}

/// Where rows come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// One bucket, after this many reruns.
    Bucket(u32, u32),
    /// The segments of failed rows, up to this many.
    Failures(u32),
}

/// Where a row begins in its origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Place {
    /// The object, where an origin has several.
    segment: u32,
    /// The byte.
    offset: u64,
}

/// The rows of one origin.
pub(crate) struct Stream {
    origin: Origin,
    /// The next piece.
    next: Place,
    piece: u32,
    buffer: Vec<u8>,
    start: usize,
}

impl Stream {
    /// Reads `piece` bytes at a time, from this row on.
    pub(crate) fn new(origin: Origin, piece: u32, from: Place) -> Self {
        Self { origin, next: from, piece, buffer: Vec::new(), start: 0 }
    }

    /// Where the next row begins.
    pub(crate) fn place(&self) -> Place {
        Place { offset: self.next.offset - self.rest().len() as u64, ..self.next }
    }

    /// The next row, or none at the end.
    pub(crate) async fn next<W: Access>(
        &mut self,
        world: &W,
        job: &JobId,
    ) -> Result<Option<ResultRow>> {
        loop {
            if let Some(len) = self.rest().iter().position(|it| *it == b'\n') {
                let row = parse(self.origin, &self.rest()[..len])?;
                self.start += len + 1;
                return Ok(Some(row));
            }
            if !self.fill(world, job).await? {
                return Ok(None);
            }
        }
    }

    fn rest(&self) -> &[u8] {
        self.buffer.get(self.start..).unwrap_or_default()
    }

    /// Fetches another piece; `false` at the end of the origin.
    async fn fill<W: Access>(&mut self, world: &W, job: &JobId) -> Result<bool> {
        let Place { segment, offset } = self.next;
        let bytes = match self.origin {
            Origin::Bucket(bucket, rerun) => {
                world.read_outcomes(job, bucket, rerun, offset, self.piece).await?
            }
            Origin::Failures(segments) if segment < segments => {
                world.read_failed(job, segment, offset, self.piece).await?
            }
            Origin::Failures(_) => return Ok(false),
        };
        if bytes.is_empty() {
            let Origin::Failures(_) = self.origin else { return Ok(false) };
            // Lines never reach from one segment into the next.
            self.next = Place { segment: segment + 1, offset: 0 };
            return Ok(true);
        }
        self.buffer.drain(..self.start);
        self.start = 0;
        self.next.offset += bytes.len() as u64;
        self.buffer.extend(bytes);
        Ok(true)
    }
}

fn parse(origin: Origin, line: &[u8]) -> Result<ResultRow> {
    Ok(match origin {
        Origin::Bucket(..) => {
            let row: OutcomeRow = serde_json::from_slice(line)?;
            ResultRow {
                row: row.row,
                cells: row.cells,
                outcome: row.outcome,
                record: row.record,
                reason: reason(row.issue.as_slice()),
            }
        }
        Origin::Failures(_) => {
            let row: FailedRow = serde_json::from_slice(line)?;
            ResultRow {
                row: row.row,
                cells: row.cells,
                outcome: WriteOutcome::Failed,
                record: None,
                reason: reason(&row.issues),
            }
        }
    })
}

/// What is wrong, column by column.
fn reason(issues: &[Issue]) -> String {
    let wrong = issues.iter().filter(|it| !it.note);
    let sentence = |it: &Issue| match it.column.as_str() {
        "" => it.message.clone(),
        column => format!("{column}: {}", it.message),
    };
    wrong.map(sentence).collect::<Vec<_>>().join(" ")
}
