//! The end of a schedule: nothing goes wrong any more, and every job must end.

use gangway_contract::{JobId, JobStatus};

use crate::cloud::Cloud;
use crate::run::Violation;

/// Calls and waits after which a job that has not ended never will.
const PATIENCE: u32 = 60_000;
/// Longer than a lease and shorter than a message is hidden, in milliseconds.
const WHILE: u64 = 61_000;

/// P1: once faults stop, every job ends.
pub(crate) fn down(cloud: &mut Cloud) -> Option<Violation> {
    cloud.world.trouble_next(None);
    for _ in 0..PATIENCE {
        if cloud.running() > 0 {
            cloud.poll(0);
            continue;
        }
        let visible = cloud.visible();
        if visible.is_empty() {
            if open(cloud).is_empty() && !cloud.is_waiting() {
                return None;
            }
            cloud.wait(WHILE);
            cloud.tick();
        }
        for place in visible {
            cloud.deliver(place);
        }
    }
    let open = open(cloud);
    Some(Violation(format!("P1: faults stopped and something never ends: jobs {open:?}")))
}

/// The jobs that have not ended.
fn open(cloud: &Cloud) -> Vec<(JobId, JobStatus)> {
    let of = |tenant| {
        cloud.world.with(tenant, |data| {
            let open = data.jobs.values().filter(|it| !it.job.status.is_terminal());
            open.map(|it| (it.job.id.clone(), it.job.status)).collect::<Vec<_>>()
        })
    };
    cloud.tenants.iter().flat_map(of).collect()
}
