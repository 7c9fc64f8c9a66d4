//! Runs the core's reading over the pinned object, and puts full segments away on the way.

use std::panic::{AssertUnwindSafe, catch_unwind};

use anyhow::{Context as _, Result, ensure};
use gangway_contract::{JobItem, PinnedSource, Refusal, api::StartImport};
use gangway_core::import::{Context, Read, Reading};
use gangway_core::source::{Need, Pass};
use gangway_core::table::FileFacts;

use crate::Access;
use crate::cut::{Cut, Full};
use crate::part::Part;
use crate::refuse::reader_died;

/// One ranged read.
const BLOCK: u32 = 8 << 20;

/// Every row, checked and cut; or why the file cannot be used.
pub(crate) async fn read<W: Access>(
    world: &W,
    item: &JobItem,
    start: &StartImport,
    context: &Context,
) -> Result<Result<Reading<Cut>, Refusal>> {
    let plan = &start.plan;
    let file = facts(item)?;
    let cut = Cut::new(plan, context.importer.clone(), Part::of(&item.job, start));
    let read = guard(|| Read::new(&file, plan, context, cut));
    let away = async |read: &mut Read<Cut>| put_away(world, item, read.sink_mut()).await;
    let mut reading = match drive(world, item, read, away).await? {
        Ok(reading) => reading,
        Err(refusal) => return Ok(Err(refusal)),
    };
    reading.sink.finish();
    put_away(world, item, &mut reading.sink).await?;
    Ok(Ok(reading))
}

/// What the core must know of the file.
pub(crate) fn facts(item: &JobItem) -> Result<FileFacts> {
    let source = item.source.as_ref().context("a job without a file was planned")?;
    Ok(FileFacts { name: item.job.file.name.clone(), size: source.size.0 })
}

/// A pass over the pinned object that leaves nothing on its way.
pub(crate) async fn run<W: Access, P: Pass>(
    world: &W,
    item: &JobItem,
    pass: Result<P, Refusal>,
) -> Result<Result<P::Output, Refusal>> {
    drive(world, item, pass, async |_| Ok(())).await
}

/// A pass over the pinned object, and what is done after each piece of it.
async fn drive<W: Access, P: Pass>(
    world: &W,
    item: &JobItem,
    pass: Result<P, Refusal>,
    after: impl AsyncFn(&mut P) -> Result<()>,
) -> Result<Result<P::Output, Refusal>> {
    let mut pass = match pass {
        Ok(pass) => pass,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let mut window = Window::new(item)?;
    while let Some(need) = pass.need() {
        let bytes = window.fetch(world, item, need).await?;
        if let Err(refusal) = guard(|| pass.answer(bytes)) {
            return Ok(Err(refusal));
        }
        after(&mut pass).await?;
    }
    Ok(guard(|| pass.finish()))
}

/// A reader that panics has met a file that it cannot read; the answer would be the same next time.
fn guard<T>(step: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    catch_unwind(AssertUnwindSafe(step)).unwrap_or_else(|_| Err(reader_died()))
}

async fn put_away<W: Access>(world: &W, item: &JobItem, cut: &mut Cut) -> Result<()> {
    for full in std::mem::take(&mut cut.full) {
        match full {
            Full::Slices(number, bytes) => world.put_segment(&item.job.id, number, bytes).await?,
            Full::Failures(number, bytes) => world.put_failed(&item.job.id, number, bytes).await?,
        }
    }
    Ok(())
}

/// The block of the file that is at hand.
struct Window {
    source: PinnedSource,
    from: u64,
    bytes: Vec<u8>,
}

impl Window {
    fn new(item: &JobItem) -> Result<Self> {
        let source = item.source.clone().context("a job without a file was planned")?;
        Ok(Self { source, from: 0, bytes: Vec::new() })
    }

    /// The first bytes of what is needed: as many as are at hand, or a new block.
    async fn fetch<W: Access>(&mut self, world: &W, item: &JobItem, need: Need) -> Result<&[u8]> {
        let at_hand = need.offset >= self.from && need.offset < self.from + self.bytes.len() as u64;
        if !at_hand {
            let len = need.len.max(BLOCK);
            self.bytes =
                world.read_source(item.job.begun_by(), &self.source, need.offset, len).await?;
            self.from = need.offset;
            ensure!(!self.bytes.is_empty(), "the file ends before its length");
        }
        let from = usize::try_from(need.offset - self.from)?;
        let to = from.saturating_add(need.len as usize).min(self.bytes.len());
        self.bytes.get(from..to).context("a block is shorter than it was")
    }
}
