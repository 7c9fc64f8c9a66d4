//! Whatever happens to messages and workers: one file, each record once, the same bytes, one audit entry.

use futures::executor::block_on;
use gangway_contract::{Filter, JobStatus, RecordId, Scope};
use gangway_ports::memory::When;
use gangway_ports::{ChangeJob, ForTenant, JobChange};

use crate::world::{Gangway, actor, export, field, text};

const RECORDS: u32 = 25;
const COLUMNS: [&str; 4] = ["last_name", "city", "owner", "employees"];

fn asked() -> Gangway {
    let gangway = Gangway::new(RECORDS);
    gangway.ask(export(&COLUMNS), actor(Scope::All));
    gangway
}

fn undisturbed() -> Vec<u8> {
    let gangway = asked();
    gangway.run();
    gangway.file().expect("a file")
}

#[track_caller]
fn check(gangway: &Gangway) {
    let (job, data) = (gangway.job(), gangway.data());
    assert_eq!(job.status, JobStatus::Completed, "{job:?}");
    assert_eq!((job.counts.rows, job.counts.exported), (RECORDS, RECORDS));
    assert_eq!((job.files.len(), job.files[0].rows), (1, RECORDS));
    let entries: Vec<_> = data.audit.values().collect();
    assert_eq!(entries.len(), 1, "{entries:?}");
    assert_eq!((entries[0].records, entries[0].actor.user.as_str()), (RECORDS, "ann"));
    assert_eq!(entries[0].export.columns, COLUMNS.map(field));
}

#[test]
fn the_file_holds_each_record_once_newest_first_and_runs_nothing() {
    let gangway = asked();
    gangway.run();
    check(&gangway);
    let rows = gangway.rows();
    assert_eq!(rows[0], ["Last Name", "City", "Owner", "Employees", "Export J1-export (Gangway)"]);
    let expected: Vec<String> = (0..RECORDS).rev().map(|it| format!("L{it}")).collect();
    assert_eq!(gangway.column(0), expected);
    assert_eq!(gangway.column(1)[..4], ["Łódź", "-5", "'=1+1", "a, \"b\"\nc"]);
    assert_eq!(gangway.column(2)[..4], ["ann@x.org", "gone", "cat@x.org", "bob@x.org"]);
}

#[test]
fn a_second_delivery_changes_nothing() {
    let gangway = asked();
    gangway.run();
    let before = gangway.data();
    gangway.deliver(900).expect("delivered");
    assert_eq!(gangway.data(), before);
}

#[test]
fn a_worker_may_end_between_any_two_calls() {
    let expected = undisturbed();
    let gangway = asked();
    gangway.world.set_fault(Box::new(|_, _, _| false));
    gangway.run();
    let calls = gangway.world.calls();
    assert!(calls > 30, "an export has {calls} calls");
    for call in 0..calls {
        let gangway = asked();
        gangway
            .world
            .set_fault(Box::new(move |number, _, when| number == call && when == When::After));
        gangway.run();
        check(&gangway);
        assert_eq!(gangway.file().expect("a file"), expected, "ended after call {call}");
    }
}

#[test]
fn workers_that_have_time_for_one_page_pass_the_rest_on() {
    let gangway = asked();
    gangway.run_with(1);
    check(&gangway);
    assert_eq!(gangway.file().expect("a file"), undisturbed());
}

#[test]
fn a_message_that_finds_the_lease_held_does_nothing() {
    let gangway = asked();
    // The worker ends after it has put its first part, and its lease runs on.
    gangway
        .world
        .set_fault(Box::new(|_, errand, when| errand == "put_result_part" && when == When::After));
    gangway.deliver(900).expect_err("ended");
    gangway.world.revive();
    let before = gangway.data();
    gangway.deliver(900).expect("delivered");
    assert_eq!(gangway.data(), before);
}

#[test]
fn an_export_that_is_cancelled_leaves_no_file_and_no_entry() {
    let gangway = asked();
    gangway.deliver(1).expect("a page");
    let world = gangway.world.for_tenant(&gangway.tenant);
    let stop = JobChange::to(&[JobStatus::Running], JobStatus::Cancelling);
    let changed = block_on(world.change_job(&gangway.job().id, &stop)).expect("asked");
    assert!(changed.item().is_some());
    gangway.run();
    assert_eq!(gangway.job().status, JobStatus::Cancelled);
    assert!(gangway.file().is_none() && gangway.data().audit.is_empty());
}

#[test]
fn an_upload_that_is_gone_is_written_anew() {
    let gangway = asked();
    gangway.deliver(1).expect("a page");
    gangway.world.with(&gangway.tenant, |data| data.uploads.iter_mut().for_each(|it| *it = None));
    gangway.run();
    check(&gangway);
    assert_eq!(gangway.file().expect("a file"), undisturbed());
}

#[test]
fn an_export_of_nothing_is_a_header() {
    let gangway = Gangway::new(3);
    let filter = Filter::Equals { field: field("city"), value: text("Nowhere") };
    let mut wanted = export(&["city"]);
    wanted.filter = Some(filter);
    wanted.identity = true;
    gangway.ask(wanted, actor(Scope::All));
    gangway.run();
    let mark = "Export J1-export (Gangway)";
    assert_eq!(gangway.rows(), [["Record id (Gangway)", "Version (Gangway)", "City", mark]]);
    assert_eq!(gangway.job().status, JobStatus::Completed);
}

#[test]
fn ids_and_versions_stand_first_if_they_are_wanted() {
    let gangway = Gangway::new(2);
    let mut wanted = export(&["last_name"]);
    wanted.identity = true;
    gangway.ask(wanted, actor(Scope::All));
    gangway.run();
    assert_eq!(gangway.rows()[1..], [["R00001", "2", "L1", ""], ["R00000", "1", "L0", ""]]);
    assert!(RecordId::parse(gangway.column(0)[0].clone()).is_ok());
}
