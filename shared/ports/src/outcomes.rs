//! Outcomes of rows: what writing leaves for finishing.

use anyhow::Result;
use gangway_contract::{JobId, OutcomePart};

/// Leaves outcomes.
pub trait WriteOutcomes {
    /// Puts the outcomes between two cursors.
    fn put_part(
        &self,
        job: &JobId,
        bucket: u32,
        part: OutcomePart,
        bytes: Vec<u8>,
    ) -> impl Future<Output = Result<()>> + Send;

    /// Puts the outcomes of every row of a bucket, by row, as they are after this many reruns.
    fn put_outcomes(
        &self,
        job: &JobId,
        bucket: u32,
        rerun: u32,
        bytes: Vec<u8>,
    ) -> impl Future<Output = Result<()>> + Send;
}

/// Takes outcomes.
pub trait ReadOutcomes {
    /// The outcomes between two cursors.
    fn read_part(
        &self,
        job: &JobId,
        bucket: u32,
        part: OutcomePart,
    ) -> impl Future<Output = Result<Vec<u8>>> + Send;

    /// Up to `len` bytes of a bucket's outcomes; fewer at their end, none behind it.
    fn read_outcomes(
        &self,
        job: &JobId,
        bucket: u32,
        rerun: u32,
        offset: u64,
        len: u32,
    ) -> impl Future<Output = Result<Vec<u8>>> + Send;
}
