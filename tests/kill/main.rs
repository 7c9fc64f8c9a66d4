//! Lambdas that are killed in the middle of an import, on the local cloud: what comes out is what an undisturbed
//! import gives, record by record.
//!
//! A binary of its own, because it ends every worker that it finds: other journeys would wait for their messages to
//! come again. `cargo xtask test journey` runs it behind them. Killing needs Linux's `/proc`; elsewhere it says so.
#![expect(
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test may fail, and says what it left out"
)]

mod prey;

use std::time::{Duration, Instant};

use gangway_contract::{DuplicateMode, Job, JobStatus};
use gangway_tests::aws::Aws;
use gangway_tests::cloud::Cloud;
use gangway_tests::{import, leads, oracle, workers};

/// By hand ten times with 100,000 rows and more kills: `GANGWAY_KILL_ROWS=100000 GANGWAY_KILLS=5`.
const ROWS: u32 = 10_000;
/// How often a working worker is killed; each time its rows wait for the lease to run out. A message that fails eight
/// times is given up, and that is another test.
const KILLS: u32 = 2;
/// Between two looks for somebody to kill, and a little more.
const PAUSE: Duration = Duration::from_millis(200);
/// Seconds a function may work. What is left of it when a step begins must be more than a worker's margin.
const TIMEOUT: u32 = 40;
/// Seconds until a message is delivered again. A lease ends after 100, or 180 where a worker still has its old
/// timeout, so that a kill costs two or three of the eight times that it is delivered.
const VISIBILITY: u32 = 105;
/// A killed worker's lease ends by itself, a timeout and a minute after it began.
const PATIENCE: Duration = Duration::from_mins(15);

#[test]
fn an_import_whose_workers_are_killed_ends_as_if_nobody_had_been() {
    let Some(cloud) = Cloud::sign_in("journey-kill").expect("the issuer answers") else {
        eprintln!("skipped: no local cloud (run `cargo xtask test journey`)");
        return;
    };
    if !workers::can_be_found() {
        eprintln!("skipped: there is no /proc to find the workers in");
        return;
    }
    hurry();
    let leads = leads::generate(number("GANGWAY_KILL_ROWS", ROWS), 21);
    let existing = leads::existing(&leads);
    finish(&cloud, &begin(&cloud, "before.csv", &existing));

    let job = begin(&cloud, "leads.csv", &leads);
    let killed = hunt(&cloud, &job);
    let job = finish(&cloud, &job);
    eprintln!("{killed} workers were killed; {} rows", job.counts.rows);
    assert!(killed > 0, "no worker was met");

    let (expected, counts) =
        oracle::import(oracle::before(&existing), &leads, DuplicateMode::Update);
    assert_eq!(job.counts, counts);
    assert_eq!(job.status, JobStatus::CompletedWithErrors);
    let records = cloud.records("leads").expect("the records are listed");
    let found = oracle::read_back(&records);
    assert_eq!(records.len(), found.len(), "no two records have one e-mail");
    assert_eq!(found, expected);
}

fn number(variable: &str, otherwise: u32) -> u32 {
    std::env::var(variable).ok().and_then(|it| it.parse().ok()).unwrap_or(otherwise)
}

/// A worker that is killed is waited for as long as it could have worked: that is made shorter.
fn hurry() {
    let aws = Aws::from_env().expect("a cloud has its AWS");
    for (queue, function) in
        [("plan", "plan-import"), ("write", "write-records"), ("finish", "finish-job")]
    {
        aws.set_patience(queue, VISIBILITY, function, TIMEOUT).expect("it is set");
    }
}

fn begin(cloud: &Cloud, name: &str, leads: &[leads::Lead]) -> Job {
    let bytes = leads::to_csv(leads).expect("a CSV");
    let local = import::Local::new(cloud, "leads", name, &bytes).expect("a file");
    let mut plan = local.plan().expect("a plan");
    plan.options.mode = DuplicateMode::Update;
    let report = local.check(&plan).expect("a report");
    let created = import::upload(cloud, "leads", name, &bytes).expect("uploaded");
    import::start(cloud, &created.job, report).expect("started")
}

fn finish(cloud: &Cloud, job: &Job) -> Job {
    cloud.wait(job, PATIENCE.as_secs()).expect("ended")
}

/// Kills whatever works, again and again, until it is enough or nothing is left to kill.
fn hunt(cloud: &Cloud, job: &Job) -> u32 {
    let (begun, mut killed) = (Instant::now(), 0);
    let most = number("GANGWAY_KILLS", KILLS);
    while killed < most && begun.elapsed() < PATIENCE {
        let job: Job = cloud.get(&format!("/jobs/{}", job.id)).expect("the job");
        if job.status.is_terminal() {
            break;
        }
        killed += prey::kill_one();
        std::thread::sleep(PAUSE + Duration::from_millis(u64::from(killed) * 137));
    }
    killed
}
