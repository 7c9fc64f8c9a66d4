//! What a person corrected cell by cell, kept beside the plan in parts.

use anyhow::Result;
use gangway_contract::{Corrections, JobId};

/// Keeps parts of corrections.
pub trait SaveCorrections {
    /// Puts a part, from 0 on; one that was put before is replaced. The digest that comes with Start says which
    /// ones are meant.
    fn put_corrections(
        &self,
        job: &JobId,
        part: u32,
        corrections: &Corrections,
    ) -> impl Future<Output = Result<()>> + Send;
}

/// Reads them.
pub trait ReadCorrections {
    /// A part, or none if it was never put.
    fn read_corrections(
        &self,
        job: &JobId,
        part: u32,
    ) -> impl Future<Output = Result<Option<Corrections>>> + Send;
}
