//! Result files in memory.

use anyhow::Result;
use gangway_contract::{FileKind, JobId};

use super::{MemoryTenant, TenantData};
use crate::WriteResults;

impl WriteResults for MemoryTenant {
    async fn begin_result(&self, job: &JobId, kind: FileKind) -> Result<String> {
        self.call("begin_result", |data| {
            let upload = format!("{job}/{kind:?}/{}", data.uploads.len());
            data.uploads.push(Some(upload.clone()));
            upload
        })
        .await
    }

    async fn put_result_part(
        &self,
        _job: &JobId,
        _kind: FileKind,
        upload: &str,
        number: u32,
        bytes: Vec<u8>,
    ) -> Result<Option<String>> {
        self.call("put_result_part", |data| {
            open(data, upload)?;
            let kept = if self.world.supply.is_some() { Vec::new() } else { bytes };
            data.parts.insert((upload.to_owned(), number), kept);
            Some(number.to_string())
        })
        .await
    }

    async fn end_result(
        &self,
        job: &JobId,
        kind: FileKind,
        upload: &str,
        tags: &[String],
        size: u64,
    ) -> Result<bool> {
        self.call("end_result", |data| {
            let path = result_path(job, kind);
            let Some(place) = open(data, upload) else {
                return data.objects.get(&path).is_some_and(|it| it.len() as u64 == size);
            };
            let numbers = tags.iter().filter_map(|tag| tag.parse().ok());
            let parts: Option<Vec<Vec<u8>>> =
                numbers.map(|number| data.parts.remove(&(upload.to_owned(), number))).collect();
            let Some(parts) = parts else { return false };
            data.uploads[place] = None;
            data.objects.insert(path, parts.concat());
            true
        })
        .await
    }
}

fn open(data: &TenantData, upload: &str) -> Option<usize> {
    data.uploads.iter().position(|it| it.as_deref() == Some(upload))
}

pub(super) fn result_path(job: &JobId, kind: FileKind) -> String {
    let name = match kind {
        FileKind::Source => return format!("{job}/source"),
        FileKind::Failed => "failed",
        FileKind::Success => "success",
        FileKind::Unprocessed => "unprocessed",
        FileKind::Export => "export",
        FileKind::Undo => "undo",
        FileKind::Backup => "backup",
    };
    format!("{job}/result/{name}")
}
