//! `cargo xtask bench`: how fast the core checks a whole file, natively, on one core.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::{Args, ValueEnum};
use serde_json::json;

use crate::places::Places;
use crate::setup::cargo;
use crate::tools::{run, step};

const MEGABYTES: u64 = 100;
const RUNS: usize = 3;
const HEADER: &str = "First Name,Last Name,Email,Phone,Company,Title,Street,City,State,Zip,Country,Website,Industry,Employees,Notes\n";

/// What is measured.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Which measurement.
    #[arg(value_enum, default_value_t = Name::Check)]
    name: Name,
    /// Print one JSON object instead of a line.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Name {
    /// `gangway check` over a generated CSV of 100 MB and 15 columns.
    Check,
}

/// Measures; the median of three runs counts.
pub(crate) fn run_bench(options: &Options) -> Result<ExitCode> {
    let Name::Check = options.name;
    let places = Places::find()?;
    let file = places.cache.join(format!("bench-{MEGABYTES}.csv"));
    let rows = step("A CSV of 100 MB", || generate(&file))?;
    step("The command line (cargo build --release)", || {
        run(
            cargo(&places).args(["build", "--release", "--locked", "--package", "gangway-cli"]),
            &places.root.join(".local/bench.log"),
        )
    })?;
    let gangway = places.target.join("release/gangway");
    let mut times = (0..RUNS).map(|_| check(&gangway, &file)).collect::<Result<Vec<_>>>()?;
    times.sort_unstable();
    let median = times.get(RUNS / 2).copied().unwrap_or_default();
    report(options, rows, fs::metadata(&file)?.len(), median);
    Ok(ExitCode::SUCCESS)
}

fn check(gangway: &Path, file: &PathBuf) -> Result<Duration> {
    step("gangway check", || {
        let begun = Instant::now();
        let mut check = Command::new(gangway);
        check.arg("check").arg(file).args(["--module", "leads", "--match", "email"]);
        let status = check
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .status()
            .context("failed to start gangway")?;
        ensure!(
            status.success(),
            "gangway check failed ({status}); run it on {} to see why",
            file.display()
        );
        Ok(begun.elapsed())
    })
}

#[expect(clippy::cast_precision_loss, reason = "a rate of rows needs no more than 52 bits")]
fn report(options: &Options, rows: u64, bytes: u64, median: Duration) {
    let seconds = median.as_secs_f64();
    let rate = rows as f64 / seconds;
    let speed = bytes as f64 / seconds / 1e6;
    if options.json {
        println!(
            "{}",
            json!({ "name": "check", "rows": rows, "bytes": bytes, "seconds": seconds, "rows_per_second": rate })
        );
    } else {
        println!(
            "\ncheck: {rows} rows in {seconds:.2} s, {rate:.0} rows/s, {speed:.0} MB/s (native, release, one core, median of {RUNS})"
        );
    }
}

/// Writes the file, the same each time, unless it is there. Gives its rows.
fn generate(file: &Path) -> Result<u64> {
    let counted = file.with_extension("rows");
    if let (true, Ok(rows)) = (file.exists(), fs::read_to_string(&counted)) {
        return Ok(rows.trim().parse()?);
    }
    fs::create_dir_all(file.parent().context("the cache is a folder")?)?;
    let mut out = BufWriter::new(File::create(file)?);
    out.write_all(HEADER.as_bytes())?;
    let (mut written, mut row) = (HEADER.len(), 0);
    while written < usize::try_from(MEGABYTES * 1_000_000)? {
        let line = line(row);
        out.write_all(line.as_bytes())?;
        written += line.len();
        row += 1;
    }
    out.flush()?;
    fs::write(counted, row.to_string())?;
    Ok(row)
}

/// A lead: quoted commas, a newline now and then, 2 % bad e-mails, 3 % repeats.
fn line(row: u64) -> String {
    let person = if row % 33 == 32 { row - 30 } else { row };
    let at = if row % 50 == 49 { " at " } else { "@" };
    let note = if row.is_multiple_of(20) {
        "\"Called twice,\nwill call back\""
    } else {
        "Met at the fair"
    };
    format!(
        "Given{},Family{},person{person}{at}company{}.example,+1 202 555 {:04},\"Company {}, Inc.\",Buyer,{} Main \
         Street,Springfield,IL,{:05},United States,https://company{}.example,Retail,{},{note}\n",
        row % 997,
        row % 1009,
        row % 5003,
        row % 10_000,
        row % 5003,
        row % 900,
        row % 99_999,
        row % 5003,
        row % 5000,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_as_many_cells_as_the_header() {
        for row in 0..200 {
            let line = line(row);
            let quoted: usize =
                line.split('"').skip(1).step_by(2).map(|it| it.matches(',').count()).sum();
            assert_eq!(line.matches(',').count() - quoted, HEADER.matches(',').count(), "{line}");
        }
    }
}
