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

    /// Puts a part, numbered from 1, in place of an earlier one, and gives its tag; none if there is no such upload
    /// any more.
    fn put_result_part(
        &self,
        job: &JobId,
        kind: FileKind,
        upload: &str,
        number: u32,
        bytes: Vec<u8>,
    ) -> impl Future<Output = Result<Option<String>>> + Send;

    /// Makes the file of its parts' tags, in place of an earlier one. Doing it again changes nothing. `false` if there
    /// is neither such an upload nor a file of just this `size` that it may have become.
    fn end_result(
        &self,
        job: &JobId,
        kind: FileKind,
        upload: &str,
        tags: &[String],
        size: u64,
    ) -> impl Future<Output = Result<bool>> + Send;
}
