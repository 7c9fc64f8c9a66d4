//! Slices: what planning leaves for writing. Putting an object again with the same bytes changes nothing.

use std::ops::Range;

use anyhow::{Context, Result};
use gangway_contract::{JobId, SliceManifest, SliceRow};
use serde::{Serialize, de::DeserializeOwned};

/// Leaves slices.
pub trait WriteSlices {
    /// Puts one segment: 512 slices one after another.
    fn put_segment(
        &self,
        job: &JobId,
        number: u32,
        bytes: Vec<u8>,
    ) -> impl Future<Output = Result<()>> + Send;

    /// Puts one segment of failed rows.
    fn put_failed(
        &self,
        job: &JobId,
        number: u32,
        bytes: Vec<u8>,
    ) -> impl Future<Output = Result<()>> + Send;

    /// Puts the manifest; the slices count from then on.
    fn put_manifest(
        &self,
        job: &JobId,
        manifest: &SliceManifest,
    ) -> impl Future<Output = Result<()>> + Send;
}

/// Takes slices.
pub trait ReadSlices {
    /// The manifest, or none if planning has not ended.
    fn read_manifest(
        &self,
        job: &JobId,
    ) -> impl Future<Output = Result<Option<SliceManifest>>> + Send;

    /// A stretch of one segment.
    fn read_segment(
        &self,
        job: &JobId,
        number: u32,
        range: Range<u32>,
    ) -> impl Future<Output = Result<Vec<u8>>> + Send;

    /// Up to `len` bytes of a segment of failed rows; fewer at its end, none behind it.
    fn read_failed(
        &self,
        job: &JobId,
        number: u32,
        offset: u64,
        len: u32,
    ) -> impl Future<Output = Result<Vec<u8>>> + Send;
}

/// Every row of a bucket, segment by segment: of each segment one ranged read.
pub async fn read_rows<W: ReadSlices>(
    world: &W,
    job: &JobId,
    manifest: &SliceManifest,
    bucket: u32,
) -> Result<Vec<SliceRow>> {
    let range = manifest.buckets.get(bucket as usize).context("the manifest lacks a bucket")?;
    let mut rows = Vec::with_capacity(range.rows as usize);
    for segment in &manifest.segments {
        let offset = |slice: u32| segment.offsets.get(slice as usize).copied();
        let (from, to) = offset(range.from)
            .zip(offset(range.to))
            .context("the manifest lacks a slice of a segment")?;
        if from < to {
            let bytes = world.read_segment(job, segment.number, from..to).await?;
            rows.extend(read_lines::<SliceRow>(&bytes)?);
        }
    }
    Ok(rows)
}

/// Values that were written as lines of JSON.
pub fn read_lines<T: DeserializeOwned>(bytes: &[u8]) -> Result<Vec<T>> {
    let lines = serde_json::Deserializer::from_slice(bytes).into_iter();
    lines.map(|line| line.context("a line of an object is unreadable")).collect()
}

/// Values as lines of JSON.
pub fn write_lines<'a, T: Serialize + 'a>(
    values: impl IntoIterator<Item = &'a T>,
) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    for value in values {
        serde_json::to_writer(&mut bytes, value)?;
        bytes.push(b'\n');
    }
    Ok(bytes)
}
