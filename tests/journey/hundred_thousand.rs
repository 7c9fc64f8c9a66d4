//! The main job at its real size: 100,000 rows of 15 columns over 1,000 records, counted and read back.

use std::time::Instant;

use gangway_contract::{DuplicateMode, Job, JobStatus, Previewed, StoredRecord};
use gangway_tests::cloud::Cloud;
use gangway_tests::{import, leads, oracle};

const ROWS: u32 = 100_000;

#[test]
fn a_hundred_thousand_leads_are_imported_over_a_thousand_skipping_those_that_match() {
    journey("journey-skip", DuplicateMode::Skip);
}

#[test]
fn a_hundred_thousand_leads_are_imported_over_a_thousand_updating_those_that_match() {
    journey("journey-update", DuplicateMode::Update);
}

fn journey(user: &str, mode: DuplicateMode) {
    let Some(cloud) = crate::sign_in(user) else { return };
    let leads = leads::generate(ROWS, 7);
    let existing = leads::existing(&leads);
    let before = run(&cloud, "before.csv", &existing, DuplicateMode::Skip);
    assert_eq!(before.counts.created, u32::try_from(existing.len()).expect("small"), "{before:?}");

    let begun = Instant::now();
    let job = run(&cloud, "leads.csv", &leads, mode);
    let seconds = begun.elapsed().as_secs_f64();
    eprintln!("{mode:?}: {ROWS} rows in {seconds:.1} s, {:.0} rows/s", f64::from(ROWS) / seconds);

    let (expected, counts) = oracle::import(oracle::before(&existing), &leads, mode);
    assert_eq!(job.counts, counts);
    assert_eq!(job.status, JobStatus::CompletedWithErrors);
    assert_eq!(job.previewed, Some(Previewed::Previewed));
    compare(&cloud.records("leads").expect("the records are listed"), &expected);
}

fn run(cloud: &Cloud, name: &str, leads: &[leads::Lead], mode: DuplicateMode) -> Job {
    let bytes = leads::to_csv(leads).expect("a CSV");
    let (report, job) =
        import::import(cloud, "leads", name, &bytes, |plan| plan.options.mode = mode)
            .expect("imported");
    assert_eq!(report.counts.rows, job.counts.rows);
    assert_eq!(report.counts.failed, job.counts.failed, "what is previewed is what is written");
    job
}

fn compare(records: &[StoredRecord], expected: &oracle::Crm) {
    let found = oracle::read_back(records);
    assert_eq!(records.len(), found.len(), "no two records have one e-mail");
    let missing: Vec<_> = expected.keys().filter(|it| !found.contains_key(*it)).take(3).collect();
    assert!(missing.is_empty(), "not written: {missing:?}");
    for (email, record) in &found {
        assert_eq!(Some(record), expected.get(email), "the record of {email}");
    }
}
