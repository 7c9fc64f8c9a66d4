//! A test and what goes on with it: together they leave what one import of the whole file leaves, each is taken back by
//! itself, and whatever comes twice changes nothing.

use futures::executor::block_on;
use gangway_contract::{DuplicateMode, FileKind, Job, JobStatus, api::StartImport};
use gangway_ports::{ChangeJob, Clock, ForTenant, JobChange};

use crate::delivered::{MODES, prepared};
use crate::oracle::{BEFORE, FILE, import};
use crate::world::{Gangway, assert_reachable, job_id, plan, records};

/// An import of the first rows of [`FILE`] that has ended; every message comes twice.
fn tested(mode: DuplicateMode, first: u32) -> Gangway {
    let mut gangway = prepared();
    gangway.sizes.rows = 3;
    let (plan, receipt) = plan(FILE, mode);
    let start = StartImport {
        plan,
        receipt: Some(receipt),
        corrections: None,
        test: Some(first),
        at: None,
    };
    gangway.start_with("J2", FILE.as_bytes(), &start);
    run_twice(&gangway);
    gangway
}

fn run_twice(gangway: &Gangway) {
    gangway.run_by(|message| {
        gangway.deliver(message)?;
        gangway.deliver(message)
    });
}

/// Goes on as the API does; none if that may not be.
fn go_on(gangway: &Gangway) -> Option<Job> {
    let world = gangway.world.for_tenant(&gangway.tenant);
    let test = gangway.data().jobs[&job_id("J2")].clone();
    let now = gangway.world.now().rfc3339();
    let item = block_on(gangway_write::go_on(&world, &test, &now)).expect("asked");
    item.map(|it| it.job)
}

/// How many outcomes a job has, by the file's rows that its result files hold.
fn rows_of(gangway: &Gangway, name: &str) -> Vec<u32> {
    let kinds = [FileKind::Failed, FileKind::Success];
    let files = kinds.map(|kind| gangway.result(name, kind));
    let row = |it: csv::StringRecord| it.get(6)?.parse().ok();
    let mut rows: Vec<u32> = files
        .iter()
        .flat_map(|it| csv::Reader::from_reader(it.as_bytes()).into_records())
        .filter_map(|it| row(it.expect("a row")))
        .collect();
    rows.sort_unstable();
    rows
}

#[test]
fn a_test_and_its_rest_leave_what_one_import_leaves() {
    for mode in MODES {
        for first in 1..=9 {
            let gangway = tested(mode, first);
            let test = gangway.job("J2");
            let waiting = test.test.expect("a test").waiting.expect("counted");
            assert!(test.counts.rows >= first && test.counts.add_up(), "{test:?}");
            assert_eq!(test.counts.rows + waiting, 9, "the file has nine rows");
            let rest = go_on(&gangway).expect("may go on");
            run_twice(&gangway);
            let rest = gangway.job(rest.id.as_str());
            assert_eq!(rest.continues, Some(job_id("J2")));
            assert_eq!(gangway.job("J2").continued_by.as_ref(), Some(&rest.id));
            assert_eq!((rest.counts.rows, rest.previewed), (waiting, test.previewed));
            let mut rows = rows_of(&gangway, "J2");
            rows.extend(rows_of(&gangway, rest.id.as_str()));
            rows.sort_unstable();
            assert_eq!(rows, [2, 3, 4, 5, 6, 8, 9, 10, 11], "each row is in one job's files");
            let before = import(Vec::new(), BEFORE, DuplicateMode::Skip).0;
            let (crm, counts) = import(before, FILE, mode);
            assert_eq!(test.counts.plus(&rest.counts), counts, "{mode:?}, {first}");
            let data = gangway.data();
            assert_eq!(records(&data), crm, "{mode:?}, {first}");
            assert_reachable(&data);
        }
    }
}

#[test]
fn a_repeat_goes_with_its_leader_wherever_it_stands() {
    let gangway = tested(DuplicateMode::Update, 2);
    // Ann and Bob are the first two rows; each comes again below.
    assert_eq!(rows_of(&gangway, "J2"), [2, 3, 5, 10]);
    let test = gangway.job("J2");
    assert_eq!((test.counts.rows, test.test.expect("a test").waiting), (4, Some(5)));
    let gangway = tested(DuplicateMode::Create, 2);
    assert_eq!(rows_of(&gangway, "J2"), [2, 3], "there are no repeats where each row is a record");
}

#[test]
fn going_on_twice_makes_one_job_and_what_was_undone_is_not_gone_on_with() {
    let gangway = tested(DuplicateMode::Skip, 3);
    let first = go_on(&gangway).expect("may go on");
    let second = go_on(&gangway).expect("is there");
    assert_eq!(first.id, second.id);
    run_twice(&gangway);
    let before = records(&gangway.data());
    assert_eq!(go_on(&gangway).expect("has ended").id, first.id);
    assert!(gangway.world.take_message().is_none());
    assert_eq!(records(&gangway.data()), before);

    let gangway = tested(DuplicateMode::Skip, 3);
    let world = gangway.world.for_tenant(&gangway.tenant);
    let mark = JobChange { undone: true, ..JobChange::default() };
    block_on(world.change_job(&job_id("J2"), &mark)).expect("marked");
    assert_eq!(go_on(&gangway), None);
    assert_eq!(gangway.job("J2").continued_by, None);
}

#[test]
fn a_rest_that_wrote_nothing_may_be_begun_again() {
    let gangway = tested(DuplicateMode::Skip, 3);
    let first = go_on(&gangway).expect("may go on").id;
    let world = gangway.world.for_tenant(&gangway.tenant);
    let cancel = JobChange::to(&[JobStatus::Queued], JobStatus::Cancelled);
    block_on(world.change_job(&first, &cancel)).expect("cancelled");
    let second = go_on(&gangway).expect("may go on").id;
    assert_ne!(first, second);
    run_twice(&gangway);
    assert_eq!(gangway.job(first.as_str()).status, JobStatus::Cancelled);
    assert_eq!(gangway.job("J2").continued_by.as_ref(), Some(&second));
    assert!(gangway.job(second.as_str()).counts.rows > 0);
}

/// The rest of this test is one row, which fails the check: nothing is left to write, and its failure is told once.
#[test]
fn a_rest_whose_rows_all_fail_is_not_begun_again_though_it_was_cancelled() {
    let gangway = prepared();
    let csv = "Email,Last Name\r\nann@y.org,Ann\r\nnobody,Bob\r\n";
    let plan = plan(csv, DuplicateMode::Skip).0;
    let start = StartImport { plan, receipt: None, corrections: None, test: Some(1), at: None };
    gangway.start_with("J2", csv.as_bytes(), &start);
    gangway.run();
    let rest = go_on(&gangway).expect("may go on").id;
    let message = gangway.world.take_message().expect("a plan");
    gangway.deliver(&message).expect("planned");
    gangway.cancel(rest.as_str());
    gangway.run();
    let job = gangway.job(rest.as_str());
    assert_eq!((job.status, job.counts.failed), (JobStatus::Cancelled, 1));
    assert_eq!(go_on(&gangway).expect("is there").id, rest);
}

#[test]
fn a_test_of_a_file_that_differs_from_the_preview_writes_nothing() {
    let gangway = prepared();
    let (plan, mut receipt) = plan(FILE, DuplicateMode::Skip);
    receipt.digest = "0".repeat(32);
    receipt.blocks = vec!["0".repeat(32)];
    let before = records(&gangway.data());
    let start =
        StartImport { plan, receipt: Some(receipt), corrections: None, test: Some(3), at: None };
    gangway.start_with("J2", FILE.as_bytes(), &start);
    run_twice(&gangway);
    let job = gangway.job("J2");
    assert_eq!(job.status, JobStatus::DiffersFromPreview);
    // Three rows, and two that repeat them.
    assert_eq!((job.counts.rows, job.counts.unprocessed), (5, 5), "{:?}", job.counts);
    assert_eq!(records(&gangway.data()), before);
}
