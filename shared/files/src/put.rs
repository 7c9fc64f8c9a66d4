//! The parts of a file that S3 has.

use anyhow::Result;
use gangway_contract::{FileKind, JobFile, JobId, Wide};
use gangway_ports::WriteResults;
use serde::{Deserialize, Serialize};

/// What is known of a file beside the bytes that are in no part yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Put {
    kind: FileKind,
    upload: Option<String>,
    tags: Vec<String>,
    size: u64,
    /// The rows below the header, whether or not they are in a part.
    pub rows: u32,
}

impl Put {
    /// A file of which nothing is put yet.
    pub fn new(kind: FileKind) -> Self {
        Self { kind, upload: None, tags: Vec::new(), size: 0, rows: 0 }
    }

    /// Whether S3 has a part of it.
    pub fn is_begun(&self) -> bool {
        self.upload.is_some()
    }

    /// Puts another part; `false` if the upload is gone.
    pub async fn part<W: WriteResults>(
        &mut self,
        world: &W,
        job: &JobId,
        bytes: Vec<u8>,
    ) -> Result<bool> {
        self.size += bytes.len() as u64;
        let upload = match self.upload.take() {
            Some(upload) => upload,
            None => world.begin_result(job, self.kind).await?,
        };
        let number = u32::try_from(self.tags.len())? + 1;
        let tag = world.put_result_part(job, self.kind, &upload, number, bytes).await?;
        self.upload = Some(upload);
        let is_there = tag.is_some();
        self.tags.extend(tag);
        Ok(is_there)
    }

    /// Makes the file of its parts; `false` if the upload is gone, or none was begun.
    pub async fn end<W: WriteResults>(&self, world: &W, job: &JobId) -> Result<bool> {
        let Some(upload) = &self.upload else { return Ok(false) };
        world.end_result(job, self.kind, upload, &self.tags, self.size).await
    }

    /// The file, as its job tells of it.
    pub fn file(&self) -> JobFile {
        JobFile { kind: self.kind, rows: self.rows, size: Wide(self.size) }
    }
}
