//! The file, the plan and the downloads in S3.

use std::time::Duration;

use anyhow::{Context, Result};
use aws_sdk_s3::error::ProvideErrorMetadata;
use aws_sdk_s3::presigning::PresigningConfig;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{
    ChecksumAlgorithm, CompletedMultipartUpload, CompletedPart, TaggingDirective,
};
use gangway_contract::{
    FileKind, JobId, PinnedSource, Wide,
    api::{Header, PartToSign, SignedPart, StartImport, UploadedPart},
};
use gangway_ports::{
    Completion, LinkFiles, ReadSource, ReadStart, SaveStart, TakeDrop, UploadSource,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::TenantWorld;
use crate::results::file_path;
use crate::tenants::RENEWED_BEFORE;

/// Long enough for a part over a slow line; asking again is cheap. An address dies with the session that signed it, so
/// it is good no longer than every session still is.
const PART_SECONDS: u64 = 1_800;
const LINK_SECONDS: u64 = 300;
const _: () = assert!(PART_SECONDS <= RENEWED_BEFORE.as_secs());
const SOURCE: &str = "source";
const START: &str = "plan.json";
/// What stays as it is in RFC 5987's percent encoding; it lets more stay, none of which a name needs.
const PLAIN: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');
const PLAIN_IN_PATHS: AsciiSet = PLAIN.remove(b'~').remove(b'/');

impl UploadSource for TenantWorld {
    async fn begin_upload(&self, job: &JobId) -> Result<String> {
        let call = self.world.s3.create_multipart_upload().bucket(&self.world.names.bucket);
        let call = call.key(self.object(job, SOURCE)).checksum_algorithm(ChecksumAlgorithm::Sha256);
        let output = call.send().await.context("failed to open an upload")?;
        output.upload_id.context("S3 named no upload")
    }

    async fn sign_parts(
        &self,
        job: &JobId,
        upload: &str,
        parts: &[PartToSign],
    ) -> Result<Vec<SignedPart>> {
        let mut signed = Vec::with_capacity(parts.len());
        for part in parts {
            signed.push(self.sign_part(job, upload, part).await?);
        }
        Ok(signed)
    }

    async fn complete_upload(
        &self,
        job: &JobId,
        upload: &str,
        parts: &[UploadedPart],
    ) -> Result<Completion> {
        let parts = parts.iter().map(completed_part).collect::<Result<_>>()?;
        let parts = CompletedMultipartUpload::builder().set_parts(Some(parts)).build();
        let call = self.world.s3.complete_multipart_upload().bucket(&self.world.names.bucket);
        let call = call.key(self.object(job, SOURCE)).upload_id(upload).multipart_upload(parts);
        let version = match call.send().await {
            Ok(output) => output.version_id,
            Err(error) if is_callers_fault(error.code()) => {
                return self.completed_before(job).await;
            }
            Err(error) => return Err(error).context("failed to complete an upload"),
        };
        let found = self.find_source(job).await?.context("a completed upload is not there")?;
        Ok(Completion::Done(PinnedSource { version: version.or(found.version), size: found.size }))
    }

    async fn abort_upload(&self, job: &JobId, upload: &str) -> Result<()> {
        let call = self.world.s3.abort_multipart_upload().bucket(&self.world.names.bucket);
        match call.key(self.object(job, SOURCE)).upload_id(upload).send().await {
            Err(error) if error.code() != Some("NoSuchUpload") => {
                Err(error).context("failed to abort an upload")
            }
            _ => Ok(()),
        }
    }
}

impl TenantWorld {
    async fn sign_part(&self, job: &JobId, upload: &str, part: &PartToSign) -> Result<SignedPart> {
        let expiry = PresigningConfig::expires_in(Duration::from_secs(PART_SECONDS))?;
        let call = self.world.s3.upload_part().bucket(&self.world.names.bucket);
        let request = call
            .key(self.object(job, SOURCE))
            .upload_id(upload)
            .part_number(i32::try_from(part.number)?)
            .content_length(part.length.into())
            .checksum_sha256(&part.sha256)
            .presigned(expiry)
            .await
            .context("failed to sign a part")?;
        // A browser sets the length itself and lets nobody else set it.
        let headers = request
            .headers()
            .filter(|(name, _)| !name.eq_ignore_ascii_case("content-length"))
            .map(|(name, value)| Header { name: name.to_owned(), value: value.to_owned() })
            .collect();
        Ok(SignedPart { number: part.number, url: request.uri().to_owned(), headers })
    }

    /// Completing twice succeeds twice: the answer of the first time may have been lost.
    async fn completed_before(&self, job: &JobId) -> Result<Completion> {
        let sentence =
            "The parts of the file are not those that were uploaded; upload the file again";
        let found = self.find_source(job).await?;
        Ok(found.map_or_else(|| Completion::Refused(sentence.to_owned()), Completion::Done))
    }
}

fn completed_part(part: &UploadedPart) -> Result<CompletedPart> {
    Ok(CompletedPart::builder()
        .part_number(i32::try_from(part.number)?)
        .e_tag(&part.etag)
        .checksum_sha256(&part.sha256)
        .build())
}

fn is_callers_fault(code: Option<&str>) -> bool {
    matches!(
        code,
        Some(
            "InvalidPart"
                | "InvalidPartOrder"
                | "NoSuchUpload"
                | "EntityTooSmall"
                | "InvalidRequest"
                | "BadDigest"
        )
    )
}

impl ReadSource for TenantWorld {
    async fn find_source(&self, job: &JobId) -> Result<Option<PinnedSource>> {
        let found = self.head_object(job, SOURCE).await?;
        let pinned = |(version, size)| PinnedSource { version, size: Wide(size) };
        Ok(found.map(pinned))
    }

    async fn read_source(
        &self,
        job: &JobId,
        source: &PinnedSource,
        offset: u64,
        len: u32,
    ) -> Result<Vec<u8>> {
        self.read_range(job, SOURCE, source.version.as_deref(), offset, len).await
    }
}

impl TakeDrop for TenantWorld {
    async fn take_drop(&self, job: &JobId, path: &str, version: Option<&str>) -> Result<bool> {
        let bucket = &self.world.names.bucket;
        let from = format!("{bucket}/drops/{}/{path}", self.tenant);
        let from = utf8_percent_encode(&from, &PLAIN_IN_PATHS);
        let version = version.map(|it| format!("?versionId={it}")).unwrap_or_default();
        let call = self.world.s3.copy_object().bucket(bucket).key(self.object(job, SOURCE));
        // Its tags are none of ours, and might not be ours to read.
        let call = call.tagging_directive(TaggingDirective::Replace);
        match call.copy_source(format!("{from}{version}")).send().await {
            Ok(_) => Ok(true),
            Err(error) if matches!(error.code(), Some("NoSuchKey" | "NoSuchVersion")) => Ok(false),
            Err(error) => Err(error).context("failed to take a dropped file"),
        }
    }
}

impl SaveStart for TenantWorld {
    async fn save_start(&self, job: &JobId, start: &StartImport) -> Result<bool> {
        let call = self.world.s3.put_object().bucket(&self.world.names.bucket);
        let saved = call
            .key(self.object(job, START))
            .body(ByteStream::from(serde_json::to_vec(start)?))
            .content_type("application/json")
            .if_none_match("*")
            .send()
            .await;
        match saved {
            Ok(_) => Ok(true),
            Err(error) if error.code() == Some("PreconditionFailed") => Ok(false),
            Err(error) => Err(error).context("failed to keep the plan"),
        }
    }
}

impl ReadStart for TenantWorld {
    async fn read_start(&self, job: &JobId) -> Result<Option<StartImport>> {
        let bytes = self.find_object(job, START).await?;
        Ok(bytes.map(|bytes| serde_json::from_slice(&bytes)).transpose()?)
    }
}

impl LinkFiles for TenantWorld {
    async fn link_file(&self, job: &JobId, kind: FileKind, name: &str) -> Result<String> {
        let expiry = PresigningConfig::expires_in(Duration::from_secs(LINK_SECONDS))?;
        let call = self.world.s3.get_object().bucket(&self.world.names.bucket);
        let request = call
            .key(self.object(job, file_path(kind)))
            .response_content_disposition(disposition(name))
            .set_response_content_type(content_type(name))
            .presigned(expiry)
            .await
            .context("failed to sign a link")?;
        Ok(request.uri().to_owned())
    }
}

/// What the file was begun as, unless its name says something else.
fn content_type(name: &str) -> Option<String> {
    let workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let ending = name.rsplit_once('.').map(|(_, it)| it);
    (ending == Some("xlsx")).then(|| workbook.to_owned())
}

/// RFC 6266, with the name in RFC 5987's percent encoding: no name can break out of the header.
fn disposition(name: &str) -> String {
    format!("attachment; filename*=UTF-8''{}", utf8_percent_encode(name, &PLAIN))
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_file_name_cannot_break_out_of_its_header() {
        assert_eq!(
            disposition("a\"b\r\nX: ü.csv"),
            "attachment; filename*=UTF-8''a%22b%0D%0AX%3A%20%C3%BC.csv"
        );
    }
}
