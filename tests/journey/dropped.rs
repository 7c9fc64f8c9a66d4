//! A file that a system drops into the bucket goes the whole way by itself.

use std::time::{Duration, Instant};

use gangway_contract::api::{AllowDrops, Page, SaveTemplate};
use gangway_contract::{Job, JobStatus, RefusalCode, Template, User};
use gangway_tests::aws::Aws;
use gangway_tests::import::Local;
use gangway_tests::leads;
use serde_json::json;

const ROWS: u32 = 500;

#[test]
fn a_dropped_file_becomes_records_and_one_in_the_wrong_place_says_why_it_does_not() {
    let (Some(cloud), Some(aws)) = (crate::sign_in("journey-drops"), Aws::from_env()) else {
        return;
    };
    let people = json!([{ "id": "journey-drops", "email": "it@acme.example", "name": "It", "teams": [], "active": true }]);
    let _: Vec<User> = cloud.put("/users", &people).expect("a directory");
    let bytes = leads::to_csv(&leads::generate(ROWS, 21)).expect("a file");
    let local = Local::new(&cloud, "leads", "leads.csv", &bytes).expect("local");
    let plan = local.plan().expect("a plan");
    let previewed = local.check(&plan).expect("a check").counts;
    let drops = Some(AllowDrops { allowed: true, map_new_columns: false });
    let wanted = SaveTemplate { name: "Nightly".into(), plan, drops };
    let _: Template = cloud.put("/templates/nightly", &wanted).expect("kept");

    let put =
        |path: &str| aws.put_file(&format!("drops/journey-drops/{path}"), &bytes).expect("put");
    put("leads/nightly/2026-11/all leads.csv");
    let job = ended(&cloud, "all leads.csv");
    assert_eq!(job.status, JobStatus::CompletedWithErrors, "{job:?}");
    assert!(job.counts.add_up(), "{job:?}");
    assert_eq!((job.counts.rows, job.counts.failed), (ROWS, previewed.failed));
    assert_eq!((job.counts.created, job.counts.skipped), (previewed.ok, previewed.repeats));
    assert_eq!(cloud.records("leads").expect("listed").len(), job.counts.created as usize);

    put("leads/weekly/lost.csv");
    let job = ended(&cloud, "lost.csv");
    assert_eq!(job.refusal.map(|it| it.code), Some(RefusalCode::NoTemplate));
}

/// The job of the file with this name, once it has ended.
fn ended(cloud: &gangway_tests::cloud::Cloud, name: &str) -> Job {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_mins(2) {
        let jobs: Page<Job> = cloud.get("/jobs").expect("the jobs");
        let found = jobs.items.into_iter().find(|it| it.file.name == name);
        if let Some(job) = found.filter(|it| it.status.is_terminal()) {
            return job;
        }
        std::thread::sleep(Duration::from_millis(300));
    }
    panic!("no job of {name} has ended");
}
