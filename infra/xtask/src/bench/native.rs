//! What is measured without a browser: the command line over a whole file, and the table of repeats.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use nix::sys::resource::{UsageWho, getrusage};
use serde_json::Value;

use super::leads::leads;
use super::{Figure, Goal};
use crate::places::Places;
use crate::setup::cargo;
use crate::tools::{capture, run, step};

const MEGABYTES: u64 = 100;
const RUNS: usize = 5;
const REPEATS_ROWS: &str = "10000000";

/// How long a run took, by the clock and in processor time.
#[derive(Debug, Clone, Copy)]
struct Took {
    wall: Duration,
    cpu: Duration,
}

/// Rows a second of `gangway check`, one core, release build: propose, survey and check.
pub(super) fn check(places: &Places) -> Result<Vec<Figure>> {
    let leads = step("A CSV of 100 MB", || leads(places, MEGABYTES))?;
    step("The command line (cargo build --release)", || {
        let mut build = cargo(places);
        build.args(["build", "--release", "--locked", "--package", "gangway-cli"]);
        run(&mut build, &places.root.join(".local/bench.log"))
    })?;
    let mut runs = step("gangway check", || {
        (0..RUNS).map(|_| one_check(places, &leads.file)).collect::<Result<Vec<_>>>()
    })?;
    runs.sort_unstable_by_key(|it| it.cpu);
    let median = runs.get(RUNS / 2).context("there are runs")?;
    let rate = |it: Duration| float(leads.rows) / it.as_secs_f64();
    let speed = float(leads.bytes) / median.cpu.as_secs_f64() / 1e6;
    Ok(vec![
        Figure::new("check", "full check, CPU", rate(median.cpu), "rows/s")
            .goal(Goal::AtLeast(500_000.0)),
        Figure::new("check", "full check, wall", rate(median.wall), "rows/s"),
        Figure::new("check", "full check, CPU", speed, "MB/s"),
    ])
}

fn one_check(places: &Places, file: &std::path::Path) -> Result<Took> {
    let gangway = places.target.join("release/gangway");
    let (begun, before) = (Instant::now(), children_cpu()?);
    let mut check = Command::new(gangway);
    check.arg("check").arg(file).args(["--module", "leads", "--match", "email"]);
    let status = check.stdin(Stdio::null()).stdout(Stdio::null()).status();
    let status = status.context("failed to start gangway")?;
    ensure!(status.success(), "gangway check failed ({status}); run it on {}", file.display());
    Ok(Took { wall: begun.elapsed(), cpu: children_cpu()?.saturating_sub(before) })
}

/// The processor time of all children that have ended.
fn children_cpu() -> Result<Duration> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let micros = |it: nix::sys::time::TimeVal| {
        u64::try_from(it.tv_sec() * 1_000_000 + it.tv_usec()).unwrap_or(0)
    };
    Ok(Duration::from_micros(micros(usage.user_time()) + micros(usage.system_time())))
}

/// Bytes a row of the table of repeats, and what a row costs.
pub(super) fn repeats(places: &Places) -> Result<Vec<Figure>> {
    let said = step("The table of repeats (cargo run --release)", || {
        let mut example = cargo(places);
        example.args(["run", "--release", "--quiet", "--locked", "--package", "gangway-core"]);
        example.args(["--example", "repeats", REPEATS_ROWS]);
        capture(&mut example, &places.root.join(".local/bench.log"))
    })?;
    let found: Value = serde_json::from_str(&said).context("the example prints JSON")?;
    let number = |name: &str| found.get(name).and_then(Value::as_f64).context("a number");
    Ok(vec![
        Figure::new("repeats", "10,000,000 rows", number("bytes_a_row")?, "B/row")
            .goal(Goal::AtMost(36.0)),
        Figure::new("repeats", "a row", number("nanoseconds_a_row")?, "ns"),
    ])
}

/// Rows and bytes are far below 2^52.
#[expect(clippy::cast_precision_loss, reason = "a rate needs no more than 52 bits")]
pub(super) fn float(it: u64) -> f64 {
    it as f64
}
