//! Runs of records, each in order, as one stream in order, with one piece of each run in memory.

use std::collections::VecDeque;

use anyhow::{Result, bail};
use gangway_contract::{JobId, StoredRecord};
use gangway_core::export::Order;

use crate::Access;
use crate::sorted::Keyed;

/// All pieces together take about this much.
const MEMORY: usize = 64 << 20;

/// The runs, and the first record of each that nobody has taken. The one that comes next stands first.
pub(crate) struct Merge {
    runs: Vec<Run>,
    heads: VecDeque<(Keyed, usize)>,
    is_open: bool,
}

struct Run {
    number: u32,
    attempt: u32,
    offset: u64,
    piece: u32,
    buffer: Vec<u8>,
    start: usize,
}

impl Merge {
    /// The runs as these attempts wrote them.
    pub(crate) fn new(attempts: &[u32]) -> Result<Self> {
        let piece = u32::try_from((MEMORY / attempts.len().max(1)).clamp(64 << 10, 4 << 20))?;
        let run = |(number, attempt): (u32, &u32)| Run {
            number,
            attempt: *attempt,
            offset: 0,
            piece,
            buffer: Vec::new(),
            start: 0,
        };
        let runs = (0..).zip(attempts).map(run).collect();
        Ok(Self { runs, heads: VecDeque::new(), is_open: false })
    }

    /// The record that comes next, or none at the end.
    pub(crate) async fn next<W: Access>(
        &mut self,
        world: &W,
        job: &JobId,
        order: &Order,
    ) -> Result<Option<StoredRecord>> {
        if !self.is_open {
            self.is_open = true;
            for at in 0..self.runs.len() {
                self.advance(world, job, order, at).await?;
            }
        }
        let Some(((_, record), at)) = self.heads.pop_front() else { return Ok(None) };
        self.advance(world, job, order, at).await?;
        Ok(Some(record))
    }

    /// Puts the next record of a run where it belongs among the heads.
    async fn advance<W: Access>(
        &mut self,
        world: &W,
        job: &JobId,
        order: &Order,
        at: usize,
    ) -> Result<()> {
        let Some(run) = self.runs.get_mut(at) else { return Ok(()) };
        let Some(record) = run.next(world, job).await? else { return Ok(()) };
        let key = order.key(&record);
        let before = |((its_key, its), _): &(Keyed, usize)| {
            let its = (its_key.as_deref(), its.id.as_str());
            order.compare(its, (key.as_deref(), record.id.as_str())).is_lt()
        };
        let place = self.heads.partition_point(before);
        self.heads.insert(place, ((key, record), at));
        Ok(())
    }
}

impl Run {
    async fn next<W: Access>(&mut self, world: &W, job: &JobId) -> Result<Option<StoredRecord>> {
        loop {
            let rest = self.buffer.get(self.start..).unwrap_or_default();
            if let Some(len) = rest.iter().position(|it| *it == b'\n') {
                let record = serde_json::from_slice(rest.get(..len).unwrap_or_default())?;
                self.start += len + 1;
                return Ok(Some(record));
            }
            let offset = self.offset;
            let bytes =
                world.read_outcomes(job, self.number, self.attempt, offset, self.piece).await?;
            if bytes.is_empty() {
                if !rest.is_empty() {
                    bail!("a run of an export is cut off");
                }
                return Ok(None);
            }
            self.buffer.drain(..self.start);
            self.start = 0;
            self.offset += bytes.len() as u64;
            self.buffer.extend(bytes);
        }
    }
}
