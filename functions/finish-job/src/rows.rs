//! Every bucket's outcomes and the failed rows as one stream in the file's row order, with one piece of each origin
//! in memory.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use anyhow::Result;
use futures::stream::{self, StreamExt, TryStreamExt};
use gangway_contract::{JobId, Row};

use crate::Access;
use crate::stream::{Origin, Place, ResultRow, Stream};

/// All pieces together take about this much; large ones are few calls.
const MEMORY: usize = 192 << 20;
/// Origins that are opened at once.
const IN_FLIGHT: usize = 16;

/// All rows of all origins, by number.
pub(crate) struct Rows {
    sources: Vec<Source>,
    order: BinaryHeap<Reverse<(Row, usize)>>,
}

/// An origin, and its first row that nobody has taken.
struct Source {
    stream: Stream,
    place: Place,
    head: Option<ResultRow>,
}

impl Rows {
    /// The rows from these places on; from the beginning if there are none.
    pub(crate) async fn open<W: Access>(
        world: &W,
        job: &JobId,
        origins: &[Origin],
        places: &[Place],
    ) -> Result<Self> {
        let piece = u32::try_from((MEMORY / origins.len().max(1)).clamp(64 << 10, 4 << 20))?;
        let open = async |(at, origin): (usize, &Origin)| {
            let place = places.get(at).copied().unwrap_or_default();
            let mut stream = Stream::new(*origin, piece, place);
            let head = stream.next(world, job).await?;
            anyhow::Ok(Source { stream, place, head })
        };
        let opening = stream::iter(origins.iter().enumerate()).map(open).buffered(IN_FLIGHT);
        let sources: Vec<Source> = opening.try_collect().await?;
        let row = |(at, source): (usize, &Source)| Some(Reverse((source.head.as_ref()?.row, at)));
        let order = sources.iter().enumerate().filter_map(row).collect();
        Ok(Self { sources, order })
    }

    /// The next row, or none at the end.
    async fn next<W: Access>(&mut self, world: &W, job: &JobId) -> Result<Option<ResultRow>> {
        let Some(Reverse((_, at))) = self.order.pop() else { return Ok(None) };
        let Some(source) = self.sources.get_mut(at) else { return Ok(None) };
        source.place = source.stream.place();
        let following = source.stream.next(world, job).await?;
        self.order.extend(following.as_ref().map(|it| Reverse((it.row, at))));
        Ok(std::mem::replace(&mut source.head, following))
    }

    /// The next rows, at most so many; none at the end.
    pub(crate) async fn take<W: Access>(
        &mut self,
        world: &W,
        job: &JobId,
        most: u32,
    ) -> Result<Vec<ResultRow>> {
        let mut rows = Vec::new();
        while rows.len() < most as usize
            && let Some(row) = self.next(world, job).await?
        {
            rows.push(row);
        }
        Ok(rows)
    }

    /// Where every origin's next row begins.
    pub(crate) fn places(&self) -> Vec<Place> {
        self.sources.iter().map(|it| it.place).collect()
    }
}
