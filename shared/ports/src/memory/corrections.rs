//! Corrections in memory.

use anyhow::Result;
use gangway_contract::{Corrections, JobId};

use super::MemoryTenant;
use crate::{ReadCorrections, SaveCorrections};

impl SaveCorrections for MemoryTenant {
    async fn put_corrections(
        &self,
        job: &JobId,
        part: u32,
        corrections: &Corrections,
    ) -> Result<()> {
        let bytes = serde_json::to_vec(corrections)?;
        self.put("put_corrections", path(job, part), bytes).await
    }
}

impl ReadCorrections for MemoryTenant {
    async fn read_corrections(&self, job: &JobId, part: u32) -> Result<Option<Corrections>> {
        let bytes = self.find("read_corrections", &path(job, part)).await?;
        Ok(bytes.map(|bytes| serde_json::from_slice(&bytes)).transpose()?)
    }
}

fn path(job: &JobId, part: u32) -> String {
    format!("{job}/corrections/{part}")
}
