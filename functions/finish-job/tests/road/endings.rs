//! Files that cannot be used, files that are not what was previewed, files that never come.

use finish_job::{Patience, watch};
use futures::executor::block_on;
use gangway_contract::{
    DuplicateMode, Format, JobStatus, PinnedSource, Previewed, RefusalCode, Wide, api::StartImport,
};
use gangway_ports::{ChangeJob, ForTenant, JobChange};

use crate::oracle::{FILE, import};
use crate::world::{Gangway, job_id, plan, records};

#[track_caller]
fn is_refused(gangway: &Gangway, code: RefusalCode) {
    let job = gangway.job("J2");
    assert_eq!(job.status, JobStatus::Failed, "{job:?}");
    let refusal = job.refusal.expect("a reason");
    assert_eq!(refusal.code, code, "{refusal:?}");
    assert!(refusal.message.len() > 20 && refusal.message.ends_with('.'), "{refusal:?}");
    assert!(job.finished_at.is_some());
    assert!(gangway.data().records.is_empty(), "nothing was written");
}

fn start(gangway: &Gangway, bytes: &[u8]) {
    let plan = plan(FILE, DuplicateMode::Skip).0;
    gangway.start_with(
        "J2",
        bytes,
        &StartImport { plan, receipt: None, corrections: None, test: None, at: None },
    );
}

#[test]
fn a_file_without_rows_ends_its_job_with_a_sentence() {
    let gangway = Gangway::new();
    start(&gangway, FILE.lines().next().expect("a header").as_bytes());
    gangway.run();
    is_refused(&gangway, RefusalCode::NoDataRows);
}

#[test]
fn a_file_that_is_not_the_previewed_one_writes_nothing() {
    let gangway = Gangway::new();
    let (plan, receipt) = plan(FILE, DuplicateMode::Skip);
    let other = FILE.replace("Paris", "Pavia");
    gangway.start_with(
        "J2",
        other.as_bytes(),
        &StartImport { plan, receipt: Some(receipt), corrections: None, test: None, at: None },
    );
    gangway.run();
    let job = gangway.job("J2");
    assert_eq!(job.status, JobStatus::DiffersFromPreview);
    assert_eq!(job.previewed, Some(Previewed::Differs));
    assert!(job.counts.add_up(), "{:?}", job.counts);
    assert!(gangway.data().records.is_empty(), "nothing was written");
}

#[test]
fn a_job_that_was_started_before_the_check_ended_says_so() {
    let gangway = Gangway::new();
    start(&gangway, FILE.as_bytes());
    gangway.run();
    assert_eq!(gangway.job("J2").previewed, Some(Previewed::NotFullyPreviewed));
    assert_eq!(records(&gangway.data()), import(Vec::new(), FILE, DuplicateMode::Skip).0);
}

#[test]
fn a_workbook_that_ended_the_reader_is_refused_the_second_time() {
    let gangway = Gangway::new();
    let mut plan = plan(FILE, DuplicateMode::Skip).0;
    plan.format = Format::Xlsx;
    gangway.start_with(
        "J2",
        b"PK\x03\x04",
        &StartImport { plan, receipt: None, corrections: None, test: None, at: None },
    );
    gangway.world.set_fault(Box::new(|_, errand, _| errand == "read_source"));
    gangway.run();
    is_refused(&gangway, RefusalCode::ReaderDied);
}

#[test]
fn a_file_that_never_comes_is_given_up_after_a_day() {
    let gangway = Gangway::new();
    start(&gangway, FILE.as_bytes());
    gangway.world.take_message().expect("the plan's message is lost");
    gangway.world.with(&gangway.tenant, |data| {
        data.objects.remove("J2/source");
        let item = data.jobs.get_mut(&job_id("J2")).expect("the job");
        item.source = None;
        item.job.status = JobStatus::WaitingForUpload;
    });
    gangway.wait(3_600);
    block_on(watch(&gangway.world, &Patience::default())).expect("watched");
    assert_eq!(gangway.job("J2").status, JobStatus::WaitingForUpload);
    gangway.wait(24 * 3_600);
    block_on(watch(&gangway.world, &Patience::default())).expect("watched");
    is_refused(&gangway, RefusalCode::UploadNeverCame);
}

#[test]
fn a_file_whose_event_was_lost_is_found_by_the_watchdog() {
    let gangway = Gangway::new();
    start(&gangway, FILE.as_bytes());
    gangway.world.take_message().expect("the plan's message is lost");
    gangway.world.with(&gangway.tenant, |data| {
        let item = data.jobs.get_mut(&job_id("J2")).expect("the job");
        item.source = None;
        item.job.status = JobStatus::WaitingForUpload;
    });
    gangway.run();
    assert_eq!(gangway.job("J2").status, JobStatus::CompletedWithErrors);
}

#[test]
fn the_first_version_of_a_file_stays() {
    let gangway = Gangway::new();
    start(&gangway, FILE.as_bytes());
    let other = PinnedSource { version: Some("later".into()), size: Wide(1) };
    let world = gangway.world.for_tenant(&gangway.tenant);
    let change = JobChange { source: Some(other), ..JobChange::default() };
    block_on(world.change_job(&job_id("J2"), &change)).expect("changed");
    assert!(gangway.is_there("J2"));
    gangway.run();
    assert_eq!(gangway.job("J2").status, JobStatus::CompletedWithErrors);
}
