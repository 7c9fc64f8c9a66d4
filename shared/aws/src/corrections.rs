//! Corrections in S3, beside the plan.

use anyhow::{Context, Result};
use aws_sdk_s3::primitives::ByteStream;
use gangway_contract::{Corrections, JobId};
use gangway_ports::{ReadCorrections, SaveCorrections};

use crate::TenantWorld;

impl SaveCorrections for TenantWorld {
    async fn put_corrections(
        &self,
        job: &JobId,
        part: u32,
        corrections: &Corrections,
    ) -> Result<()> {
        let call = self.world.s3.put_object().bucket(&self.world.names.bucket);
        call.key(self.object(job, &name(part)))
            .body(ByteStream::from(serde_json::to_vec(corrections)?))
            .content_type("application/json")
            .send()
            .await
            .context("failed to keep corrections")?;
        Ok(())
    }
}

impl ReadCorrections for TenantWorld {
    async fn read_corrections(&self, job: &JobId, part: u32) -> Result<Option<Corrections>> {
        let bytes = self.find_object(job, &name(part)).await?;
        Ok(bytes.map(|bytes| serde_json::from_slice(&bytes)).transpose()?)
    }
}

fn name(part: u32) -> String {
    format!("corrections/{part}.json")
}
