//! S3 objects below one job's prefix.

use anyhow::{Context, Result};
use aws_sdk_s3::error::ProvideErrorMetadata;
use aws_sdk_s3::operation::head_object::HeadObjectError;
use aws_sdk_s3::primitives::ByteStream;
use gangway_contract::JobId;

use crate::TenantWorld;

impl TenantWorld {
    /// The only place that makes S3 keys.
    pub(crate) fn object(&self, job: &JobId, path: &str) -> String {
        let kind = if job.is_export() { "exports" } else { "imports" };
        format!("t/{}/{kind}/{job}/{path}", self.tenant)
    }

    /// Exports are taken away after a week: by this mark, for a rule of the bucket cannot tell them by their place.
    pub(crate) fn tagging(job: &JobId) -> Option<String> {
        job.is_export().then(|| "kept=week".to_owned())
    }

    pub(crate) async fn put_object(&self, job: &JobId, path: &str, bytes: Vec<u8>) -> Result<()> {
        let call = self.world.s3.put_object().bucket(&self.world.names.bucket);
        call.key(self.object(job, path))
            .set_tagging(Self::tagging(job))
            .body(ByteStream::from(bytes))
            .send()
            .await
            .with_context(|| format!("failed to put the object {path}"))?;
        Ok(())
    }

    /// A whole object, or none.
    pub(crate) async fn find_object(&self, job: &JobId, path: &str) -> Result<Option<Vec<u8>>> {
        let call = self.world.s3.get_object().bucket(&self.world.names.bucket);
        let output = match call.key(self.object(job, path)).send().await {
            Ok(output) => output,
            Err(error) if error.code() == Some("NoSuchKey") => return Ok(None),
            Err(error) => {
                return Err(error).with_context(|| format!("failed to get the object {path}"));
            }
        };
        let bytes = output.body.collect().await;
        let bytes = bytes.with_context(|| format!("failed to read the object {path}"))?;
        Ok(Some(bytes.into_bytes().into()))
    }

    /// The version and the length of an object, or none.
    pub(crate) async fn head_object(
        &self,
        job: &JobId,
        path: &str,
    ) -> Result<Option<(Option<String>, u64)>> {
        let call = self.world.s3.head_object().bucket(&self.world.names.bucket);
        match call.key(self.object(job, path)).send().await {
            Ok(output) => {
                let size = u64::try_from(output.content_length.unwrap_or_default());
                Ok(Some((output.version_id, size.unwrap_or_default())))
            }
            Err(error) if error.as_service_error().is_some_and(HeadObjectError::is_not_found) => {
                Ok(None)
            }
            Err(error) => Err(error).with_context(|| format!("failed to look for {path}")),
        }
    }

    /// Up to `len` bytes; fewer at the end, none behind it.
    pub(crate) async fn read_range(
        &self,
        job: &JobId,
        path: &str,
        version: Option<&str>,
        offset: u64,
        len: u32,
    ) -> Result<Vec<u8>> {
        if len == 0 {
            return Ok(Vec::new());
        }
        let last = offset + u64::from(len) - 1;
        let call = self.world.s3.get_object().bucket(&self.world.names.bucket);
        let call = call
            .key(self.object(job, path))
            .set_version_id(version.map(str::to_owned))
            .range(format!("bytes={offset}-{last}"));
        let output = match call.send().await {
            Ok(output) => output,
            Err(error) if error.code() == Some("InvalidRange") => return Ok(Vec::new()),
            Err(error) => {
                return Err(error).with_context(|| format!("failed to get a range of {path}"));
            }
        };
        let bytes = output.body.collect().await;
        let bytes = bytes.with_context(|| format!("failed to read a range of {path}"))?;
        Ok(bytes.into_bytes().into())
    }
}
