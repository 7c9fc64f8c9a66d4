//! Slices in S3.

use std::ops::Range;

use anyhow::Result;
use gangway_contract::{JobId, SliceManifest};
use gangway_ports::{ReadSlices, WriteSlices};

use crate::TenantWorld;

impl WriteSlices for TenantWorld {
    async fn put_segment(&self, job: &JobId, number: u32, bytes: Vec<u8>) -> Result<()> {
        self.put_object(job, &segment(number), bytes).await
    }

    async fn put_failed(&self, job: &JobId, number: u32, bytes: Vec<u8>) -> Result<()> {
        self.put_object(job, &failed(number), bytes).await
    }

    async fn put_manifest(&self, job: &JobId, manifest: &SliceManifest) -> Result<()> {
        self.put_object(job, MANIFEST, serde_json::to_vec(manifest)?).await
    }
}

impl ReadSlices for TenantWorld {
    async fn read_manifest(&self, job: &JobId) -> Result<Option<SliceManifest>> {
        let bytes = self.find_object(job, MANIFEST).await?;
        Ok(bytes.map(|bytes| serde_json::from_slice(&bytes)).transpose()?)
    }

    async fn read_segment(&self, job: &JobId, number: u32, range: Range<u32>) -> Result<Vec<u8>> {
        let len = range.end.saturating_sub(range.start);
        self.read_range(job, &segment(number), None, range.start.into(), len).await
    }

    async fn read_failed(
        &self,
        job: &JobId,
        number: u32,
        offset: u64,
        len: u32,
    ) -> Result<Vec<u8>> {
        self.read_range(job, &failed(number), None, offset, len).await
    }
}

const MANIFEST: &str = "slices/manifest.json";

fn segment(number: u32) -> String {
    format!("slices/segment-{number:05}.ndjson")
}

fn failed(number: u32) -> String {
    format!("slices/failed-{number:05}.ndjson")
}
