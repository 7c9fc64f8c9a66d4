//! The result files, in the file's row order: every bucket's outcomes and the failed rows, merged with as many
//! pieces in memory as there are origins.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use anyhow::Result;
use gangway_contract::{
    FileKind, Job, JobCounts, JobFile, JobId, Row, SliceManifest, WriteOutcome,
};

use crate::Access;
use crate::csv_file::CsvFile;
use crate::stream::{Origin, ResultRow, Stream};

/// All pieces together take about this much.
const MEMORY: usize = 64 << 20;

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Merged {
    pub(crate) files: Vec<JobFile>,
    /// Counted once more, row by row.
    pub(crate) counts: JobCounts,
}

/// Writes all three files of an import, or the one of an undo.
pub(crate) async fn merge<W: Access>(
    world: &W,
    job: &Job,
    manifest: &SliceManifest,
) -> Result<Merged> {
    let is_undo = job.undoes.is_some();
    let mut files = Files::new(manifest, is_undo)?;
    let failures = if is_undo { 0 } else { manifest.failed_segments };
    let job = &job.id;
    let mut rows = Rows::open(world, job, manifest.buckets.len(), failures).await?;
    let mut counts = JobCounts::default();
    while let Some(row) = rows.next(world, job).await? {
        count(&mut counts, row.outcome);
        files.row(world, job, row).await?;
    }
    Ok(Merged { files: files.end(world, job).await?, counts })
}

/// All rows of all origins, by number.
struct Rows {
    streams: Vec<Stream>,
    heads: Vec<Option<ResultRow>>,
    order: BinaryHeap<Reverse<(Row, usize)>>,
}

impl Rows {
    async fn open<W: Access>(
        world: &W,
        job: &JobId,
        buckets: usize,
        failures: u32,
    ) -> Result<Self> {
        let origins = (0..u32::try_from(buckets)?).map(Origin::Bucket);
        let origins: Vec<Origin> = origins.chain([Origin::Failures(failures)]).collect();
        let piece = u32::try_from((MEMORY / origins.len()).clamp(64 << 10, 4 << 20))?;
        let streams: Vec<Stream> = origins.into_iter().map(|it| Stream::new(it, piece)).collect();
        let heads = streams.iter().map(|_| None).collect();
        let mut rows = Self { streams, heads, order: BinaryHeap::new() };
        for place in 0..rows.streams.len() {
            rows.advance(world, job, place).await?;
        }
        Ok(rows)
    }

    async fn advance<W: Access>(&mut self, world: &W, job: &JobId, place: usize) -> Result<()> {
        let Some(stream) = self.streams.get_mut(place) else { return Ok(()) };
        if let Some(row) = stream.next(world, job).await? {
            self.order.push(Reverse((row.row, place)));
            self.heads[place] = Some(row);
        }
        Ok(())
    }

    async fn next<W: Access>(&mut self, world: &W, job: &JobId) -> Result<Option<ResultRow>> {
        let Some(Reverse((_, place))) = self.order.pop() else { return Ok(None) };
        let row = self.heads.get_mut(place).and_then(Option::take);
        self.advance(world, job, place).await?;
        Ok(row)
    }
}

struct Files {
    width: usize,
    failed: CsvFile,
    success: CsvFile,
    unprocessed: CsvFile,
    undo: CsvFile,
    is_undo: bool,
}

impl Files {
    fn new(manifest: &SliceManifest, is_undo: bool) -> Result<Self> {
        let header = |more: &[&str]| -> Vec<String> {
            let more = more.iter().map(ToString::to_string);
            manifest.headers.iter().cloned().chain(more).collect()
        };
        Ok(Self {
            width: manifest.headers.len(),
            failed: CsvFile::new(FileKind::Failed, &header(&["Row", "Reason"]))?,
            success: CsvFile::new(FileKind::Success, &header(&["Row", "Outcome", "Record id"]))?,
            unprocessed: CsvFile::new(FileKind::Unprocessed, &header(&["Row", "Reason"]))?,
            undo: CsvFile::new(
                FileKind::Undo,
                &header(&["Row", "Outcome", "Record id", "Reason"]),
            )?,
            is_undo,
        })
    }

    async fn row<W: Access>(&mut self, world: &W, job: &JobId, row: ResultRow) -> Result<()> {
        let ResultRow { row, mut cells, outcome, record, reason } = row;
        cells.resize(cells.len().max(self.width), String::new());
        // Cells beyond the header stay with their row, behind ours.
        let further = cells.split_off(self.width);
        cells.push(row.to_string());
        let file = match outcome {
            done if self.is_undo => {
                cells.push(name(done).to_owned());
                cells.push(record.map(String::from).unwrap_or_default());
                cells.push(reason);
                &mut self.undo
            }
            WriteOutcome::Failed => {
                cells.push(reason);
                &mut self.failed
            }
            WriteOutcome::Unprocessed => {
                cells.push("The import ended before this row was reached.".to_owned());
                &mut self.unprocessed
            }
            done => {
                cells.push(name(done).to_owned());
                cells.push(record.map(String::from).unwrap_or_default());
                &mut self.success
            }
        };
        cells.extend(further);
        file.row(world, job, &cells).await
    }

    async fn end<W: Access>(self, world: &W, job: &JobId) -> Result<Vec<JobFile>> {
        let mut files = Vec::new();
        for file in [self.failed, self.success, self.unprocessed, self.undo] {
            files.extend(file.end(world, job).await?);
        }
        Ok(files)
    }
}

fn name(outcome: WriteOutcome) -> &'static str {
    match outcome {
        WriteOutcome::Created => "created",
        WriteOutcome::Updated => "updated",
        WriteOutcome::Unchanged => "unchanged",
        WriteOutcome::Skipped => "skipped",
        WriteOutcome::Failed => "failed",
        WriteOutcome::Unprocessed => "unprocessed",
        WriteOutcome::Removed => "removed",
        WriteOutcome::Restored => "restored",
        WriteOutcome::Kept => "kept",
    }
}

fn count(counts: &mut JobCounts, outcome: WriteOutcome) {
    let place = match outcome {
        WriteOutcome::Created => &mut counts.created,
        WriteOutcome::Updated => &mut counts.updated,
        WriteOutcome::Unchanged => &mut counts.unchanged,
        WriteOutcome::Skipped => &mut counts.skipped,
        WriteOutcome::Failed => &mut counts.failed,
        WriteOutcome::Unprocessed => &mut counts.unprocessed,
        WriteOutcome::Removed => &mut counts.removed,
        WriteOutcome::Restored => &mut counts.restored,
        WriteOutcome::Kept => &mut counts.kept,
    };
    *place += 1;
    counts.rows += 1;
}
