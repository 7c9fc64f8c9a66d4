//! What is measured in Chromium, with the module and the page as they are deployed.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::leads::leads;
use super::workbooks::{LARGE_XLSX, Workbook, XLS, XLSX};
use super::{Figure, Goal};
use crate::places::Places;
use crate::setup;
use crate::tools::{capture, run, step};

/// Rounds in which each contestant runs once.
const ROUNDS: u32 = 5;
const MIB: f64 = 1024.0 * 1024.0;

/// A browser, and the page in it.
#[derive(Debug)]
pub(super) struct Browser {
    chromium: PathBuf,
}

impl Browser {
    /// Finds the browser and builds module and page for deployment.
    pub(super) fn prepare(places: &Places) -> Result<Self> {
        setup::check(places)?;
        let chromium = setup::chromium(places)?;
        setup::packages(places)?;
        step("WebAssembly module for deployment (cargo build, wasm-bindgen)", || {
            let mut build = setup::cargo(places);
            build.args([
                "run",
                "--quiet",
                "--locked",
                "--package",
                "wasm-build",
                "--",
                "--release",
            ]);
            run(&mut build, &places.root.join(".local/bench-wasm.log"))
        })?;
        step("Measuring page (vite build)", || {
            let mut build = setup::npm(places);
            build.args(["run", "build", "--workspace", "bench"]);
            run(&mut build, &places.root.join(".local/bench-page.log"))
        })?;
        Ok(Self { chromium })
    }

    /// Lets the contestants of a job take turns; what each reported, by its name.
    pub(super) fn run(&self, places: &Places, what: &str, job: &Value) -> Result<Value> {
        let said = step(what, || {
            let mut node = Command::new("node");
            node.arg("bench/run.mjs").arg(job.to_string()).current_dir(places.web());
            node.env("GANGWAY_CHROMIUM", &self.chromium);
            capture(&mut node, &places.root.join(".local/bench-browser.log"))
        })?;
        serde_json::from_str(&said).context("the measuring page prints JSON")
    }

    /// The full check of 100 MB beside `PapaParse`'s split and the bare read.
    pub(super) fn csv(&self, places: &Places) -> Result<Vec<Figure>> {
        let leads = step("A CSV of 100 MB", || leads(places, 100))?;
        let found = self.run(
            places,
            "csv: Gangway, PapaParse, file.stream()",
            &json!({
                "file": leads.file, "rounds": ROUNDS,
                "contestants": [
                    { "name": "check" },
                    { "name": "papa" },
                    { "name": "stream" },
                    { "name": "check", "as": "create", "options": { "mode": "create" } },
                ],
            }),
        )?;
        let of = |who: &str, what: &str| number(&found, who, what);
        same(of("check", "rows")?, of("papa", "rows")?, "rows")?;
        same(of("stream", "bytes")?, float(leads.bytes), "bytes")?;
        let (check, papa, stream) = (of("check", "ms")?, of("papa", "ms")?, of("stream", "ms")?);
        let large = self.large_csv(places)?;
        Ok(vec![
            Figure::new("csv", "full check, 100 MB", check, "ms"),
            Figure::new("csv", "– of which survey", of("check", "survey")?, "ms"),
            Figure::new("csv", "PapaParse splits it", papa, "ms"),
            Figure::new("csv", "file.stream() reads it", stream, "ms"),
            Figure::new("csv", "PapaParse : full check", papa / check, "×")
                .goal(Goal::AtLeast(1.5)),
            Figure::new("csv", "the same in CPU", of("papa", "cpu")? / of("check", "cpu")?, "×"),
            Figure::new("csv", "full check : file.stream()", check / stream, "×"),
            Figure::new(
                "csv",
                "linear memory beside repeats",
                of("create", "memory")? / MIB,
                "MiB",
            )
            .goal(Goal::AtMost(32.0)),
            Figure::new("csv", "linear memory with repeats", of("check", "memory")? / MIB, "MiB"),
            Figure::new("csv", "1 GB, linear memory beside repeats", large, "MiB")
                .goal(Goal::AtMost(32.0)),
        ])
    }

    /// The memory that the check of 1 GB takes where every row becomes a record, so that no repeats are looked for.
    fn large_csv(&self, places: &Places) -> Result<f64> {
        let leads = step("A CSV of 1000 MB", || leads(places, 1000))?;
        let found = self.run(
            places,
            "csv: Gangway over 1 GB",
            &json!({
                "file": leads.file, "rounds": 1,
                "contestants": [{ "name": "check", "options": { "mode": "create" } }],
            }),
        )?;
        same(number(&found, "check", "rows")?, float(leads.rows), "rows")?;
        Ok(number(&found, "check", "memory")? / MIB)
    }

    /// The full check of 100,000 rows beside `SheetJS` reading them.
    pub(super) fn xlsx(&self, places: &Places) -> Result<Vec<Figure>> {
        self.workbook(places, "xlsx", XLSX, 12.0, Some(64.0))
    }

    /// The same for 40,000 rows as Excel 97 wrote them.
    pub(super) fn xls(&self, places: &Places) -> Result<Vec<Figure>> {
        self.workbook(places, "xls", XLS, 30.0, None)
    }

    fn workbook(
        &self,
        places: &Places,
        name: &'static str,
        workbook: Workbook,
        times: f64,
        most_memory: Option<f64>,
    ) -> Result<Vec<Figure>> {
        let file =
            step(&format!("A workbook of {} rows", workbook.rows), || workbook.file(places))?;
        let found = self.run(
            places,
            &format!("{name}: Gangway, SheetJS"),
            &json!({
                "file": file, "rounds": ROUNDS,
                "contestants": [{ "name": "check" }, { "name": "sheetjs" }],
            }),
        )?;
        let of = |who: &str, what: &str| number(&found, who, what);
        same(of("check", "rows")?, of("sheetjs", "rows")?, "rows")?;
        same(of("check", "rows")?, f64::from(workbook.rows), "rows")?;
        let (check, sheetjs) = (of("check", "ms")?, of("sheetjs", "ms")?);
        let memory = Figure::new(name, "linear memory", of("check", "memory")? / MIB, "MiB");
        Ok(vec![
            Figure::new(name, "full check", check, "ms"),
            Figure::new(name, "– of which survey", of("check", "survey")?, "ms"),
            Figure::new(name, "SheetJS (dense) reads it", sheetjs, "ms"),
            Figure::new(name, "SheetJS : full check", sheetjs / check, "×")
                .goal(Goal::AtLeast(times)),
            Figure::new(name, "the same in CPU", of("sheetjs", "cpu")? / of("check", "cpu")?, "×"),
            most_memory.map_or(memory.clone(), |it| memory.goal(Goal::AtMost(it))),
        ])
    }

    /// From the choice of a file to its first rows, checked.
    pub(super) fn first_rows(&self, places: &Places) -> Result<Vec<Figure>> {
        let mut files: Vec<(String, PathBuf)> = Vec::new();
        for megabytes in [10, 100, 1000] {
            let leads = step(&format!("A CSV of {megabytes} MB"), || leads(places, megabytes))?;
            files.push((format!("CSV, {megabytes} MB"), leads.file));
        }
        let large = step("A workbook of 50 MB", || LARGE_XLSX.file(places))?;
        files.push(("XLSX, 50 MB".to_owned(), large));
        let contestant = |(name, file): &(String, PathBuf)| json!({ "name": "firstRows", "as": name, "file": file });
        let found = self.run(
            places,
            "first rows: a fresh worker for each file",
            &json!({
                "rounds": ROUNDS, "fresh": true,
                "contestants": files.iter().map(contestant).collect::<Vec<_>>(),
            }),
        )?;
        let of = |who: &str, what: &str| number(&found, who, what);
        let mut figures = Vec::new();
        for (name, _) in &files {
            same(of(name, "rows")?, 20.0, "rows")?;
            let what = format!("{name}, mapped and checked");
            figures.push(
                Figure::new("first-rows", what, of(name, "ms")?, "ms").goal(Goal::AtMost(50.0)),
            );
            let what = format!("{name}, mapped");
            figures.push(Figure::new("first-rows", what, of(name, "proposed")?, "ms"));
        }
        let growth = of(&files[2].0, "ms")? / of(&files[0].0, "ms")?;
        figures
            .push(Figure::new("first-rows", "1 GB : 10 MB", growth, "×").goal(Goal::AtMost(1.5)));
        Ok(figures)
    }

    /// How long a module takes to load, in a browser that has never seen it.
    pub(super) fn load(&self, places: &Places) -> Result<f64> {
        let found = self.run(
            places,
            "size: loading the module",
            &json!({
                "rounds": ROUNDS, "fresh": true, "contestants": [{ "name": "load" }],
            }),
        )?;
        number(&found, "load", "ms")
    }

    /// The module as it is deployed.
    pub(super) fn modules(places: &Places) -> PathBuf {
        places.web().join("engine/src/wasm")
    }
}

/// A figure that a contestant reported.
pub(super) fn number(found: &Value, who: &str, what: &str) -> Result<f64> {
    let value = found.get(who).and_then(|it| it.get(what)).and_then(Value::as_f64);
    value.with_context(|| format!("{who} did not report {what}"))
}

/// Whoever counts otherwise did other work, and is no peer.
#[expect(clippy::float_cmp, reason = "both are whole numbers")]
pub(super) fn same(one: f64, other: f64, what: &str) -> Result<()> {
    ensure!(one == other, "the contestants do not agree on the {what}: {one} and {other}");
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "files are far smaller than 2^52 bytes")]
fn float(it: u64) -> f64 {
    it as f64
}

/// The files of a folder with an ending.
pub(super) fn files_in(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).context("the module was built")?;
    let paths: Vec<PathBuf> = entries.map(|it| Ok(it?.path())).collect::<Result<_>>()?;
    Ok(paths.into_iter().filter(|it| it.extension().is_some_and(|it| it == ending)).collect())
}
