//! Records in another order than newest first. As many as fit are put in order in memory; where there are more, each
//! such run goes to S3, and the runs are merged. What was gathered is saved run by run, so that the next worker goes on.

use anyhow::Result;
use gangway_contract::{JobId, JobItem, StoredRecord};
use gangway_core::export::Order;
use serde::{Deserialize, Serialize};

use crate::Access;
use crate::asked::Asked;
use crate::merge::Merge;
use crate::saved::Place;
use crate::turn::{EXPORTING, Turn};

/// A record with what it is ordered by.
pub(crate) type Keyed = (Option<String>, StoredRecord);

/// What lies in S3, and where the records that follow are listed.
#[derive(Serialize, Deserialize)]
struct Gathered {
    place: Place,
    /// The attempt that wrote each run: one that lost its lease overwrites nothing that counts.
    runs: Vec<u32>,
    records: u32,
}

/// All records in order.
pub(crate) enum Rows {
    Memory(std::vec::IntoIter<Keyed>),
    Merge(Box<Merge>),
}

/// What gathering came to.
pub(crate) enum Gathering {
    /// Everything is there.
    Done(Rows),
    /// Somebody asked to stop.
    Stopped,
    /// Another worker goes on.
    Left,
}

impl Rows {
    pub(crate) async fn next<W: Access>(
        &mut self,
        world: &W,
        job: &JobId,
        order: &Order,
    ) -> Result<Option<StoredRecord>> {
        match self {
            Self::Memory(records) => Ok(records.next().map(|it| it.1)),
            Self::Merge(merge) => merge.next(world, job, order).await,
        }
    }
}

/// Reads every wanted record, run by run.
pub(crate) async fn gather<W: Access>(
    turn: &mut Turn<'_, W>,
    item: &JobItem,
    asked: &Asked,
    order: &Order,
) -> Result<Gathering> {
    let mut gathered = open(turn).await?;
    let mut records: Vec<Keyed> = Vec::new();
    while gathered.place != Place::End {
        let (found, next) = turn.page(&item.job.module, asked, &gathered.place).await?;
        gathered.place = next;
        let wanted = found.into_iter().filter(|it| asked.holds(it));
        records.extend(wanted.map(|it| (order.key(&it), it)));
        let (is_last, must_end) = (gathered.place == Place::End, turn.must_end());
        let is_full = records.len() >= turn.pace.in_order;
        let spills = if is_last { !gathered.runs.is_empty() } else { is_full || must_end };
        if spills && !spill(turn, &mut gathered, std::mem::take(&mut records), order).await? {
            return Ok(Gathering::Left);
        }
        if !turn.goes_on().await? {
            return Ok(Gathering::Stopped);
        }
        if must_end && !is_last {
            turn.pass_on().await?;
            return Ok(Gathering::Left);
        }
    }
    if gathered.runs.is_empty() {
        sort(&mut records, order);
        return Ok(Gathering::Done(Rows::Memory(records.into_iter())));
    }
    Ok(Gathering::Done(Rows::Merge(Box::new(Merge::new(&gathered.runs)?))))
}

async fn open<W: Access>(turn: &Turn<'_, W>) -> Result<Gathered> {
    let Some(part) = turn.lease.parts.last() else {
        return Ok(Gathered { place: Place::Start, runs: Vec::new(), records: 0 });
    };
    let bytes = turn.world.read_part(&turn.message.job, EXPORTING, *part).await?;
    Ok(serde_json::from_slice(&bytes)?)
}

/// Puts a run, and then the word that it counts; `false` if the lease was lost.
async fn spill<W: Access>(
    turn: &mut Turn<'_, W>,
    gathered: &mut Gathered,
    mut records: Vec<Keyed>,
    order: &Order,
) -> Result<bool> {
    sort(&mut records, order);
    let mut bytes = Vec::new();
    for record in &records {
        serde_json::to_writer(&mut bytes, &record.1)?;
        bytes.push(b'\n');
    }
    let (number, attempt) = (u32::try_from(gathered.runs.len())?, turn.lease.attempt);
    turn.world.put_outcomes(&turn.message.job, number, attempt, bytes).await?;
    turn.has_gathered = true;
    gathered.runs.push(attempt);
    gathered.records += u32::try_from(records.len())?;
    turn.save(gathered.records, Some(serde_json::to_vec(gathered)?)).await
}

fn sort(records: &mut [Keyed], order: &Order) {
    records.sort_by(|(one_key, one), (other_key, other)| {
        let (one, other) = (one.id.as_str(), other.id.as_str());
        order.compare((one_key.as_deref(), one), (other_key.as_deref(), other))
    });
}
