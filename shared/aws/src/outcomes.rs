//! Outcomes in S3.

use anyhow::{Context, Result};
use gangway_contract::{JobId, OutcomePart};
use gangway_ports::{ReadOutcomes, WriteOutcomes};

use crate::TenantWorld;

impl WriteOutcomes for TenantWorld {
    async fn put_part(
        &self,
        job: &JobId,
        bucket: u32,
        part: OutcomePart,
        bytes: Vec<u8>,
    ) -> Result<()> {
        self.put_object(job, &part_path(bucket, part), bytes).await
    }

    async fn put_outcomes(
        &self,
        job: &JobId,
        bucket: u32,
        rerun: u32,
        bytes: Vec<u8>,
    ) -> Result<()> {
        self.put_object(job, &outcomes_path(bucket, rerun), bytes).await
    }
}

impl ReadOutcomes for TenantWorld {
    async fn read_part(&self, job: &JobId, bucket: u32, part: OutcomePart) -> Result<Vec<u8>> {
        let bytes = self.find_object(job, &part_path(bucket, part)).await?;
        bytes.context("a part of the outcomes is not there")
    }

    async fn read_outcomes(
        &self,
        job: &JobId,
        bucket: u32,
        rerun: u32,
        offset: u64,
        len: u32,
    ) -> Result<Vec<u8>> {
        self.read_range(job, &outcomes_path(bucket, rerun), None, offset, len).await
    }
}

fn part_path(bucket: u32, part: OutcomePart) -> String {
    format!("slices/outcomes-{bucket:05}/{}-{}.ndjson", part.from, part.attempt)
}

fn outcomes_path(bucket: u32, rerun: u32) -> String {
    format!("slices/outcomes-{bucket:05}-{rerun}.ndjson")
}
