//! Result files in memory.

use std::io;

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
        let (board, path) = (self.shelf(), part_path(upload, number));
        let put = |data: &mut TenantData| {
            if open(data, upload).is_none() {
                return Ok(None);
            }
            let kept = if self.world.supply.is_some() { Vec::new() } else { bytes };
            board.put(data, path, kept).map(|()| Some(number.to_string()))
        };
        Ok(self.call("put_result_part", put).await??)
    }

    async fn end_result(
        &self,
        job: &JobId,
        kind: FileKind,
        upload: &str,
        tags: &[String],
        size: u64,
    ) -> Result<bool> {
        let (board, path) = (self.shelf(), result_path(job, kind));
        let end = |data: &mut TenantData| {
            let Some(place) = open(data, upload) else {
                return Ok(board.length(data, &path)? == Some(size));
            };
            let numbers = tags.iter().filter_map(|tag| tag.parse().ok());
            let parts: Vec<String> = numbers.map(|number| part_path(upload, number)).collect();
            let is_whole = board.join(data, path, &parts)?;
            if is_whole {
                data.uploads[place] = None;
            }
            Ok::<_, io::Error>(is_whole)
        };
        Ok(self.call("end_result", end).await??)
    }
}

fn open(data: &TenantData, upload: &str) -> Option<usize> {
    data.uploads.iter().position(|it| it.as_deref() == Some(upload))
}

fn part_path(upload: &str, number: u32) -> String {
    format!("parts/{upload}/{number}")
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
