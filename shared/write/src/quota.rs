//! What a tenant may import, asked for at every door: a file when it is begun, a place among the jobs that run, and rows
//! before any is written.

use std::collections::BTreeSet;

use anyhow::Result;
use gangway_contract::{JobId, JobItem, JobStatus};
use gangway_ports::{CountQuota, Moment, Place, ReadJob};

const DAY: u32 = 24 * 3_600;

/// Counts a job's file among those of the day on which it was begun. The most that there may be, if there are too many.
pub async fn count_file(
    world: &impl CountQuota,
    job: &JobId,
    begun: Moment,
) -> Result<Result<(), u32>> {
    let most = world.read_quota().await?.files_a_day;
    Ok(if world.count_file(&day(begun), job, most).await? { Ok(()) } else { Err(most) })
}

/// Too many rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TooManyRows {
    /// One file may have so many.
    OfAJob(u32),
    /// All files of a day may have so many.
    OfADay(u32),
}

/// Counts a job's rows among those of the day on which it was begun, which another delivery does not change.
pub async fn count_rows(
    world: &impl CountQuota,
    job: &JobId,
    begun: Moment,
    rows: u32,
) -> Result<Result<(), TooManyRows>> {
    let quota = world.read_quota().await?;
    if rows > quota.rows_a_job {
        return Ok(Err(TooManyRows::OfAJob(quota.rows_a_job)));
    }
    let most = quota.rows_a_day;
    let fits = world.count_rows(&day(begun), job, rows, most).await?;
    Ok(if fits { Ok(()) } else { Err(TooManyRows::OfADay(most)) })
}

/// Takes a place among the tenant's jobs. The most that there are, if all are held.
///
/// Nobody gives a place back when a job ends: whoever finds none looks which of the holders have ended. So none is lost
/// with a worker, and a job that ends twice gives back one.
pub async fn take_place<W: CountQuota + ReadJob>(
    world: &W,
    job: &JobId,
) -> Result<Result<(), u32>> {
    let most = world.read_quota().await?.jobs_at_once;
    let Place::Full(holders) = world.take_place(job, most).await? else { return Ok(Ok(())) };
    let mut gone = BTreeSet::new();
    for holder in holders {
        if !world.read_job(&holder).await?.is_some_and(|it| needs_place(&it)) {
            gone.insert(holder);
        }
    }
    if gone.is_empty() {
        return Ok(Err(most));
    }
    world.leave_places(&gone).await?;
    Ok(match world.take_place(job, most).await? {
        Place::Taken => Ok(()),
        Place::Full(_) => Err(most),
    })
}

/// What waits for its time holds nobody up. What is about to be started has its place before anybody can see that it is.
fn needs_place(item: &JobItem) -> bool {
    let status = item.job.status;
    !status.is_terminal() && status != JobStatus::Scheduled
}

/// Seconds until the next day begins, in UTC.
pub fn until_tomorrow(now: Moment) -> u32 {
    DAY - now.seconds() % DAY
}

fn day(moment: Moment) -> String {
    moment.rfc3339().chars().take(10).collect()
}
