//! The result files of a job: which row goes into which, and what each says of it.

use anyhow::Result;
use gangway_contract::{FileKind, Job, JobFile, JobId, SliceManifest, WriteOutcome};
use gangway_core::marked;
use gangway_files::{CsvFile, Put};

use crate::Access;
use crate::backup::Backup;
use crate::stream::ResultRow;

/// Above S3's least for a part that is not the last.
const PART: usize = 8 << 20;

/// The files, while they are written.
pub(crate) struct Files {
    width: usize,
    is_undo: bool,
    all: Vec<CsvFile>,
    /// The records that were changed go into the last of them.
    backup: Option<Backup>,
}

/// What an import leaves, in the order of [`Files::file`].
const IMPORT: [FileKind; 3] = [FileKind::Failed, FileKind::Success, FileKind::Unprocessed];
/// What an undo leaves.
const UNDO: [FileKind; 1] = [FileKind::Undo];

impl Files {
    /// All of them, empty.
    pub(crate) fn new(manifest: &SliceManifest, job: &Job, backup: Option<Backup>) -> Result<Self> {
        let file = |kind: &FileKind| {
            let more = columns(*kind).iter().map(|it| marked::header(it));
            let more = more.chain([marked::mark(job.kind, &job.id)]);
            CsvFile::new(*kind, manifest.headers.iter().cloned().chain(more))
        };
        let is_undo = job.undoes.is_some();
        let kinds: &[FileKind] = if is_undo { &UNDO } else { &IMPORT };
        let mut all = kinds.iter().map(file).collect::<Result<Vec<_>>>()?;
        if let Some(backup) = &backup {
            all.push(CsvFile::new(FileKind::Backup, backup.headers())?);
        }
        Ok(Self { width: manifest.headers.len(), is_undo, all, backup })
    }

    /// All of them as they were put down.
    pub(crate) fn resume(
        manifest: &SliceManifest,
        is_undo: bool,
        backup: Option<Backup>,
        files: impl Iterator<Item = (Put, Vec<u8>)>,
    ) -> Self {
        let all = files.map(|(put, rest)| CsvFile::resume(put, rest)).collect();
        Self { width: manifest.headers.len(), is_undo, all, backup }
    }

    /// Each with the bytes that are in no part yet.
    pub(crate) fn lay_down(&self) -> impl Iterator<Item = (&Put, &[u8])> {
        self.all.iter().map(|it| (&it.put, it.rest()))
    }

    /// Adds rows to their files, and what they changed to the backup; `false` if a file's upload is gone.
    pub(crate) async fn rows<W: Access>(
        &mut self,
        world: &W,
        job: &JobId,
        rows: Vec<ResultRow>,
    ) -> Result<bool> {
        let mut adding: Vec<(usize, Vec<String>)> = Vec::with_capacity(rows.len());
        if let Some(backup) = &self.backup {
            let records = backup.records(world, &rows).await?;
            let last = self.all.len() - 1;
            adding.extend(records.values().map(|it| (last, backup.cells(it))));
        }
        let of = |row: ResultRow| (self.file(row.outcome), cells(row, self.width, self.is_undo));
        adding.extend(rows.into_iter().map(of));
        for (at, cells) in adding {
            let Some(file) = self.all.get_mut(at) else { continue };
            file.row(&cells)?;
            if file.rest().len() >= PART && !file.put_rest(world, job).await? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn file(&self, outcome: WriteOutcome) -> usize {
        match outcome {
            _ if self.is_undo => 0,
            WriteOutcome::Failed => 0,
            WriteOutcome::Unprocessed => 2,
            _ => 1,
        }
    }

    /// Puts what is in no part yet; `false` if an upload is gone. A file without rows is none.
    pub(crate) async fn put_rest<W: Access>(&mut self, world: &W, job: &JobId) -> Result<bool> {
        let is_open = |it: &&mut CsvFile| it.put.rows > 0 && !it.rest().is_empty();
        for file in self.all.iter_mut().filter(is_open) {
            if !file.put_rest(world, job).await? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Makes the files of their parts; `false` if an upload is gone.
    pub(crate) async fn end<W: Access>(&self, world: &W, job: &JobId) -> Result<bool> {
        for file in self.all.iter().filter(|it| it.put.is_begun()) {
            if !file.put.end(world, job).await? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Those that have rows.
    pub(crate) fn job_files(&self) -> Vec<JobFile> {
        self.all.iter().filter(|it| it.put.rows > 0).map(|it| it.put.file()).collect()
    }
}

/// What stands behind the file's own columns.
fn columns(kind: FileKind) -> &'static [&'static str] {
    match kind {
        FileKind::Undo => &["Row", "Outcome", "Record id", "Reason"],
        FileKind::Success => &["Row", "Outcome", "Record id"],
        _ => &["Row", "Reason"],
    }
}

fn cells(row: ResultRow, width: usize, is_undo: bool) -> Vec<String> {
    let ResultRow { row, mut cells, outcome, record, reason } = row;
    cells.resize(cells.len().max(width), String::new());
    // Cells beyond the header stay with their row, behind ours.
    let further = cells.split_off(width);
    cells.push(row.to_string());
    match outcome {
        WriteOutcome::Failed if !is_undo => cells.push(reason),
        WriteOutcome::Unprocessed if !is_undo => {
            cells.push("The import ended before this row was reached.".to_owned());
        }
        done => {
            cells.push(name(done).to_owned());
            cells.push(record.map(String::from).unwrap_or_default());
            cells.extend(is_undo.then_some(reason));
        }
    }
    // Under the mark.
    cells.push(String::new());
    cells.extend(further);
    cells
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
