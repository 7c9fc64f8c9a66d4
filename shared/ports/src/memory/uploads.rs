//! Uploads, plans and downloads in memory. An address is `memory:` and the upload's name; a test puts parts
//! with [`MemoryTenant::put_upload_part`].

use std::io;
use std::path::Path;

use anyhow::Result;
use gangway_contract::{
    DuplicateMode, FileKind, JobId, PinnedSource, Wide,
    api::{PartToSign, SignedPart, StartImport, UploadedPart},
};

use super::{Lapse, MemoryTenant, TenantData, results::result_path};
use crate::{Completion, LinkFiles, ReadSource, ReadStart, SaveStart, TakeDrop, UploadSource};

impl MemoryTenant {
    /// Puts a part as a browser would, and gives its tag.
    pub fn put_upload_part(&self, upload: &str, number: u32, bytes: Vec<u8>) -> String {
        let place = (upload.to_owned(), number);
        self.world.with(&self.tenant, |data| data.parts.insert(place, bytes));
        format!("tag-{number}")
    }

    /// Puts a whole file as if it had been uploaded, and pins it. In a world without a folder.
    pub fn put_source(&self, job: &JobId, bytes: Vec<u8>) -> PinnedSource {
        let size = Wide(bytes.len() as u64);
        let path = result_path(job, FileKind::Source);
        self.world.with(&self.tenant, |data| data.objects.insert(path, bytes));
        PinnedSource { version: None, size }
    }

    /// The same of a file on disk, in any world.
    pub fn put_source_file(&self, job: &JobId, file: &Path) -> io::Result<PinnedSource> {
        let (board, path) = (self.shelf(), result_path(job, FileKind::Source));
        let size = self.world.with(&self.tenant, |data| board.link(data, path, file))?;
        Ok(PinnedSource { version: None, size: Wide(size) })
    }

    /// A result file as it lies there.
    pub fn result(&self, job: &JobId, kind: FileKind) -> Option<Vec<u8>> {
        let path = result_path(job, kind);
        self.world.with(&self.tenant, |data| data.objects.get(&path).cloned())
    }
}

impl UploadSource for MemoryTenant {
    async fn begin_upload(&self, job: &JobId) -> Result<String> {
        self.call("begin_upload", |_| format!("upload-{job}")).await
    }

    async fn sign_parts(
        &self,
        _job: &JobId,
        upload: &str,
        parts: &[PartToSign],
    ) -> Result<Vec<SignedPart>> {
        let sign = |part: &PartToSign| SignedPart {
            number: part.number,
            url: format!("memory:{upload}/{}", part.number),
            headers: Vec::new(),
        };
        self.call("sign_parts", |_| parts.iter().map(sign).collect()).await
    }

    async fn complete_upload(
        &self,
        job: &JobId,
        upload: &str,
        parts: &[UploadedPart],
    ) -> Result<Completion> {
        let (board, path) = (self.shelf(), result_path(job, FileKind::Source));
        let complete = |data: &mut TenantData| {
            let put = |part: &UploadedPart| data.parts.get(&(upload.to_owned(), part.number));
            let Some(found) = parts.iter().map(put).collect::<Option<Vec<_>>>() else {
                let sentence = "A part of the file was not uploaded".to_owned();
                return Ok::<_, io::Error>(Completion::Refused(sentence));
            };
            let bytes: Vec<u8> = found.into_iter().flatten().copied().collect();
            let size = Wide(bytes.len() as u64);
            board.put(data, path, bytes)?;
            Ok(Completion::Done(PinnedSource { version: None, size }))
        };
        Ok(self.call("complete_upload", complete).await??)
    }

    async fn abort_upload(&self, _job: &JobId, upload: &str) -> Result<()> {
        self.call("abort_upload", |data| data.parts.retain(|(of, _), _| of != upload)).await
    }
}

impl ReadSource for MemoryTenant {
    async fn find_source(&self, job: &JobId) -> Result<Option<PinnedSource>> {
        let (board, path) = (self.shelf(), result_path(job, FileKind::Source));
        let size = self.call("find_source", |data| board.length(data, &path)).await??;
        Ok(size.map(|size| PinnedSource { version: None, size: Wide(size) }))
    }

    async fn read_source(
        &self,
        job: &JobId,
        _source: &PinnedSource,
        offset: u64,
        len: u32,
    ) -> Result<Vec<u8>> {
        self.get("read_source", &result_path(job, FileKind::Source), offset, len).await
    }
}

impl TakeDrop for MemoryTenant {
    async fn take_drop(&self, job: &JobId, path: &str, _version: Option<&str>) -> Result<bool> {
        let (board, source) = (self.shelf(), result_path(job, FileKind::Source));
        let take = |data: &mut TenantData| {
            let Some(bytes) = data.drops.get(path).cloned() else { return Ok(false) };
            board.put(data, source, bytes).map(|()| true)
        };
        Ok(self.call("take_drop", take).await??)
    }
}

impl SaveStart for MemoryTenant {
    async fn save_start(&self, job: &JobId, start: &StartImport) -> Result<bool> {
        let bytes = serde_json::to_vec(start)?;
        self.call("save_start", |data| {
            let path = format!("{job}/plan.json");
            let absent = !data.objects.contains_key(&path);
            data.objects.entry(path).or_insert(bytes);
            absent
        })
        .await
    }
}

impl ReadStart for MemoryTenant {
    async fn read_start(&self, job: &JobId) -> Result<Option<StartImport>> {
        let path = format!("{job}/plan.json");
        let bytes = self.call("read_start", |data| data.objects.get(&path).cloned()).await?;
        let start: Option<StartImport> =
            bytes.map(|bytes| serde_json::from_slice(&bytes)).transpose()?;
        Ok(start.map(|mut start| {
            if self.lapses(Lapse::CutByRow) {
                start.plan.options.mode = DuplicateMode::Create;
            }
            start
        }))
    }
}

impl LinkFiles for MemoryTenant {
    async fn link_file(&self, job: &JobId, kind: FileKind, name: &str) -> Result<String> {
        self.call("link_file", |_| format!("memory:{}?name={name}", result_path(job, kind))).await
    }
}
