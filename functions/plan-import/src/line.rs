//! Versions of one dropped object are imported in the order in which they were put: a later one waits until the one
//! before it has ended. S3 may speak of them in any order, and twice.

use anyhow::{Result, bail};
use gangway_contract::kept::{DROPS, seconds};
use gangway_contract::{DropLine, DropTurn, Dropped, JobId, JobItem, JobStatus};
use gangway_ports::Moment;

use crate::Access;
use crate::incoming::DropEvent;

/// Versions that a line remembers: more are never on their way at once.
const LONGEST: usize = 50;
/// How often somebody else may change the line while a version takes its place.
const TRIES: u32 = 8;
/// The job of the version before may not be made yet: S3's word of it is delivered again for as long.
const PATIENCE: u32 = 2 * 3_600;

/// A version's place in the line of its object.
pub(crate) enum Turn {
    /// Behind the job of the version before it; none if there is none.
    Behind(Option<JobId>),
    /// Later versions were there before it.
    TooLate,
}

/// Takes the place of this version, or gives the one that it has.
pub(crate) async fn line_up<W: Access>(world: &W, event: &DropEvent, job: &JobId) -> Result<Turn> {
    let key = event.key();
    for _ in 0..TRIES {
        let mut line = world.read_line(&key).await?.unwrap_or_default();
        if let Some(turn) = turn_of(&line, job) {
            return Ok(turn);
        }
        let order = event.order();
        if line.turns.last().is_some_and(|it| it.order > order) {
            return Ok(Turn::TooLate);
        }
        let before = line.turns.last().map(|it| it.job.clone());
        line.turns.push(DropTurn { order, job: job.clone() });
        line.turns.drain(..line.turns.len().saturating_sub(LONGEST));
        line.version += 1;
        line.expires_at = world.now().plus_seconds(seconds(DROPS)).seconds();
        if world.save_line(&key, &line).await? {
            return Ok(Turn::Behind(before));
        }
    }
    bail!("the line of a dropped object changed {TRIES} times")
}

fn turn_of(line: &DropLine, job: &JobId) -> Option<Turn> {
    let place = line.turns.iter().position(|it| it.job == *job)?;
    Some(Turn::Behind(place.checked_sub(1).map(|it| line.turns[it].job.clone())))
}

/// Whether the version before this job's has ended. The watchdog asks again every minute.
pub(crate) async fn is_next<W: Access>(world: &W, item: &JobItem) -> Result<bool> {
    let job = &item.job;
    let Some(Dropped { after: Some(before), .. }) = &job.dropped else { return Ok(true) };
    if job.status != JobStatus::Queued {
        return Ok(true);
    }
    let made = Moment::parse(&job.created_at).unwrap_or_default();
    Ok(match world.read_job(before).await? {
        Some(before) => before.job.status.is_terminal(),
        None => world.now() > made.plus_seconds(PATIENCE),
    })
}
