//! Goes on with the rest of a test's file: an import of its own, of the same file, plan and corrections and in the name
//! of the same person, that leaves out what the test took.

use anyhow::Result;
use gangway_contract::{InvalidId, Job, JobId, JobItem, JobStatus, PlanMessage};
use gangway_ports::{ChangeJob, CreateJob, JobChange, QueuePlan, ReadJob};

/// Where a test has ended so that it may be gone on with.
pub const TESTED: [JobStatus; 3] =
    [JobStatus::Completed, JobStatus::CompletedWithErrors, JobStatus::Cancelled];

/// A continuation that wrote nothing may be begun again; a test has at most so many.
const CONTINUATIONS: u32 = 9;

/// The continuation of an ended test: the one that there is, or a new one, which is queued. None if somebody has asked
/// to take the test back, or if it was begun too often. `now` is RFC 3339 in UTC.
///
/// The test says first who goes on with it, on the very item that an undo marks: whichever of the two is first stands.
pub async fn go_on<W: ChangeJob + CreateJob + QueuePlan + ReadJob>(
    world: &W,
    test: &JobItem,
    now: &str,
) -> Result<Option<JobItem>> {
    for number in 1..=CONTINUATIONS {
        let item = continuation(test, number, now)?;
        let id = &item.job.id;
        match world.read_job(id).await? {
            Some(there) if wrote_nothing(&there) => continue,
            Some(there) => return Ok(Some(there)),
            None => {}
        }
        let mark = JobChange {
            from: TESTED.to_vec(),
            continued_by: Some(id.clone()),
            ..JobChange::default()
        };
        if world.change_job(&test.job.id, &mark).await?.item().is_none() {
            return Ok(None);
        }
        if world.create_job(&item).await? {
            let tenant = item.job.actor.tenant.clone();
            // Should it be lost, the watchdog sends it again.
            world.queue_plan(&PlanMessage { tenant, job: id.clone() }).await?;
        }
        return world.read_job(id).await;
    }
    Ok(None)
}

/// The number of a test's continuation.
pub fn continuation_id(test: &JobId, number: u32) -> Result<JobId, InvalidId> {
    JobId::parse(format!("{test}-rest{number}"))
}

fn continuation(test: &JobItem, number: u32, now: &str) -> Result<JobItem> {
    let Job { id, module, actor, file, repairs, .. } = test.job.clone();
    let next = continuation_id(&id, number)?;
    let job = Job {
        status: JobStatus::Queued,
        started_at: Some(now.to_owned()),
        repairs,
        continues: Some(id),
        ..Job::import(next, module, actor, file, now.to_owned())
    };
    Ok(JobItem { source: test.source.clone(), started: true, ..JobItem::new(job) })
}

/// It ended before anything of it was planned. One whose rows all failed has no buckets either, and told of each of them.
fn wrote_nothing(item: &JobItem) -> bool {
    use JobStatus::{Cancelled, DiffersFromPreview, Failed};
    matches!(item.job.status, Cancelled | DiffersFromPreview | Failed)
        && item.buckets == 0
        && item.job.counts.settled().rows == 0
}
