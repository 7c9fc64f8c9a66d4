//! What a bucket's message asks for: its groups to be written, or to be taken back.

use anyhow::Result;
use gangway_contract::{JobItem, JobKind, OutcomeRow, SliceRow};
use gangway_core::write::Group;
use gangway_write::Undoing;

use crate::Access;
use crate::round::write_step;
use crate::work::Work;

/// An errand on one bucket.
pub(crate) enum Errand<'w, W> {
    /// Of an import.
    Write(Box<Work<'w, W>>),
    /// Of an undo.
    Undo(Box<Undoing<'w, W>>),
}

impl<'w, W: Access> Errand<'w, W> {
    /// The errand and its groups, in the order in which they are done.
    pub(crate) async fn open(
        world: &'w W,
        item: JobItem,
        bucket: u32,
    ) -> Result<(Self, Vec<Group>)> {
        if item.job.kind == JobKind::Undo {
            let (undoing, groups) = Undoing::open(world, &item.job, bucket).await?;
            return Ok((Self::Undo(Box::new(undoing)), groups));
        }
        let (work, rows) = Work::open(world, item, bucket).await?;
        let groups = work.groups(rows);
        Ok((Self::Write(Box::new(work)), groups))
    }

    /// Does some groups. `is_repeated`: an earlier attempt may have done some of them.
    pub(crate) async fn step(
        &self,
        groups: Vec<Group>,
        is_repeated: bool,
    ) -> Result<Vec<OutcomeRow>> {
        match self {
            Self::Write(work) => write_step(work, groups, is_repeated).await,
            Self::Undo(undoing) => undoing.step(groups).await,
        }
    }

    /// What earlier attempts have done of these groups, and the rows that they have not.
    pub(crate) async fn recall(
        &self,
        groups: Vec<Group>,
    ) -> Result<(Vec<OutcomeRow>, Vec<SliceRow>)> {
        match self {
            Self::Write(work) => {
                let recalled = work.recall(groups).await?;
                let open = recalled.open.into_iter().flat_map(|(group, _)| group.rows);
                Ok((recalled.done, open.collect()))
            }
            Self::Undo(undoing) => undoing.recall(groups).await,
        }
    }
}
