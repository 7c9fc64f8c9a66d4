//! The file that an export becomes. Whatever its form, it can be put down between two records and taken up again.

use anyhow::Result;
use gangway_contract::{ExportFormat, FileKind, Job, StoredRecord};
use gangway_files::{BookFile, BookSize, CsvFile, Put};

use crate::Access;
use crate::asked::Asked;

/// A file on its way to S3.
pub(crate) enum File {
    Csv(Box<CsvFile>),
    Book(Box<BookFile>),
}

impl File {
    /// The file without a record yet.
    pub(crate) fn new(job: &Job, asked: &Asked, size: BookSize) -> Result<Self> {
        Ok(match asked.format() {
            ExportFormat::Csv => {
                Self::Csv(Box::new(CsvFile::new(FileKind::Export, asked.headers())?))
            }
            ExportFormat::Xlsx => Self::Book(Box::new(BookFile::new(job, asked.columns(), size)?)),
        })
    }

    /// The file as [`Self::put_down`] left it.
    pub(crate) fn take_up(
        job: &Job,
        asked: &Asked,
        size: BookSize,
        (put, bytes): (Put, &[u8]),
    ) -> Result<Self> {
        Ok(match asked.format() {
            ExportFormat::Csv => Self::Csv(Box::new(CsvFile::resume(put, bytes.to_vec()))),
            ExportFormat::Xlsx => {
                Self::Book(Box::new(BookFile::take_up(job, asked.columns(), size, (put, bytes))?))
            }
        })
    }

    /// What [`Self::take_up`] needs beside what is known of its parts.
    pub(crate) fn put_down(&self) -> Result<Vec<u8>> {
        match self {
            Self::Csv(file) => Ok(file.rest().to_vec()),
            Self::Book(file) => file.put_down(),
        }
    }

    /// What is known of its parts.
    pub(crate) fn put(&self) -> &Put {
        match self {
            Self::Csv(file) => &file.put,
            Self::Book(file) => &file.put,
        }
    }

    /// Adds a record.
    pub(crate) fn row(&mut self, asked: &Asked, record: &StoredRecord) -> Result<()> {
        match self {
            Self::Csv(file) => file.row(asked.cells(record)),
            Self::Book(file) => file.row(asked.cells(record)),
        }
    }

    /// Whether it has become larger than a program could open.
    pub(crate) fn is_too_large(&self) -> bool {
        matches!(self, Self::Book(file) if file.is_too_large())
    }

    /// Adds whatever stands behind the last record.
    pub(crate) fn end(&mut self) -> Result<()> {
        match self {
            Self::Csv(_) => Ok(()),
            Self::Book(file) => file.end(),
        }
    }

    /// The bytes that a part could be made of.
    pub(crate) fn rest(&self) -> usize {
        match self {
            Self::Csv(file) => file.rest().len(),
            Self::Book(file) => file.rest().len(),
        }
    }

    /// Makes a part of them; `false` if the upload is gone.
    pub(crate) async fn put_rest<W: Access>(&mut self, world: &W, job: &Job) -> Result<bool> {
        match self {
            Self::Csv(file) => file.put_rest(world, &job.id).await,
            Self::Book(file) => file.put_rest(world, &job.id).await,
        }
    }
}
