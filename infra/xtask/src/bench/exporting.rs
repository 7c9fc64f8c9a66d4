//! Exports: through the local cloud beside their ceiling, which is the bare list of the same records in the same run;
//! in a world without a database, where our own code is all that takes time; and their workbooks beside those of
//! peers. None says anything about AWS.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::writing::{measure, number};
use super::{Figure, Goal};
use crate::cloud::{Cloud, Ports};
use crate::places::Places;
use crate::setup::{self, npm};
use crate::tools::{capture, run, step};

const RECORDS: &str = "100000";
const MANY: &str = "1000000";
const MOST: &str = "10000000";
/// Seconds of each worker where there are more records than one may write.
const SHORT: &str = "60";
/// What the browser's world writes large workbooks with.
const EXCELJS: &str = "exceljs@4.4.0";

/// Records a second in each form without a database, and workbooks beside those of peers.
pub(super) fn export(places: &Places) -> Result<Vec<Figure>> {
    setup::prepare(places, false)?;
    let mut figures = made(places)?;
    figures.extend(workbooks(places)?);
    Ok(figures)
}

/// Records a second of an export in each form and of the bare list, and what share the one is of the other.
pub(super) fn share(places: &Places) -> Result<Vec<Figure>> {
    setup::prepare(places, false)?;
    let cloud = Cloud::start(places, &places.root.join(".local/bench"), Ports::free()?, false)?;
    let words = ["export", "--records", RECORDS];
    let found = step("Exports of 100,000 records", || measure(places, &cloud, &words))?;
    let figure = |what, name| {
        Ok::<_, anyhow::Error>(Figure::new("export", what, number(&found, name)?, "records/s"))
    };
    let share =
        |name| Ok::<_, anyhow::Error>(number(&found, name)? / number(&found, "list")? * 100.0);
    Ok(vec![
        figure("the bare list, page by page", "list")?,
        figure("CSV", "csv")?,
        figure("XLSX", "xlsx")?,
        Figure::new("export", "CSV, share of the bare list", share("csv")?, "%")
            .goal(Goal::AtLeast(70.0)),
        Figure::new("export", "XLSX, share of the bare list", share("xlsx")?, "%"),
    ])
}

/// Records that are made while they are listed, by workers that end as Lambdas do.
fn made(places: &Places) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for (form, records, seconds) in
        [("csv", MANY, "900"), ("xlsx", MANY, "900"), ("csv", MOST, SHORT), ("xlsx", MOST, SHORT)]
    {
        let name = format!("{records} records as {}, no database", form.to_uppercase());
        let words = ["made", "--records", records, "--format", form, "--seconds", seconds];
        let found = step(&name, || alone(places, &words))?;
        let figure = |what: &str, field, unit| {
            let value = number(&found, field)?;
            Ok::<_, anyhow::Error>(Figure::new("export", format!("{name}: {what}"), value, unit))
        };
        figures.push(figure("", "rows_a_second", "records/s")?);
        figures.push(figure("most memory", "peak", "MiB")?.goal(Goal::AtMost(128.0)));
        figures.push(figure("workers", "workers", "")?);
    }
    Ok(figures)
}

fn alone(places: &Places, words: &[&str]) -> Result<Value> {
    let mut bench = Command::new(places.binary("gangway-bench"));
    bench.args(words);
    spoken(&mut bench, places)
}

fn spoken(command: &mut Command, places: &Places) -> Result<Value> {
    let said = capture(command, &places.root.join(".local/bench.log"))?;
    serde_json::from_str(&said).with_context(|| format!("no JSON was said: {said}"))
}

/// 100,000 rows of 15 typed cells, by us and by peers.
fn workbooks(places: &Places) -> Result<Vec<Figure>> {
    setup::workbooks(places)?;
    let peers = places.cache.join("peers");
    step("ExcelJS (npm install)", || {
        fs::create_dir_all(&peers).context("failed to make a folder for peers")?;
        let mut install = npm(places);
        install.args(["install", "--no-save", "--prefix"]).arg(&peers).arg(EXCELJS);
        run(&mut install, &places.root.join(".local/npm.log"))
    })?;
    let (cells, out) = (places.cache.join("cells-100000.csv"), places.cache.join("peer.xlsx"));
    let scripts = places.root.join("infra/xtask/src/bench/peers");
    let ours = step("A workbook of ours", || {
        let mut bench = Command::new(places.binary("gangway-bench"));
        bench.args(["book", "--rows", RECORDS, "--cells"]).arg(&cells);
        spoken(&mut bench, places)
    })?;
    let python = step("A workbook of XlsxWriter's", || {
        let mut python = Command::new(places.workbooks().join("bin/python"));
        spoken(python.arg(scripts.join("write_with_xlsxwriter.py")).arg(&cells).arg(&out), places)
    })?;
    let node = step("A workbook of ExcelJS's", || {
        let mut node = Command::new("node");
        node.arg(scripts.join("write_with_exceljs.mjs")).arg(&peers).arg(&cells).arg(&out);
        spoken(&mut node, places)
    })?;
    compared(&ours, &python, &node)
}

fn compared(ours: &Value, python: &Value, node: &Value) -> Result<Vec<Figure>> {
    let seconds = |of| number(of, "user_seconds");
    let mut figures = Vec::new();
    for (name, of) in [("ours", ours), ("XlsxWriter", python), ("ExcelJS", node)] {
        let figure = |what: &str, value, unit| {
            Figure::new("export", format!("100,000 × 15 as XLSX, {name}: {what}"), value, unit)
        };
        figures.push(figure("processor time", seconds(of)?, "s"));
        figures.push(figure("file", number(of, "bytes")? / 1e6, "MB"));
        // Ours is the whole process's, the peers' is what they took beside the cells.
        let memory = figure("memory", number(of, "peak")?, "MiB");
        let goal = if name == "ours" { Goal::AtMost(32.0) } else { Goal::None };
        figures.push(memory.goal(goal));
    }
    let times = |peer, least| {
        let what = if least > 5.0 { "XlsxWriter : ours" } else { "ExcelJS : ours" };
        let value = seconds(peer)? / seconds(ours)?;
        Ok::<_, anyhow::Error>(Figure::new("export", what, value, "×").goal(Goal::AtLeast(least)))
    };
    figures.push(times(python, 8.0)?);
    figures.push(times(node, 5.0)?);
    Ok(figures)
}
