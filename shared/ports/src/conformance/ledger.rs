//! Leases and cursors.

use anyhow::{Context, Result, ensure};
use gangway_contract::{JobCounts, LedgerEntry, LedgerState, OutcomePart};

use super::Tables;
use super::samples::job_id;
use crate::{FINISHING, PLANNING};

pub(super) async fn check<W: Tables>(world: &W) -> Result<()> {
    let job = job_id("J1")?;
    ensure!(world.take_lease(&job, 0, 10, 20).await?.is_none(), "a bucket that was not opened");
    world.open_ledger(&job, &[LedgerEntry::open(1), LedgerEntry::open(0)]).await?;
    let first = world.take_lease(&job, 0, 10, 20).await?.context("an open bucket")?;
    ensure!(first.attempt == 1 && first.lease_until == 20, "{first:?}");
    ensure!(world.take_lease(&job, 0, 20, 30).await?.is_none(), "a lease holds to its last second");
    world.open_ledger(&job, &[LedgerEntry::open(0)]).await?;
    let second = world.take_lease(&job, 0, 21, 30).await?.context("a lease that ran out")?;
    ensure!(second.attempt == 2, "opening again changes nothing: {second:?}");
    ensure!(!world.save_ledger(&job, &first).await?, "who lost the lease changes nothing");
    check_saving(world, second).await?;
    check_reopening(world).await?;
    check_whole(world, PLANNING).await?;
    check_whole(world, FINISHING).await
}

async fn check_saving<W: Tables>(world: &W, mut entry: LedgerEntry) -> Result<()> {
    let job = job_id("J1")?;
    entry.cursor = 7;
    entry.counts = JobCounts { created: 3, skipped: 4, ..JobCounts::default() };
    entry.parts = vec![OutcomePart { from: 0, attempt: 2 }];
    ensure!(world.save_ledger(&job, &entry).await?, "the holder saves");
    let ledger = world.read_ledger(&job).await?;
    ensure!(ledger == [entry.clone(), LedgerEntry::open(1)], "by number, as saved: {ledger:?}");
    entry.state = LedgerState::Done;
    entry.lease_until = 0;
    ensure!(world.save_ledger(&job, &entry).await?, "the holder ends");
    ensure!(!world.save_ledger(&job, &entry).await?, "what has ended stays");
    ensure!(world.take_lease(&job, 0, 99, 100).await?.is_none(), "what has ended is not taken");
    Ok(())
}

/// What has ended is opened again once, and only as it was seen.
async fn check_reopening<W: Tables>(world: &W) -> Result<()> {
    let job = job_id("J1")?;
    let ended = world.read_ledger(&job).await?.swap_remove(0);
    let other = LedgerEntry { attempt: ended.attempt + 1, ..ended.clone() };
    world.reopen_ledger(&job, &other).await?;
    ensure!(world.read_ledger(&job).await?.contains(&ended), "what was not seen so stays");
    for _ in 0..2 {
        world.reopen_ledger(&job, &ended).await?;
        let open = ended.reopened();
        ensure!(world.read_ledger(&job).await?.contains(&open), "opened again, and only once");
    }
    let taken = world.take_lease(&job, 0, 99, 100).await?.context("an open bucket")?;
    ensure!(taken.attempt == ended.attempt + 1 && taken.rerun == 1, "{taken:?}");
    world.reopen_ledger(&job, &taken).await?;
    ensure!(world.read_ledger(&job).await?.contains(&taken), "what is open is not opened");
    Ok(())
}

/// What is done of a job as a whole has a lease and a cursor, too, and is no bucket.
async fn check_whole<W: Tables>(world: &W, errand: u32) -> Result<()> {
    let job = job_id("J1")?;
    let mut lease = world.take_lease(&job, errand, 10, 20).await?.context("it opens itself")?;
    ensure!(lease.attempt == 1 && lease.cursor == 0, "{lease:?}");
    lease.cursor = 1;
    ensure!(world.save_ledger(&job, &lease).await?, "it is saved");
    let again = world.take_lease(&job, errand, 21, 30).await?.context("it is taken again")?;
    ensure!(again.attempt == 2 && again.cursor == 1, "{again:?}");
    ensure!(world.read_ledger(&job).await?.len() == 2, "it is no bucket");
    Ok(())
}
