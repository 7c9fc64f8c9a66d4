//! A CSV file on its way to S3, part by part. It can be put down between two rows and taken up again.

use anyhow::{Result, anyhow};
use csv::{Terminator, Writer, WriterBuilder};
use gangway_contract::{FileKind, JobId};
use gangway_core::injection::neutralise;
use gangway_ports::WriteResults;

use crate::Put;

/// Spreadsheet programs take a file for UTF-8 only if it says so.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// A file, with the bytes that are in no part yet.
pub struct CsvFile {
    /// What is known of it beside those bytes.
    pub put: Put,
    writer: Writer<Vec<u8>>,
}

impl CsvFile {
    /// A file with a header row.
    pub fn new(kind: FileKind, headers: impl IntoIterator<Item = impl AsRef<str>>) -> Result<Self> {
        let mut file = Self::resume(Put::new(kind), BOM.to_vec());
        file.push(headers)?;
        Ok(file)
    }

    /// A file as it was put down.
    pub fn resume(put: Put, rest: Vec<u8>) -> Self {
        Self { put, writer: writer(rest) }
    }

    /// The bytes that are in no part yet.
    pub fn rest(&self) -> &[u8] {
        self.writer.get_ref()
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) -> Result<()> {
        self.put.rows += 1;
        self.push(cells)
    }

    fn push(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) -> Result<()> {
        for cell in cells {
            self.cell(cell.as_ref())?;
        }
        self.close_row()
    }

    fn cell(&mut self, text: &str) -> Result<()> {
        // Whatever a cell holds, a spreadsheet program must not run it.
        Ok(self.writer.write_field(neutralise(text).as_bytes())?)
    }

    fn close_row(&mut self) -> Result<()> {
        self.writer.write_record(None::<&[u8]>)?;
        // Parts are cut by rows alone, whoever writes them and however often.
        Ok(self.writer.flush()?)
    }

    /// Puts what is in no part yet; `false` if the upload is gone.
    pub async fn put_rest<W: WriteResults>(&mut self, world: &W, job: &JobId) -> Result<bool> {
        let full = std::mem::replace(&mut self.writer, writer(Vec::new()));
        let bytes = full.into_inner().map_err(|_| anyhow!("a part could not be completed"))?;
        self.put.part(world, job, bytes).await
    }
}

/// RFC 4180. A row with more cells than the header keeps them.
fn writer(bytes: Vec<u8>) -> Writer<Vec<u8>> {
    WriterBuilder::new().terminator(Terminator::CRLF).flexible(true).from_writer(bytes)
}
