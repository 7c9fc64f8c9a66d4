//! Workbooks that nobody here wrote, through the whole cloud.

use gangway_contract::{Job, JobStatus};
use gangway_tests::cloud::Cloud;
use gangway_tests::corpora::corpus;
use gangway_tests::import::{self, Local};

#[test]
fn a_foreign_xlsx_ends_as_records() {
    foreign("apache-poi", "50867_with_table.xlsx");
}

#[test]
fn a_foreign_xls_ends_as_records() {
    foreign("apache-poi", "SampleSS.xls");
}

fn foreign(set: &str, name: &str) {
    let Some(folder) = corpus(set) else {
        eprintln!("skipped: the corpus {set} is not here");
        return;
    };
    let Some(cloud) = crate::sign_in("journey-workbooks") else { return };
    let bytes = std::fs::read(folder.join(name)).expect("the file is there");
    let job = import_all_text(&cloud, name, &bytes);
    // A row without a first cell has no company, and an account needs one.
    let ended = matches!(job.status, JobStatus::Completed | JobStatus::CompletedWithErrors);
    assert!(ended && job.counts.created > 0 && job.counts.add_up(), "{job:?}");
}

/// Foreign workbooks have columns of their own: the first goes to the last name, the rest is left out.
fn import_all_text(cloud: &Cloud, name: &str, bytes: &[u8]) -> Job {
    let local = Local::new(cloud, "accounts", name, bytes).expect("the cloud answers");
    let mut plan = local.plan().expect("a plan");
    for column in &mut plan.columns {
        column.field = None;
        column.status = gangway_contract::ColumnStatus::Skipped;
    }
    let first = plan.columns.first_mut().expect("a column");
    first.field = Some(gangway_contract::FieldId::parse("company").expect("a field"));
    first.status = gangway_contract::ColumnStatus::Manual;
    let report = local.check(&plan).expect("a check");
    let created = import::upload(cloud, "accounts", name, bytes).expect("uploaded");
    let job = import::start(cloud, &created.job, report).expect("started");
    cloud.wait(&job, 120).expect("the job ends")
}
