//! The page itself in Chromium: how soon a person sees the first rows of a file, and whether it holds still while the whole
//! file is checked.

use std::path::PathBuf;

use anyhow::Result;
use serde_json::json;

use super::browser::{Browser, number, same};
use super::leads::leads;
use super::workbooks::LARGE_XLSX;
use super::{Figure, Goal};
use crate::places::Places;
use crate::tools::step;

/// The goal is of the median of so many.
const PAINTS: u32 = 9;
const CHECKS: u32 = 5;

/// From the change event to the twentieth row on the screen, beside peers that read as many rows and draw nothing.
pub(super) fn first_paint(browser: &Browser, places: &Places) -> Result<Vec<Figure>> {
    let csv = step("A CSV of 1000 MB", || leads(places, 1000))?.file;
    let xlsx = step("A workbook of 50 MB", || LARGE_XLSX.file(places))?;
    let mut figures = painted(browser, places, "CSV, 1 GB", &csv, ("papaFirst", "PapaParse"))?;
    figures.extend(painted(browser, places, "XLSX, 50 MB", &xlsx, ("sheetjsFirst", "SheetJS"))?);
    Ok(figures)
}

fn painted(
    browser: &Browser,
    places: &Places,
    name: &str,
    file: &PathBuf,
    (peer, peer_name): (&str, &str),
) -> Result<Vec<Figure>> {
    let job = json!({
        "file": file, "rounds": PAINTS, "fresh": true,
        "contestants": [{ "name": "firstPaint" }, { "name": peer }],
    });
    let found = browser.run(places, &format!("first paint: {name}"), &job)?;
    let of = |who: &str, what: &str| number(&found, who, what);
    same(of("firstPaint", "rows")?, 20.0, "rows")?;
    same(of(peer, "rows")?, 20.0, "rows")?;
    let what = format!("{name}, change event to the 20th row painted");
    let peers = format!("{name}, {peer_name} parses 20 rows");
    Ok(vec![
        Figure::new("first-paint", what, of("firstPaint", "ms")?, "ms").goal(Goal::AtMost(100.0)),
        Figure::new("first-paint", peers, of(peer, "ms")?, "ms"),
    ])
}

/// Tasks of the main thread that were long enough to be felt, of all runs together.
pub(super) fn long_tasks(browser: &Browser, places: &Places) -> Result<Vec<Figure>> {
    let leads = step("A CSV of 100 MB", || leads(places, 100))?;
    let job = json!({
        "file": leads.file, "rounds": CHECKS, "fresh": true,
        "contestants": [{ "name": "longTasks" }],
    });
    let found = browser.run(places, "long tasks: the wizard checks 100 MB", &job)?;
    let most = |what: &str| number(&found, "longTasks", &format!("most_{what}"));
    Ok(vec![
        Figure::new(
            "long-tasks",
            "a check with the preview open",
            number(&found, "longTasks", "ms")?,
            "ms",
        ),
        Figure::new("long-tasks", "tasks above 50 ms, in the worst of five", most("tasks")?, "")
            .goal(Goal::AtMost(0.0)),
        Figure::new("long-tasks", "the longest of them", most("longest")?, "ms"),
    ])
}
