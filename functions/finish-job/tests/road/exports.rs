//! Exports that nobody works on any more: sent again, or given up.

use finish_job::{Dead, Patience, bury, watch};
use futures::executor::block_on;
use gangway_contract::{
    Actor, Export, ExportFormat, Job, JobId, JobItem, JobStatus, LedgerEntry, PlanMessage,
    RefusalCode, Right, Scope, UserId,
};
use gangway_ports::memory::Message;
use gangway_ports::{Clock, CreateJob, ForTenant, OpenLedger};

use crate::world::{Gangway, job_id, leads};

const EXPORT: &str = "J1-export";

/// An export that stands here, and whose lease ends in this many seconds.
fn exporting(status: JobStatus, lease: Option<u32>) -> Gangway {
    let gangway = Gangway::new();
    let export = Export {
        module: leads(),
        filter: None,
        columns: Vec::new(),
        format: ExportFormat::Csv,
        sort: None,
        identity: false,
    };
    let actor = Actor {
        tenant: gangway.tenant.clone(),
        user: UserId::parse("ann").expect("a user"),
        teams: [].into(),
        scope: Scope::All,
        rights: [Right::Export].into(),
    };
    let now = gangway.world.now();
    let job = Job::export(job_id(EXPORT), export, actor, "leads.csv".into(), now.rfc3339());
    let world = gangway.world.for_tenant(&gangway.tenant);
    block_on(async {
        world.create_job(&JobItem::new(Job { status, ..job })).await.expect("created");
        if let Some(seconds) = lease {
            let lease_until = now.plus_seconds(seconds).seconds();
            let entry = LedgerEntry { lease_until, ..LedgerEntry::open(0) };
            world.open_ledger(&id(), &[entry]).await.expect("opened");
        }
    });
    gangway
}

fn id() -> JobId {
    job_id(EXPORT)
}

#[track_caller]
fn is_sent_again(gangway: &Gangway, expected: bool) {
    block_on(watch(&gangway.world, &Patience::default())).expect("watched");
    let sent = gangway.world.take_message();
    let is_its = matches!(&sent, Some(Message::Export(it)) if it.job == id());
    assert_eq!((is_its, sent.is_some()), (expected, expected), "{sent:?}");
}

#[test]
fn an_export_is_sent_again_when_nobody_holds_it() {
    is_sent_again(&exporting(JobStatus::Queued, None), true);
    let held = exporting(JobStatus::Running, Some(60));
    is_sent_again(&held, false);
    held.wait(61);
    is_sent_again(&held, true);
    is_sent_again(&exporting(JobStatus::Completed, Some(0)), false);
}

#[track_caller]
fn is_given_up(gangway: &Gangway) -> bool {
    let dead = Dead::Job(PlanMessage { tenant: gangway.tenant.clone(), job: id() });
    let deadline = gangway.world.now().plus_seconds(120);
    block_on(bury(&gangway.world, &dead, deadline)).expect("buried");
    let refusal = gangway.job(EXPORT).refusal.map(|it| it.code);
    assert!(refusal.is_none() || refusal == Some(RefusalCode::GivenUp));
    gangway.job(EXPORT).status == JobStatus::Failed
}

#[test]
fn an_export_is_given_up_only_when_nobody_holds_it_and_it_has_not_ended() {
    assert!(is_given_up(&exporting(JobStatus::Queued, None)));
    assert!(!is_given_up(&exporting(JobStatus::Running, Some(60))));
    let left = exporting(JobStatus::Running, Some(60));
    left.wait(61);
    assert!(is_given_up(&left));
    assert!(!is_given_up(&exporting(JobStatus::Completed, Some(0))));
}
