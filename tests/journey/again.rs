//! An import that was stopped goes on where it was stopped, and one that has ended is taken back.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use gangway_contract::{DuplicateMode, FieldId, FileKind, Job, JobKind, JobStatus, Value};
use gangway_tests::cloud::Cloud;
use gangway_tests::{import, leads};

/// Enough for several steps of one bucket, so that a cancel comes in between.
const ROWS: u32 = 4_000;

#[test]
fn a_stopped_import_runs_the_rows_that_it_left_and_no_other_twice() {
    let Some(cloud) = crate::sign_in("journey-resume") else { return };
    let leads = leads::generate(ROWS, 11);
    let bytes = leads::to_csv(&leads).expect("a CSV");
    let job = stopped(&cloud, &bytes);
    assert_eq!(job.status, JobStatus::Cancelled);
    let left = job.counts.unprocessed;
    assert!(left > 0 && job.counts.add_up(), "{job:?}");
    let unprocessed = cloud.download(&job, FileKind::Unprocessed).expect("a file");
    assert!(!unprocessed.is_empty());

    let path = format!("/jobs/{}/resume", job.id);
    let running: Job = cloud.post(&path, &()).expect("runs again");
    let _: Job = cloud.post(&path, &()).expect("asked twice, run once");
    let job = cloud.wait(&running, 300).expect("ended");
    assert_eq!(job.status, JobStatus::CompletedWithErrors);
    assert_eq!((job.counts.rows, job.counts.unprocessed), (ROWS, 0), "{job:?}");
    assert!(job.counts.add_up() && job.files.iter().all(|it| it.kind != FileKind::Unprocessed));
    assert_eq!(emails(&cloud), expected(&leads), "every person is there once");
}

#[test]
fn an_import_is_taken_back() {
    let Some(cloud) = crate::sign_in("journey-undo") else { return };
    let leads = leads::generate(300, 12);
    let bytes = leads::to_csv(&leads).expect("a CSV");
    let skip = |plan: &mut gangway_contract::ImportPlan| plan.options.mode = DuplicateMode::Skip;
    let (_, job) = import::import(&cloud, "leads", "leads.csv", &bytes, skip).expect("imported");
    assert_eq!(emails(&cloud), expected(&leads));
    let undo: Job = cloud.post(&format!("/imports/{}/undo", job.id), &()).expect("begun");
    let undo = cloud.wait(&undo, 300).expect("ended");
    assert_eq!((undo.kind, undo.status), (JobKind::Undo, JobStatus::Completed), "{undo:?}");
    assert_eq!(undo.counts.removed, job.counts.created);
    assert!(undo.counts.add_up(), "{undo:?}");
    assert!(cloud.records("leads").expect("listed").is_empty());
    let again = cloud.try_post(&format!("/jobs/{}/resume", job.id), &()).expect("answered");
    assert_eq!(again.status, 409, "{}", again.body);
}

/// Starts an import and stops it as soon as it writes.
fn stopped(cloud: &Cloud, bytes: &[u8]) -> Job {
    let local = import::Local::new(cloud, "leads", "leads.csv", bytes).expect("a file");
    let plan = local.plan().expect("a plan");
    let report = local.check(&plan).expect("a report");
    let created = import::upload(cloud, "leads", "leads.csv", bytes).expect("uploaded");
    let job = import::start(cloud, &created.job, report).expect("started");
    let begun = Instant::now();
    loop {
        let job: Job = cloud.get(&format!("/jobs/{}", job.id)).expect("the job");
        if job.status == JobStatus::Running && job.counts.created > 0 {
            break;
        }
        assert!(begun.elapsed() < Duration::from_mins(2), "it never wrote: {job:?}");
        std::thread::sleep(Duration::from_millis(50));
    }
    let job: Job = cloud.post(&format!("/jobs/{}/cancel", job.id), &()).expect("stopped");
    cloud.wait(&job, 300).expect("ended")
}

/// The e-mail of every record; each is there once.
fn emails(cloud: &Cloud) -> BTreeSet<String> {
    let email = FieldId::parse("email").expect("a field");
    let records = cloud.records("leads").expect("listed");
    let emails: BTreeSet<String> =
        records.iter().filter_map(|it| it.values.get(&email)).map(Value::to_text).collect();
    assert_eq!(emails.len(), records.len());
    emails
}

fn expected(leads: &[leads::Lead]) -> BTreeSet<String> {
    leads.iter().filter(|it| !it.bad).map(|it| leads::values(it)["email"].clone()).collect()
}
