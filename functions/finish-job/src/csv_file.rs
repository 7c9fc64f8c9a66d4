//! One result file on its way to S3, part by part. It can be put down between two rows and taken up again.

use anyhow::{Result, anyhow};
use csv::{Terminator, Writer, WriterBuilder};
use gangway_contract::{FileKind, JobFile, JobId, Wide};
use gangway_core::injection::neutralise;
use serde::{Deserialize, Serialize};

use crate::Access;

/// Above S3's least for a part that is not the last.
const PART: usize = 8 << 20;
/// Spreadsheet programs take a file for UTF-8 only if it says so.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// A file that begins when it has its first row.
pub(crate) struct CsvFile {
    put: Put,
    writer: Writer<Vec<u8>>,
}

/// What is known of a file beside the bytes that are in no part yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Put {
    kind: FileKind,
    upload: Option<String>,
    tags: Vec<String>,
    rows: u32,
    size: u64,
}

impl CsvFile {
    /// A file with a header row.
    pub(crate) fn new(kind: FileKind, header: &[String]) -> Result<Self> {
        let put = Put { kind, upload: None, tags: Vec::new(), rows: 0, size: 0 };
        let mut file = Self::resume(put, BOM.to_vec());
        file.push(header)?;
        Ok(file)
    }

    /// A file as it was put down.
    pub(crate) fn resume(put: Put, rest: Vec<u8>) -> Self {
        Self { put, writer: writer(rest) }
    }

    /// What [`resume`](Self::resume) needs.
    pub(crate) fn lay_down(&self) -> (&Put, &[u8]) {
        (&self.put, self.writer.get_ref())
    }

    fn push(&mut self, cells: &[String]) -> Result<()> {
        // Whatever a cell holds, a spreadsheet program must not run it.
        self.writer.write_record(cells.iter().map(|it| neutralise(it).into_owned()))?;
        // Parts are cut by rows alone, whoever writes them and however often.
        Ok(self.writer.flush()?)
    }

    /// Adds a row; `false` if the upload is gone.
    pub(crate) async fn row<W: Access>(
        &mut self,
        world: &W,
        job: &JobId,
        cells: &[String],
    ) -> Result<bool> {
        self.push(cells)?;
        self.put.rows += 1;
        if self.writer.get_ref().len() >= PART {
            return self.put_part(world, job).await;
        }
        Ok(true)
    }

    async fn put_part<W: Access>(&mut self, world: &W, job: &JobId) -> Result<bool> {
        let full = std::mem::replace(&mut self.writer, writer(Vec::new()));
        let bytes = full.into_inner().map_err(|_| anyhow!("a part could not be completed"))?;
        let kind = self.put.kind;
        self.put.size += bytes.len() as u64;
        let upload = match self.put.upload.take() {
            Some(upload) => upload,
            None => world.begin_result(job, kind).await?,
        };
        let number = u32::try_from(self.put.tags.len())? + 1;
        let tag = world.put_result_part(job, kind, &upload, number, bytes).await?;
        self.put.upload = Some(upload);
        let is_there = tag.is_some();
        self.put.tags.extend(tag);
        Ok(is_there)
    }

    /// Puts what is in no part yet; `false` if the upload is gone.
    pub(crate) async fn put_rest<W: Access>(&mut self, world: &W, job: &JobId) -> Result<bool> {
        if self.put.rows == 0 || self.writer.get_ref().is_empty() {
            return Ok(true);
        }
        self.put_part(world, job).await
    }

    /// Makes the file of its parts; `false` if the upload is gone. Nothing is made of a file without rows.
    pub(crate) async fn end<W: Access>(&self, world: &W, job: &JobId) -> Result<bool> {
        let Put { kind, upload, tags, size, .. } = &self.put;
        let Some(upload) = upload else { return Ok(true) };
        world.end_result(job, *kind, upload, tags, *size).await
    }

    /// The file, unless it has no rows.
    pub(crate) fn file(&self) -> Option<JobFile> {
        let Put { kind, rows, size, .. } = self.put;
        (rows > 0).then_some(JobFile { kind, rows, size: Wide(size) })
    }
}

/// RFC 4180. A row with more cells than the header keeps them.
fn writer(bytes: Vec<u8>) -> Writer<Vec<u8>> {
    WriterBuilder::new().terminator(Terminator::CRLF).flexible(true).from_writer(bytes)
}
