//! The handlers of an import over a world in memory: how fast a file is planned and in how much memory, and whether a row
//! of a large file costs more than one of a small file. No cloud runs; what is measured is ours alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::leads::leads_of_rows;
use super::native::float;
use super::writing::number;
use super::{Figure, Goal};
use crate::places::Places;
use crate::setup::cargo;
use crate::tools::{capture, run, step};

/// What a CSV may have at most.
const PLANNED: u64 = 10_000_000;
/// Imports that are compared, and how often each runs: the smaller, the less a run says.
const SIZES: [(u64, usize); 3] = [(10_000, 9), (100_000, 3), (1_000_000, 1)];
const STAGES: [&str; 3] = ["plan", "write", "finish"];

/// Rows a second and the memory of plan-import at 10,000,000 rows.
pub(super) fn plan(places: &Places) -> Result<Vec<Figure>> {
    let bench = program(places)?;
    let leads = step("A CSV of 10,000,000 rows", || leads_of_rows(places, PLANNED))?;
    let found = step("plan-import over it", || measure(places, &bench, "plan", &leads.file))?;
    ensure!(found["rows"] == PLANNED, "not every row was planned: {found}");
    let rate = |name| Ok::<_, anyhow::Error>(float(PLANNED) / number(&found, name)?);
    Ok(vec![
        Figure::new("plan", "10,000,000 rows, CPU", rate("processor_seconds")?, "rows/s")
            .goal(Goal::AtLeast(250_000.0)),
        Figure::new("plan", "10,000,000 rows, wall", rate("seconds")?, "rows/s"),
        Figure::new("plan", "most memory of the process", number(&found, "peak")?, "MiB")
            .goal(Goal::AtMost(256.0)),
    ])
}

/// Processor time a row of imports of each size, stage by stage.
pub(super) fn linear(places: &Places) -> Result<Vec<Figure>> {
    let bench = program(places)?;
    let mut figures = Vec::new();
    let mut whole = Vec::new();
    for (rows, runs) in SIZES {
        let leads = step("A CSV", || leads_of_rows(places, rows))?;
        let name = format!("{rows} rows, plan to result files");
        let run = || measure(places, &bench, "road", &leads.file);
        let found = step(&name, || (0..runs).map(|_| run()).collect::<Result<Vec<_>>>())?;
        let stage = |name: &str| median(&found, name).map(|it| it / float(rows) * 1e6);
        for name in STAGES {
            let what = format!("{name}, CPU a row of {rows}");
            figures.push(Figure::new("linear", what, stage(name)?, "µs"));
        }
        whole.push(STAGES.iter().map(|it| stage(it)).sum::<Result<f64>>()?);
        let memory = median(&found, "finish_memory")?;
        let what = format!("finish, memory at {rows} rows");
        figures.push(Figure::new("linear", what, memory, "MiB"));
    }
    let (first, last) = whole.first().zip(whole.last()).context("there are sizes")?;
    let growth = (last / first - 1.0) * 100.0;
    let what = "a row of the largest costs more than one of the smallest by";
    figures.push(Figure::new("linear", what, growth, "%").goal(Goal::AtMost(15.0)));
    Ok(figures)
}

/// What measures, compiled as the Lambdas are.
fn program(places: &Places) -> Result<PathBuf> {
    step("gangway-bench (cargo build --profile measured)", || {
        let mut build = cargo(places);
        build.args(["build", "--profile", "measured", "--locked", "--package", "gangway-bench"]);
        run(&mut build, &places.root.join(".local/cargo-measured.log"))
    })?;
    Ok(places.target.join("measured/gangway-bench"))
}

fn measure(places: &Places, bench: &Path, verb: &str, file: &Path) -> Result<Value> {
    let folder: PathBuf = places.cache.join("bench/objects");
    fs::create_dir_all(&folder)?;
    let mut bench = Command::new(bench);
    bench.arg(verb).arg("--file").arg(file).arg("--folder").arg(&folder);
    let said = capture(&mut bench, &places.root.join(".local/bench.log"))?;
    serde_json::from_str(&said).with_context(|| format!("gangway-bench said no JSON: {said}"))
}

fn median(found: &[Value], name: &str) -> Result<f64> {
    let mut numbers = found.iter().map(|it| number(it, name)).collect::<Result<Vec<_>>>()?;
    numbers.sort_unstable_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().context("there are runs")
}
