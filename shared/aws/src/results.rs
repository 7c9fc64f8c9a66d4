//! Result files in S3, as multipart uploads.

use anyhow::{Context, Result};
use aws_sdk_s3::error::ProvideErrorMetadata;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{CompletedMultipartUpload, CompletedPart};
use gangway_contract::{FileKind, JobId};
use gangway_ports::WriteResults;

use crate::TenantWorld;

impl WriteResults for TenantWorld {
    async fn begin_result(&self, job: &JobId, kind: FileKind) -> Result<String> {
        let call = self.world.s3.create_multipart_upload().bucket(&self.world.names.bucket);
        let call = call
            .key(self.object(job, file_path(kind)))
            .set_tagging(Self::tagging(job))
            .content_type("text/csv; charset=utf-8");
        let output = call.send().await.context("failed to begin a result file")?;
        output.upload_id.context("S3 named no upload")
    }

    async fn put_result_part(
        &self,
        job: &JobId,
        kind: FileKind,
        upload: &str,
        number: u32,
        bytes: Vec<u8>,
    ) -> Result<Option<String>> {
        let call = self.world.s3.upload_part().bucket(&self.world.names.bucket);
        let put = call
            .key(self.object(job, file_path(kind)))
            .upload_id(upload)
            .part_number(i32::try_from(number)?)
            .body(ByteStream::from(bytes))
            .send()
            .await;
        match put {
            Ok(output) => output.e_tag.context("S3 tagged no part").map(Some),
            Err(error) if error.code() == Some("NoSuchUpload") => Ok(None),
            Err(error) => Err(error).context("failed to put a part of a result file"),
        }
    }

    async fn end_result(
        &self,
        job: &JobId,
        kind: FileKind,
        upload: &str,
        tags: &[String],
        size: u64,
    ) -> Result<bool> {
        let parts = (1..)
            .zip(tags)
            .map(|(number, tag)| CompletedPart::builder().part_number(number).e_tag(tag).build());
        let parts = CompletedMultipartUpload::builder().set_parts(Some(parts.collect())).build();
        let call = self.world.s3.complete_multipart_upload().bucket(&self.world.names.bucket);
        let call = call.key(self.object(job, file_path(kind))).upload_id(upload);
        match call.multipart_upload(parts).send().await {
            Ok(_) => Ok(true),
            Err(error) if matches!(error.code(), Some("NoSuchUpload" | "InvalidPart")) => {
                let found = self.head_object(job, file_path(kind)).await?;
                Ok(found.is_some_and(|it| it.1 == size))
            }
            Err(error) => Err(error).context("failed to complete a result file"),
        }
    }
}

/// Where a job's file lies below its prefix.
pub(crate) fn file_path(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Source => "source",
        FileKind::Failed => "result/failed.csv",
        FileKind::Success => "result/success.csv",
        FileKind::Unprocessed => "result/unprocessed.csv",
        FileKind::Export => "result/export",
        FileKind::Undo => "result/undo.csv",
        FileKind::Backup => "result/backup.csv",
    }
}
