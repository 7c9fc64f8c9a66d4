//! Files and requests that cannot work: each ends with a sentence in the answer or in the job, and nothing
//! is half-written.

use gangway_contract::api::{CreateImport, ImportCreated, Problem, StartImport};
use gangway_contract::{FieldId, ImportPlan, Job, JobStatus, ModuleId, RefusalCode, Wide};
use gangway_tests::cloud::Cloud;
use gangway_tests::import::{self, Local};

const USER: &str = "journey-bad-input";

/// A plan that fits a small file of leads, as a hostile or careless client may send it with another file.
fn any_plan(cloud: &Cloud) -> ImportPlan {
    let local = Local::new(cloud, "leads", "a.csv", b"Email,Last Name\na@example.org,A\n")
        .expect("the cloud answers");
    local.plan().expect("a plan")
}

fn run_unchecked(cloud: &Cloud, name: &str, bytes: &[u8]) -> Job {
    let created = import::upload(cloud, "leads", name, bytes).expect("uploaded");
    let request = StartImport {
        plan: any_plan(cloud),
        receipt: None,
        corrections: None,
        test: None,
        at: None,
    };
    let job: Job =
        cloud.post(&format!("/imports/{}/start", created.job), &request).expect("started");
    cloud.wait(&job, 60).expect("the job ends")
}

#[track_caller]
fn is_refused(job: &Job, codes: &[RefusalCode]) {
    assert_eq!(job.status, JobStatus::Failed, "{job:?}");
    let refusal = job.refusal.as_ref().expect("a reason");
    assert!(codes.contains(&refusal.code), "{refusal:?}");
    assert!(
        refusal.message.ends_with('.') && refusal.message.len() > 20,
        "a sentence: {refusal:?}"
    );
    assert_eq!(job.counts.created + job.counts.updated, 0, "nothing is half-written");
}

#[test]
fn a_picture_named_csv_is_refused_by_the_job_with_a_sentence() {
    let Some(cloud) = crate::sign_in(USER) else { return };
    let picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde";
    let job = run_unchecked(&cloud, "picture.csv", picture);
    is_refused(&job, &[RefusalCode::NotATable, RefusalCode::PlanMismatch]);
}

#[test]
fn a_header_without_rows_is_refused_by_the_job_with_a_sentence() {
    let Some(cloud) = crate::sign_in(USER) else { return };
    let job = run_unchecked(&cloud, "empty.csv", b"Email,Last Name\n");
    is_refused(&job, &[RefusalCode::NoDataRows]);
}

#[test]
fn a_file_that_is_not_the_previewed_one_writes_nothing() {
    let Some(cloud) = crate::sign_in("journey-differs") else { return };
    let shown = b"Email,Last Name\nann@example.org,Ann\n";
    let sent = b"Email,Last Name\nbob@example.org,Bob\n";
    let local = Local::new(&cloud, "leads", "a.csv", shown).expect("the cloud answers");
    let report = local.check(&local.plan().expect("a plan")).expect("a check");
    let created = import::upload(&cloud, "leads", "a.csv", sent).expect("uploaded");
    let job = import::start(&cloud, &created.job, report).expect("started");
    let job = cloud.wait(&job, 60).expect("the job ends");
    assert_eq!(job.status, JobStatus::DiffersFromPreview, "{job:?}");
    assert!(cloud.records("leads").expect("listed").is_empty(), "nothing was written");
}

#[test]
fn an_empty_upload_is_refused_before_a_job_exists() {
    let Some(cloud) = crate::sign_in(USER) else { return };
    let request = CreateImport {
        module: ModuleId::parse("leads").expect("a module"),
        file_name: "nothing.csv".into(),
        size: Wide(0),
        fingerprint: None,
        template: None,
    };
    let answer = cloud.try_post("/imports", &request).expect("answered");
    assert_eq!(answer.status, 422, "{}", answer.body);
    let problem: Problem = serde_json::from_str(&answer.body).expect("a problem");
    assert!(problem.title.ends_with('.'), "{problem:?}");
}

#[test]
fn an_upload_that_never_comes_leaves_a_job_that_says_it_waits() {
    let Some(cloud) = crate::sign_in(USER) else { return };
    let request = CreateImport {
        module: ModuleId::parse("leads").expect("a module"),
        file_name: "later.csv".into(),
        size: Wide(1_000),
        fingerprint: None,
        template: None,
    };
    let created: ImportCreated = cloud.post("/imports", &request).expect("created");
    let start = StartImport {
        plan: any_plan(&cloud),
        receipt: None,
        corrections: None,
        test: None,
        at: None,
    };
    let job: Job = cloud.post(&format!("/imports/{}/start", created.job), &start).expect("started");
    assert_eq!(job.status, JobStatus::WaitingForUpload, "{job:?}");
    let job: Job =
        cloud.post(&format!("/jobs/{}/cancel", job.id), &serde_json::json!({})).expect("cancelled");
    assert!(matches!(job.status, JobStatus::Cancelled), "{job:?}");
}

#[test]
fn a_field_with_two_columns_is_refused_when_the_import_is_started() {
    let Some(cloud) = crate::sign_in(USER) else { return };
    let bytes = b"Email,Other Email\na@example.org,b@example.org\n";
    let created = import::upload(&cloud, "leads", "twice.csv", bytes).expect("uploaded");
    let local = Local::new(&cloud, "leads", "twice.csv", bytes).expect("the cloud answers");
    let mut plan = local.plan().expect("a plan");
    for column in &mut plan.columns {
        column.field = Some(FieldId::parse("email").expect("a field"));
    }
    assert_eq!(local.check(&plan).expect_err("refused").code, RefusalCode::FieldMappedTwice);
    let start = StartImport { plan, receipt: None, corrections: None, test: None, at: None };
    let answer =
        cloud.try_post(&format!("/imports/{}/start", created.job), &start).expect("answered");
    assert_eq!(answer.status, 422, "{}", answer.body);
    assert!(answer.body.contains("field_mapped_twice"), "{}", answer.body);
}
