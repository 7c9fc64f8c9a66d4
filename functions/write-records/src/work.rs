//! What a worker knows while it writes a bucket.

use std::ops::Deref;

use anyhow::{Context, Result};
use gangway_contract::{Job, JobItem, SliceRow};
use gangway_core::write::Reach;
use gangway_ports::read_rows;
use gangway_write::{Import, Indexing};

use crate::Access;

/// An import, and whom it may change.
pub(crate) struct Work<'w, W> {
    pub(crate) world: &'w W,
    pub(crate) job: Job,
    pub(crate) reach: Reach,
    import: Import<'w, W>,
}

impl<'w, W> Deref for Work<'w, W> {
    type Target = Import<'w, W>;

    fn deref(&self) -> &Import<'w, W> {
        &self.import
    }
}

impl<'w, W: Access> Work<'w, W> {
    /// Reads what the bucket's rows are and what to do with them.
    pub(crate) async fn open(
        world: &'w W,
        item: JobItem,
        bucket: u32,
    ) -> Result<(Self, Vec<SliceRow>)> {
        let job = item.job;
        let manifest = world.read_manifest(&job.id).await?.context("there are no slices yet")?;
        let rows = read_rows(world, &job.id, &manifest, bucket).await?;
        let users = world.read_users().await?;
        let indexing = Indexing::read(world, &job.module).await?;
        let reach = Reach::of(&job.actor, &users);
        let import = Import::new(world, &job, manifest.rules, &indexing)?;
        Ok((Self { world, job, reach, import }, rows))
    }
}
