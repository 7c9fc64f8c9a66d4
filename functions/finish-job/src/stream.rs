//! Rows of one origin, in file order, read piece by piece: a bucket's outcomes, or the rows that failed the check.

use anyhow::Result;
use gangway_contract::{FailedRow, Issue, JobId, OutcomeRow, RecordId, Row, WriteOutcome};

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
    /// One bucket.
    Bucket(u32),
    /// The segments of failed rows, up to this many.
    Failures(u32),
}

/// The rows of one origin.
pub(crate) struct Stream {
    origin: Origin,
    segment: u32,
    offset: u64,
    piece: u32,
    buffer: Vec<u8>,
    start: usize,
}

impl Stream {
    /// Reads `piece` bytes at a time.
    pub(crate) fn new(origin: Origin, piece: u32) -> Self {
        Self { origin, segment: 0, offset: 0, piece, buffer: Vec::new(), start: 0 }
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
        let bytes = match self.origin {
            Origin::Bucket(bucket) => {
                world.read_outcomes(job, bucket, self.offset, self.piece).await?
            }
            Origin::Failures(segments) if self.segment < segments => {
                world.read_failed(job, self.segment, self.offset, self.piece).await?
            }
            Origin::Failures(_) => return Ok(false),
        };
        if bytes.is_empty() {
            // Lines never reach from one segment into the next.
            self.segment += 1;
            self.offset = 0;
            return Ok(matches!(self.origin, Origin::Failures(_)));
        }
        self.buffer.drain(..self.start);
        self.start = 0;
        self.offset += bytes.len() as u64;
        self.buffer.extend(bytes);
        Ok(true)
    }
}

fn parse(origin: Origin, line: &[u8]) -> Result<ResultRow> {
    Ok(match origin {
        Origin::Bucket(_) => {
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
