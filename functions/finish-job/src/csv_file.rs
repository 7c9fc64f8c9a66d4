//! One result file on its way to S3, part by part.

use anyhow::{Result, anyhow};
use csv::{Terminator, Writer, WriterBuilder};
use gangway_contract::{FileKind, JobFile, JobId, Wide};
use gangway_core::injection::neutralise;

use crate::Access;

/// Above S3's least for a part that is not the last.
const PART: usize = 8 << 20;
/// Spreadsheet programs take a file for UTF-8 only if it says so.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// A file that begins when it has its first row.
pub(crate) struct CsvFile {
    kind: FileKind,
    writer: Writer<Vec<u8>>,
    upload: Option<String>,
    tags: Vec<String>,
    rows: u32,
    size: u64,
}

impl CsvFile {
    /// A file with a header row.
    pub(crate) fn new(kind: FileKind, header: &[String]) -> Result<Self> {
        let writer = writer(BOM.to_vec());
        let mut file = Self { kind, writer, upload: None, tags: Vec::new(), rows: 0, size: 0 };
        file.push(header)?;
        Ok(file)
    }

    fn push(&mut self, cells: &[String]) -> Result<()> {
        // Whatever a cell holds, a spreadsheet program must not run it.
        Ok(self.writer.write_record(cells.iter().map(|it| neutralise(it).into_owned()))?)
    }

    /// Adds a row.
    pub(crate) async fn row<W: Access>(
        &mut self,
        world: &W,
        job: &JobId,
        cells: &[String],
    ) -> Result<()> {
        self.push(cells)?;
        self.rows += 1;
        if self.writer.get_ref().len() >= PART {
            self.put_part(world, job).await?;
        }
        Ok(())
    }

    async fn put_part<W: Access>(&mut self, world: &W, job: &JobId) -> Result<()> {
        let full = std::mem::replace(&mut self.writer, writer(Vec::new()));
        let bytes = full.into_inner().map_err(|_| anyhow!("a part could not be completed"))?;
        self.size += bytes.len() as u64;
        let upload = match self.upload.take() {
            Some(upload) => upload,
            None => world.begin_result(job, self.kind).await?,
        };
        let number = u32::try_from(self.tags.len())? + 1;
        self.tags.push(world.put_result_part(job, self.kind, &upload, number, bytes).await?);
        self.upload = Some(upload);
        Ok(())
    }

    /// Completes the file; none if it has no rows.
    pub(crate) async fn end<W: Access>(
        mut self,
        world: &W,
        job: &JobId,
    ) -> Result<Option<JobFile>> {
        if self.rows == 0 {
            return Ok(None);
        }
        self.put_part(world, job).await?;
        if let Some(upload) = &self.upload {
            world.end_result(job, self.kind, upload, &self.tags).await?;
        }
        Ok(Some(JobFile { kind: self.kind, rows: self.rows, size: Wide(self.size) }))
    }
}

/// RFC 4180. A row with more cells than the header keeps them.
fn writer(bytes: Vec<u8>) -> Writer<Vec<u8>> {
    WriterBuilder::new().terminator(Terminator::CRLF).flexible(true).from_writer(bytes)
}
