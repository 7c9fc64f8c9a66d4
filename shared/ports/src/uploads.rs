//! The file and the plan: how they come in, and how files go out.

use anyhow::Result;
use gangway_contract::{
    FileKind, JobId, PinnedSource,
    api::{PartToSign, SignedPart, StartImport, UploadedPart},
};

/// Takes a file in parts, straight from the browser.
pub trait UploadSource {
    /// Opens an upload and gives its name.
    fn begin_upload(&self, job: &JobId) -> impl Future<Output = Result<String>> + Send;

    /// Addresses to put parts to; each is good for one part of one length and digest.
    fn sign_parts(
        &self,
        job: &JobId,
        upload: &str,
        parts: &[PartToSign],
    ) -> impl Future<Output = Result<Vec<SignedPart>>> + Send;

    /// Makes the file of its parts.
    fn complete_upload(
        &self,
        job: &JobId,
        upload: &str,
        parts: &[UploadedPart],
    ) -> impl Future<Output = Result<Completion>> + Send;

    /// Throws the parts away that were put. An upload that is complete, or gone already, stays as it is.
    fn abort_upload(&self, job: &JobId, upload: &str) -> impl Future<Output = Result<()>> + Send;
}

/// What became of a finished upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Completion {
    /// The file is there.
    Done(PinnedSource),
    /// The parts are not those that were put; the sentence says so.
    Refused(String),
}

/// Reads the file.
pub trait ReadSource {
    /// The object that is there now, or none.
    fn find_source(&self, job: &JobId)
    -> impl Future<Output = Result<Option<PinnedSource>>> + Send;

    /// Up to `len` bytes of the pinned object; fewer at its end, none behind it.
    fn read_source(
        &self,
        job: &JobId,
        source: &PinnedSource,
        offset: u64,
        len: u32,
    ) -> impl Future<Output = Result<Vec<u8>>> + Send;
}

/// Takes files that were dropped into the bucket.
pub trait TakeDrop {
    /// Makes a job's file of the object at `drops/` and the tenant and this path; `false` if there is no such version.
    fn take_drop(
        &self,
        job: &JobId,
        path: &str,
        version: Option<&str>,
    ) -> impl Future<Output = Result<bool>> + Send;
}

/// Keeps what was sent with Start.
pub trait SaveStart {
    /// Puts it. The first one stays: `false` if there is another one already.
    fn save_start(
        &self,
        job: &JobId,
        start: &StartImport,
    ) -> impl Future<Output = Result<bool>> + Send;
}

/// Reads what was sent with Start.
pub trait ReadStart {
    /// It, or none before Start.
    fn read_start(&self, job: &JobId) -> impl Future<Output = Result<Option<StartImport>>> + Send;
}

/// Gives files out.
pub trait LinkFiles {
    /// An address that is good for minutes, and saves the file under this name.
    fn link_file(
        &self,
        job: &JobId,
        kind: FileKind,
        name: &str,
    ) -> impl Future<Output = Result<String>> + Send;
}
