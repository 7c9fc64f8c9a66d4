//! Result files, written as a stream of parts.

use anyhow::Result;
use gangway_contract::{FileKind, JobId};

/// Writes result files. Every part but the last holds at least 5 MiB.
pub trait WriteResults {
    /// Begins a file and gives the name of its upload.
    fn begin_result(
        &self,
        job: &JobId,
        kind: FileKind,
    ) -> impl Future<Output = Result<String>> + Send;

    /// Puts a part, numbered from 1, and gives its tag.
    fn put_result_part(
        &self,
        job: &JobId,
        kind: FileKind,
        upload: &str,
        number: u32,
        bytes: Vec<u8>,
    ) -> impl Future<Output = Result<String>> + Send;

    /// Makes the file of its parts' tags, in place of an earlier one.
    fn end_result(
        &self,
        job: &JobId,
        kind: FileKind,
        upload: &str,
        tags: &[String],
    ) -> impl Future<Output = Result<()>> + Send;
}
