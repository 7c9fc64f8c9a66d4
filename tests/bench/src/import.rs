//! An import through the API, as the page does it, and how long it took from Start to its end.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};
use clap::Args;
use gangway_contract::{DuplicateMode, Job, JobStatus};
use gangway_tests::cloud::Cloud;
use gangway_tests::import::{Local, start, upload};
use gangway_tests::leads;
use serde_json::{Value, json};

/// Between two looks at the job.
const PAUSE: Duration = Duration::from_millis(250);

/// Which import.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Rows of the file.
    #[arg(long, default_value_t = 100_000)]
    rows: u32,
    /// Whose leads: each demo user of another tenant has a CRM of their own.
    #[arg(long, default_value = "journey-skip")]
    user: String,
    /// Update what matches, instead of skipping it.
    #[arg(long)]
    update: bool,
    /// Seconds after which it counts as stuck.
    #[arg(long, default_value_t = 1_500)]
    patience: u64,
}

/// Seconds from Start to the job's end, and where they went.
pub(crate) fn measure(options: &Options) -> Result<Value> {
    let cloud = Cloud::sign_in(&options.user)?.context("GANGWAY_API_URL is not set")?;
    let bytes = leads::to_csv(&leads::generate(options.rows, 7))?;
    let local = Local::new(&cloud, "leads", "leads.csv", &bytes)?;
    let mut plan = local.plan().map_err(|it| anyhow!("{it:?}"))?;
    plan.options.mode = if options.update { DuplicateMode::Update } else { DuplicateMode::Skip };
    let report = local.check(&plan).map_err(|it| anyhow!("{it:?}"))?;
    let created = upload(&cloud, "leads", "leads.csv", &bytes)?;
    let begun = Instant::now();
    let job = start(&cloud, &created.job, report)?;
    let seen = watch(&cloud, job, begun, options.patience)?;
    Ok(json!({
        "rows": options.rows,
        "rows_a_second": f64::from(options.rows) / seen.ended,
        "seconds": seen.ended,
        "seconds_to_plan": seen.planned,
        "seconds_to_write": seen.written - seen.planned,
        "seconds_to_finish": seen.ended - seen.written,
        "counts": seen.job.counts,
    }))
}

/// When what was seen, in seconds from Start.
struct Seen {
    planned: f64,
    written: f64,
    ended: f64,
    job: Job,
}

fn watch(cloud: &Cloud, job: Job, begun: Instant, patience: u64) -> Result<Seen> {
    let mut seen = Seen { planned: 0.0, written: 0.0, ended: 0.0, job };
    loop {
        seen.job = cloud.get(&format!("/jobs/{}", seen.job.id))?;
        let (now, counts) = (begun.elapsed().as_secs_f64(), seen.job.counts);
        if counts.rows == 0 {
            seen.planned = now;
        }
        if counts.done() < counts.rows || counts.rows == 0 {
            seen.written = now;
        }
        if seen.job.status.is_terminal() {
            let ended =
                matches!(seen.job.status, JobStatus::Completed | JobStatus::CompletedWithErrors);
            ensure!(ended && counts.add_up(), "the import went wrong: {:?}", seen.job);
            return Ok(Seen { ended: now, ..seen });
        }
        ensure!(begun.elapsed().as_secs() < patience, "the job is stuck: {:?}", seen.job);
        std::thread::sleep(PAUSE);
    }
}
