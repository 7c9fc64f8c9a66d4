//! Files that are traps, and one that a system of the same tenant drops honestly.

use std::time::{Duration, Instant};

use gangway_contract::api::{AllowDrops, Page, SaveTemplate, StartImport};
use gangway_contract::{ImportPlan, Job, JobStatus, RefusalCode, Template, User};
use gangway_tests::aws::Aws;
use gangway_tests::cloud::Cloud;
use gangway_tests::import::{self, Local};
use gangway_tests::leads::{self, Lead};
use gangway_tests::poison;
use serde_json::json;

use super::me;
use crate::workbook::bomb;

const HONEST_ROWS: u32 = 300;

/// What a system will drop, once its template is allowed to take it.
pub(crate) struct Dropped {
    bytes: Vec<u8>,
    good: usize,
}

/// The template of the files that are dropped honestly.
pub(crate) fn allow_drops(cloud: &Cloud) -> Dropped {
    let people = json!([{ "id": me(), "email": "it@hostile.example", "name": "It", "teams": [], "active": true }]);
    let _: Vec<User> = cloud.put("/users", &people).expect("a directory");
    let leads = leads::generate(HONEST_ROWS, 77);
    let good = leads.iter().filter(|it| !it.bad).count();
    let bytes = leads::to_csv(&leads).expect("a file");
    let plan = Local::new(cloud, "leads", "a.csv", &bytes).expect("local").plan().expect("a plan");
    let drops = Some(AllowDrops { allowed: true, map_new_columns: false });
    let template = SaveTemplate { name: "Nightly".into(), plan, drops };
    let _: Template = cloud.put("/templates/nightly", &template).expect("kept");
    Dropped { bytes, good }
}

/// Drops the honest file beside others in places that lead nowhere; it goes in, whatever else its tenant does.
pub(crate) fn drop_and_wait(cloud: &Cloud, aws: &Aws, dropped: &Dropped) {
    for place in ["leads/nightly/../../../etc/passwd", "leads/weekly/lost.csv", "leads"] {
        aws.put_file(&format!("drops/{}/{place}", me()), b"Email\n").expect("put");
    }
    aws.put_file(&format!("drops/{}/leads/nightly/tonight.csv", me()), &dropped.bytes)
        .expect("put");
    let job = ended(cloud, "tonight.csv");
    assert_eq!(job.status, JobStatus::CompletedWithErrors, "{job:?}");
    let counts = &job.counts;
    assert!(counts.add_up() && counts.rows == HONEST_ROWS, "{job:?}");
    assert_eq!((counts.created + counts.skipped) as usize, dropped.good, "{job:?}");
    assert_eq!(ended(cloud, "lost.csv").refusal.map(|it| it.code), Some(RefusalCode::NoTemplate));
}

fn ended(cloud: &Cloud, name: &str) -> Job {
    let begun = Instant::now();
    loop {
        crate::must_end(begun, name);
        let jobs: Page<Job> = cloud.get("/jobs").expect("the jobs");
        let found = jobs.items.into_iter().find(|it| it.file.name == name);
        if let Some(job) = found.filter(|it| it.status.is_terminal()) {
            return job;
        }
        std::thread::sleep(Duration::from_secs(1));
    }
}

/// Each ends its job with a sentence, or with the rows that it has.
pub(crate) fn traps(cloud: &Cloud) {
    let some = leads::generate(400, 78);
    let fitting = leads::to_csv(&some).expect("a CSV");
    let plan = Local::new(cloud, "leads", "a.csv", &fitting).expect("local").plan().expect("plan");
    let lied = begin(cloud, "lied.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &plan);
    let bombed = begin(cloud, "bomb.xlsx", &bomb(), &plan);
    let poisoned = begin(cloud, "poison.csv", &poisoned(&some), &plan);
    for job in [lied, bombed] {
        let job = cloud.wait(&job, 600).expect("ended");
        assert_eq!(job.status, JobStatus::Failed, "{job:?}");
        assert!(job.refusal.is_some_and(|it| it.message.ends_with('.')));
    }
    let job = cloud.wait(&poisoned, 600).expect("ended");
    assert!(job.counts.add_up() && job.counts.unprocessed == 0, "{job:?}");
}

fn poisoned(leads: &[Lead]) -> Vec<u8> {
    let mut rows = leads.to_vec();
    rows.extend(poison::rows(&leads[0]));
    leads::to_csv(&rows).expect("a CSV")
}

/// Starts a file under a plan that was made for another one.
fn begin(cloud: &Cloud, name: &str, bytes: &[u8], plan: &ImportPlan) -> Job {
    let created = import::upload(cloud, "leads", name, bytes).expect("uploaded");
    let start =
        StartImport { plan: plan.clone(), receipt: None, corrections: None, test: None, at: None };
    cloud.post(&format!("/imports/{}/start", created.job), &start).expect("started")
}
