//! What a person sees and feels of a large file in the browser: when its first rows are there, and whether the page halts.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::browser::{Browser, number, same};
use super::leads::leads;
use super::workbooks::LARGE_XLSX;
use super::{Figure, Goal};
use crate::places::Places;
use crate::setup;
use crate::tools::{capture, step};

/// Rounds in which each contestant draws once.
const ROUNDS: u32 = 9;
/// Checks of a large file on the page.
const RUNS: u32 = 5;
const BENCH: &str = "paint";

/// From the event that brings a file to its twentieth row on the screen, beside peers that read no more than those.
pub(super) fn paint(browser: &Browser, places: &Places) -> Result<Vec<Figure>> {
    let csv = step("A CSV of 1000 MB", || leads(places, 1000))?.file;
    let xlsx = step("A workbook of 50 MB", || LARGE_XLSX.file(places))?;
    let mut figures = pair(browser, places, ("CSV, 1 GB", csv), ("papaPainted", "PapaParse"))?;
    let workbook = ("XLSX, 50 MB", xlsx);
    figures.extend(pair(browser, places, workbook, ("sheetjsPainted", "SheetJS"))?);
    Ok(figures)
}

/// Ours and a peer's rows of one file.
fn pair(
    browser: &Browser,
    places: &Places,
    (name, file): (&str, PathBuf),
    (peer, peer_name): (&str, &str),
) -> Result<Vec<Figure>> {
    let job = json!({
        "file": file, "rounds": ROUNDS, "fresh": true,
        "contestants": [{ "name": "painted", "waits": true }, { "name": peer, "waits": true }],
    });
    let found = browser.run(places, &format!("paint: {name}, Gangway, {peer_name}"), &job)?;
    for who in ["painted", peer] {
        same(number(&found, who, "rows")?, 20.0, "rows")?;
    }
    let (ours, theirs) = (number(&found, "painted", "ms")?, number(&found, peer, "ms")?);
    let figure = |what: String, value| Figure::new(BENCH, what, value, "ms");
    Ok(vec![
        figure(format!("{name}, 20th row, mapped and checked"), ours).goal(Goal::AtMost(100.0)),
        figure(format!("{name}, 20th row by {peer_name}, as text"), theirs),
    ])
}

/// Tasks of the page's own thread above 50 ms while 100 MB are read, mapped and checked.
pub(super) fn long_tasks(browser: &Browser, places: &Places) -> Result<Vec<Figure>> {
    let file = step("A CSV of 100 MB", || leads(places, 100))?.file;
    setup::bundle(places)?;
    let said = step("long tasks: the page checks 100 MB", || {
        let mut node = Command::new("node");
        node.arg("bench/long-tasks.mjs").arg(&file).arg(RUNS.to_string());
        node.current_dir(places.web()).env("GANGWAY_CHROMIUM", browser.program());
        capture(&mut node, &places.root.join(".local/bench-long-tasks.log"))
    })?;
    let found: Value = serde_json::from_str(&said).context("the measuring page prints JSON")?;
    let of = |what: &str| {
        found.get(what).and_then(Value::as_f64).with_context(|| format!("nobody reported {what}"))
    };
    let figure = |what: &str, value, unit| Figure::new("long-tasks", what, value, unit);
    Ok(vec![
        figure("tasks above 50 ms, five checks of 100 MB", of("count")?, "")
            .goal(Goal::AtMost(0.0)),
        figure("the longest of them", of("longest")?, "ms"),
        figure("from the choice of the file to the last row checked, the slowest", of("ms")?, "ms"),
    ])
}
