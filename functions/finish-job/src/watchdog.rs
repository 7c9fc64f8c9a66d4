//! The watchdog: finds what was lost between two steps and sends it again; ends what will never come.

use anyhow::Result;
use gangway_contract::{
    BucketMessage, ExportMessage, FinishMessage, Job, JobItem, JobKind, JobRef, JobStatus,
    LedgerEntry, PlanMessage, Refusal, RefusalCode,
};
use gangway_ports::{JobChange, Moment};
use gangway_write::begin_if_due;

use crate::telling::tell_of;
use crate::{Access, Patience};

/// Messages that one tick sends again for one job.
const SENT_AGAIN: usize = 100;

/// Looks after one job that has not ended.
pub(crate) async fn look_after<W: Access>(
    world: &W,
    found: &JobRef,
    patience: &Patience,
) -> Result<()> {
    let Some(item) = world.read_job(&found.job).await? else { return Ok(()) };
    if !item.job.status.is_terminal() {
        go_on(world, found, &item, patience).await?;
    }
    tell_of(world, &item).await
}

async fn go_on<W: Access>(
    world: &W,
    found: &JobRef,
    item: &JobItem,
    patience: &Patience,
) -> Result<()> {
    let made = Moment::parse(&item.job.created_at).unwrap_or_default();
    let age = world.now().seconds().saturating_sub(made.seconds());
    match item.job.kind {
        JobKind::Export => return export(world, found).await,
        JobKind::Index | JobKind::Erase => return send_alone(world, found).await,
        JobKind::Import | JobKind::Undo => {}
    }
    match item.job.status {
        JobStatus::Running => written(world, found, item).await,
        JobStatus::Scheduled => begin_if_due(world, item).await.map(drop),
        JobStatus::Cancelling if item.buckets > 0 => written(world, found, item).await,
        JobStatus::Draft | JobStatus::WaitingForUpload if item.source.is_none() => {
            awaited(world, found, item, age, patience).await
        }
        JobStatus::Draft if !item.started && age <= patience.draft => Ok(()),
        JobStatus::Draft if !item.started => never_started(world, found).await,
        _ if item.job.kind == JobKind::Undo => open_undo(world, found).await,
        _ if age > patience.plan || waits(&item.job) => send_plan(world, found).await,
        _ => Ok(()),
    }
}

/// Whether another job has to end first, so that it is looked at each minute whether that has.
fn waits(job: &Job) -> bool {
    job.waits_for.is_some() || job.dropped.as_ref().is_some_and(|it| it.after.is_some())
}

/// S3's word may have been lost, so the object itself is looked for before giving up.
async fn awaited<W: Access>(
    world: &W,
    found: &JobRef,
    item: &JobItem,
    age: u32,
    patience: &Patience,
) -> Result<()> {
    if age > patience.plan.min(patience.upload)
        && let Some(source) = world.find_source(&found.job).await?
    {
        let pin = JobChange { source: Some(source), ..JobChange::default() };
        world.change_job(&found.job, &pin).await?;
        return if item.started { send_plan(world, found).await } else { Ok(()) };
    }
    if item.started && age > patience.upload {
        let sentence = "The file never arrived: its upload was not completed. Choose the file again and start anew.";
        return give_up(world, found, &[JobStatus::Draft, JobStatus::WaitingForUpload], sentence)
            .await;
    }
    if !item.started && age > patience.draft {
        return never_started(world, found).await;
    }
    Ok(())
}

async fn never_started<W: Access>(world: &W, found: &JobRef) -> Result<()> {
    let sentence =
        "This import was prepared and never started. Choose the file again if you still need it.";
    give_up(world, found, &[JobStatus::Draft], sentence).await
}

async fn give_up<W: Access>(
    world: &W,
    found: &JobRef,
    from: &[JobStatus],
    sentence: &str,
) -> Result<()> {
    let mut change = JobChange::to(from, JobStatus::Failed);
    change.refusal = Some(Refusal::new(RefusalCode::UploadNeverCame, sentence));
    change.finished_at = Some(world.now().rfc3339());
    world.change_job(&found.job, &change).await?;
    tracing::warn!(job.id = %found.job, "Gave up waiting for a file");
    Ok(())
}

/// An undo that nobody has opened yet: its first message may be lost.
async fn open_undo<W: Access>(world: &W, found: &JobRef) -> Result<()> {
    let message = BucketMessage { tenant: found.tenant.clone(), job: found.job.clone(), bucket: 0 };
    world.queue_buckets(&[message]).await
}

/// An export whose worker may be gone, or whose message. One too many finds the lease held, or the job ended.
async fn export<W: Access>(world: &W, found: &JobRef) -> Result<()> {
    let ledger = world.read_ledger(&found.job).await?;
    let now = world.now().seconds();
    if ledger.iter().any(|it| it.lease_until >= now) {
        return Ok(());
    }
    let message = ExportMessage { tenant: found.tenant.clone(), job: found.job.clone() };
    world.queue_export(&message).await
}

/// A job of one message: the index of a match rule whose time has come, or one whose worker may be gone. One too many
/// finds the lease held, the job ended, or that it is too early.
async fn send_alone<W: Access>(world: &W, found: &JobRef) -> Result<()> {
    let ledger = world.read_ledger(&found.job).await?;
    let now = world.now().seconds();
    if ledger.iter().any(|it| it.lease_until >= now) {
        return Ok(());
    }
    let message = BucketMessage { tenant: found.tenant.clone(), job: found.job.clone(), bucket: 0 };
    world.queue_buckets(&[message]).await
}

async fn send_plan<W: Access>(world: &W, found: &JobRef) -> Result<()> {
    let message = PlanMessage { tenant: found.tenant.clone(), job: found.job.clone() };
    world.queue_plan(&message).await
}

/// Sends buckets again whose worker is gone, and the finish if every bucket has ended.
async fn written<W: Access>(world: &W, found: &JobRef, item: &JobItem) -> Result<()> {
    let ledger = world.read_ledger(&found.job).await?;
    let is_ended = |it: &&LedgerEntry| !it.is_open(item.reruns);
    for entry in ledger.iter().filter(is_ended).filter(|it| !item.ended.contains(&it.bucket)) {
        world.end_bucket(&found.job, entry.bucket).await?;
    }
    if ledger.iter().all(|it| is_ended(&it)) {
        let finish = FinishMessage { tenant: found.tenant.clone(), job: found.job.clone() };
        return world.queue_finish(&finish).await;
    }
    let stuck = stuck(&ledger, item.reruns, world.now().seconds());
    let message =
        |bucket| BucketMessage { tenant: found.tenant.clone(), job: found.job.clone(), bucket };
    let messages: Vec<BucketMessage> = stuck.into_iter().take(SENT_AGAIN).map(message).collect();
    if !messages.is_empty() {
        tracing::warn!(job.id = %found.job, buckets = messages.len(), "Sent buckets again");
        world.queue_buckets(&messages).await?;
    }
    Ok(())
}

/// Buckets whose lease ran out; and while nobody works on the job at all, every open one, because its message may
/// be lost. A message too many finds the lease held, or the bucket done.
fn stuck(ledger: &[LedgerEntry], reruns: u32, now: u32) -> Vec<u32> {
    let open = ledger.iter().filter(|it| it.is_open(reruns));
    let is_held = |it: &LedgerEntry| it.lease_until >= now;
    let anybody = open.clone().any(is_held);
    let ran_out = |it: &&LedgerEntry| it.lease_until > 0 && !is_held(it);
    open.filter(|it| !anybody || ran_out(it)).map(|it| it.bucket).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(leases: &[u32], expected: &[u32]) {
        let entry = |(bucket, lease): (u32, &u32)| LedgerEntry {
            lease_until: *lease,
            ..LedgerEntry::open(bucket)
        };
        let ledger: Vec<LedgerEntry> = (0..).zip(leases).map(entry).collect();
        assert_eq!(stuck(&ledger, 0, 100), expected);
    }

    #[test]
    fn buckets_whose_lease_ran_out_are_stuck_and_waiting_ones_only_while_nobody_works() {
        check(&[0, 150, 50], &[2]);
        check(&[0, 0, 50], &[0, 1, 2]);
        check(&[0, 150], &[]);
        check(&[], &[]);
    }
}
