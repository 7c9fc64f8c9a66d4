//! Slices and outcomes in memory.

use std::ops::Range;

use anyhow::{Context, Result};
use gangway_contract::{FailedRow, JobId, OutcomePart, SliceManifest, api::StartImport};

use super::{Lapse, MemoryTenant, TenantData};
use crate::{ReadOutcomes, ReadSlices, WriteOutcomes, WriteSlices, read_lines, write_lines};

impl MemoryTenant {
    pub(super) async fn put(
        &self,
        errand: &'static str,
        path: String,
        bytes: Vec<u8>,
    ) -> Result<()> {
        let board = self.shelf();
        Ok(self.call(errand, |data| board.put(data, path, bytes)).await??)
    }

    /// Up to `len` bytes of an object that exists.
    pub(super) async fn get(
        &self,
        errand: &'static str,
        path: &str,
        offset: u64,
        len: u32,
    ) -> Result<Vec<u8>> {
        let board = self.shelf();
        let found = self.call(errand, |data| board.range(data, path, offset, len)).await??;
        found.with_context(|| format!("there is no object {path}"))
    }

    /// A whole object, or none.
    pub(super) async fn find(&self, errand: &'static str, path: &str) -> Result<Option<Vec<u8>>> {
        let board = self.shelf();
        Ok(self.call(errand, |data| board.range(data, path, 0, u32::MAX)).await??)
    }
}

impl WriteSlices for MemoryTenant {
    async fn put_segment(&self, job: &JobId, number: u32, bytes: Vec<u8>) -> Result<()> {
        self.put("put_segment", format!("{job}/slices/{number}"), bytes).await
    }

    async fn put_failed(&self, job: &JobId, number: u32, bytes: Vec<u8>) -> Result<()> {
        let bytes = if self.lapses(Lapse::LostCells) { shorten(&bytes)? } else { bytes };
        self.put("put_failed", format!("{job}/failed/{number}"), bytes).await
    }

    async fn put_manifest(&self, job: &JobId, manifest: &SliceManifest) -> Result<()> {
        let mut manifest = manifest.clone();
        if self.lapses(Lapse::CutByRow) {
            // The rows were cut as if each became a record; they are written as the plan says.
            let plan = |data: &mut TenantData| {
                let begun_by = data.jobs.get(job)?.job.begun_by();
                data.objects.get(&format!("{begun_by}/plan.json")).cloned()
            };
            let plan = self.world.with(&self.tenant, plan).unwrap_or_default();
            manifest.rules.options.mode =
                serde_json::from_slice::<StartImport>(&plan)?.plan.options.mode;
        }
        let bytes = serde_json::to_vec(&manifest)?;
        self.put("put_manifest", format!("{job}/manifest"), bytes).await
    }
}

/// The same rows, each without its last cell.
fn shorten(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut rows: Vec<FailedRow> = read_lines(bytes)?;
    for row in &mut rows {
        row.cells.pop();
    }
    write_lines(&rows)
}

impl ReadSlices for MemoryTenant {
    async fn read_manifest(&self, job: &JobId) -> Result<Option<SliceManifest>> {
        let bytes = self.find("read_manifest", &format!("{job}/manifest")).await?;
        Ok(bytes.map(|bytes| serde_json::from_slice(&bytes)).transpose()?)
    }

    async fn read_segment(&self, job: &JobId, number: u32, range: Range<u32>) -> Result<Vec<u8>> {
        let path = format!("{job}/slices/{number}");
        self.get("read_segment", &path, range.start.into(), range.end - range.start).await
    }

    async fn read_failed(
        &self,
        job: &JobId,
        number: u32,
        offset: u64,
        len: u32,
    ) -> Result<Vec<u8>> {
        self.get("read_failed", &format!("{job}/failed/{number}"), offset, len).await
    }
}

impl WriteOutcomes for MemoryTenant {
    async fn put_part(
        &self,
        job: &JobId,
        bucket: u32,
        part: OutcomePart,
        bytes: Vec<u8>,
    ) -> Result<()> {
        if self.world.supply.is_some() {
            // Only the last one is ever read, and memory is not what S3 is.
            self.world.with(&self.tenant, |data| data.objects.clear());
        }
        self.put("put_part", part_path(job, bucket, part), bytes).await
    }

    async fn put_outcomes(
        &self,
        job: &JobId,
        bucket: u32,
        rerun: u32,
        bytes: Vec<u8>,
    ) -> Result<()> {
        self.put("put_outcomes", outcomes_path(job, bucket, rerun), bytes).await
    }
}

impl ReadOutcomes for MemoryTenant {
    async fn read_part(&self, job: &JobId, bucket: u32, part: OutcomePart) -> Result<Vec<u8>> {
        self.get("read_part", &part_path(job, bucket, part), 0, u32::MAX).await
    }

    async fn read_outcomes(
        &self,
        job: &JobId,
        bucket: u32,
        rerun: u32,
        offset: u64,
        len: u32,
    ) -> Result<Vec<u8>> {
        self.get("read_outcomes", &outcomes_path(job, bucket, rerun), offset, len).await
    }
}

/// Sorts by rerun: whoever reads all of a bucket in order has the last word last.
fn outcomes_path(job: &JobId, bucket: u32, rerun: u32) -> String {
    format!("{job}/outcomes/{bucket}-{rerun:05}")
}

fn part_path(job: &JobId, bucket: u32, part: OutcomePart) -> String {
    format!("{job}/parts/{bucket}/{}-{}", part.from, part.attempt)
}
