//! What must hold at every step: progress never goes back, and nobody takes a lease that somebody holds.

use std::collections::BTreeMap;

use gangway_contract::{JobId, JobItem, JobKind, JobStatus, TenantId};
use gangway_ports::memory::{MemoryWorld, TenantData};
use gangway_ports::{Clock, PLANNING};

use crate::coverage::{Kind, Seen};
use crate::run::Violation;

/// What was seen so far.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    /// How often a job was run again, and how far it was.
    done: BTreeMap<(TenantId, JobId), (u32, u32)>,
    leases: BTreeMap<(TenantId, JobId, u32), Lease>,
}

/// Whose turn at a bucket it is, and until when nobody else's.
#[derive(Debug, Clone, Copy, Default)]
struct Lease {
    attempt: u32,
    until: u32,
}

impl Watch {
    /// Looks at everything of a tenant; the first thing that does not hold.
    pub(crate) fn look(
        &mut self,
        world: &MemoryWorld,
        tenant: &TenantId,
        seen: &mut Seen,
    ) -> Option<Violation> {
        let now = world.now().seconds();
        world.with(tenant, |data| {
            note_company(data, seen);
            let jobs = data.jobs.values().find_map(|item| self.progress(tenant, data, item));
            jobs.or_else(|| self.exclusive(tenant, data, now, seen))
        })
    }

    /// Nobody watches the leases while everything calms down.
    pub(crate) fn forget_leases(&mut self) {
        self.leases.clear();
    }

    /// Progress never goes back and never says more than there is.
    fn progress(
        &mut self,
        tenant: &TenantId,
        data: &TenantData,
        item: &JobItem,
    ) -> Option<Violation> {
        let id = &item.job.id;
        let ledger = data.ledger.range((id.clone(), 0)..(id.clone(), PLANNING));
        let counts = if item.job.status.is_terminal() {
            item.job.counts
        } else {
            item.progress(&ledger.map(|it| it.1.clone()).collect::<Vec<_>>())
        };
        let found = (item.reruns, counts.done());
        let last = self.done.insert((tenant.clone(), id.clone()), found);
        // Rows that are run again are no longer done.
        let last = last.filter(|it| it.0 == item.reruns).map(|it| it.1).unwrap_or_default();
        if counts.done() < last {
            let story = format!("I5: the progress of {id} went from {last} back to {counts:?}");
            return Some(Violation(story));
        }
        let more = counts.rows > 0 && counts.done() > counts.rows;
        more.then(|| Violation(format!("I5: {id} has more outcomes than rows: {counts:?}")))
    }

    /// A bucket has one worker at a time.
    fn exclusive(
        &mut self,
        tenant: &TenantId,
        data: &TenantData,
        now: u32,
        seen: &mut Seen,
    ) -> Option<Violation> {
        for ((job, bucket), entry) in &data.ledger {
            let lease = Lease { attempt: entry.attempt, until: entry.lease_until };
            let name = (tenant.clone(), job.clone(), *bucket);
            let old = self.leases.insert(name, lease).unwrap_or_default();
            if lease.attempt <= old.attempt || old.until == 0 {
                continue;
            }
            if old.until >= now {
                let story = format!("a lease of {job}, {bucket} was given before {}", old.until);
                return Some(Violation(story));
            }
            seen.note(Kind::LeaseRanOut);
        }
        None
    }
}

/// Whether jobs run beside each other.
fn note_company(data: &TenantData, seen: &mut Seen) {
    let running = |kind| {
        let of = |it: &&JobItem| it.job.kind == kind && it.job.status == JobStatus::Running;
        data.jobs.values().filter(of).count()
    };
    let (imports, undos) = (running(JobKind::Import), running(JobKind::Undo));
    if imports > 1 {
        seen.note(Kind::Overlapped);
    }
    if data.jobs.values().any(|it| it.job.status == JobStatus::Scheduled) {
        seen.note(Kind::PutOff);
    }
    if running(JobKind::Index) > 0 {
        seen.note(Kind::Indexed);
    }
    if imports > 0 && undos > 0 {
        seen.note(Kind::UndoneBeside);
    }
}
