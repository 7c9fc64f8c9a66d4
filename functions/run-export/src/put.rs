//! The parts of a file that S3 has.

use anyhow::Result;
use gangway_contract::{FileKind, JobFile, JobId, Wide};
use serde::{Deserialize, Serialize};

use crate::Access;

/// What is known of a file beside the bytes that are in no part yet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Put {
    upload: Option<String>,
    tags: Vec<String>,
    size: u64,
    /// The rows below the header, whether or not they are in a part.
    pub(crate) rows: u32,
}

impl Put {
    /// Puts another part; `false` if the upload is gone.
    pub(crate) async fn part<W: Access>(
        &mut self,
        world: &W,
        job: &JobId,
        bytes: Vec<u8>,
    ) -> Result<bool> {
        self.size += bytes.len() as u64;
        let upload = match self.upload.take() {
            Some(upload) => upload,
            None => world.begin_result(job, FileKind::Export).await?,
        };
        let number = u32::try_from(self.tags.len())? + 1;
        let tag = world.put_result_part(job, FileKind::Export, &upload, number, bytes).await?;
        self.upload = Some(upload);
        let is_there = tag.is_some();
        self.tags.extend(tag);
        Ok(is_there)
    }

    /// Makes the file of its parts; `false` if the upload is gone.
    pub(crate) async fn end<W: Access>(&self, world: &W, job: &JobId) -> Result<bool> {
        let Some(upload) = &self.upload else { return Ok(false) };
        world.end_result(job, FileKind::Export, upload, &self.tags, self.size).await
    }

    /// The file, as its job tells of it.
    pub(crate) fn file(&self) -> JobFile {
        JobFile { kind: FileKind::Export, rows: self.rows, size: Wide(self.size) }
    }
}
