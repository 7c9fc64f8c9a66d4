//! The module's and the page's bytes as a browser fetches them, and how long the module takes to load.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::browser::{Browser, files_in};
use super::{Figure, Goal};
use crate::places::Places;
use crate::setup;
use crate::tools::capture;

const KILOBYTE: f64 = 1000.0;

/// Prints the bytes of a file and of its brotli at the highest quality.
const BROTLI: &str = "const { readFileSync } = require('node:fs'); const zlib = require('node:zlib'); \
    const bytes = readFileSync(process.argv[1]); \
    console.log(bytes.length, zlib.brotliCompressSync(bytes).length);";

/// The module that a CSV needs and each file of the parts that are loaded when they are first needed, then all of
/// them, then the loading.
pub(super) fn size(places: &Places, browser: &Browser) -> Result<Vec<Figure>> {
    let folder = Browser::modules(places);
    let main = folder.join("gangway_wasm_bg.wasm");
    let (raw, text) = bytes(places, &main)?;
    let mut figures = vec![
        Figure::new("size", "what a CSV needs, raw", raw / KILOBYTE, "KB"),
        Figure::new("size", "what a CSV needs, brotli", text / KILOBYTE, "KB")
            .goal(Goal::AtMost(250.0)),
    ];
    let mut all = text;
    let mut parts = files_in(&folder.join("parts"), "wasm")?;
    parts.sort();
    for part in &parts {
        let name = part.file_stem().context("a name")?.to_string_lossy().into_owned();
        let (_, brotli) = bytes(places, part)?;
        figures.push(Figure::new("size", format!("– {name}, brotli"), brotli / KILOBYTE, "KB"));
        all += brotli;
    }
    figures.push(
        Figure::new("size", "everything, brotli", all / KILOBYTE, "KB").goal(Goal::AtMost(500.0)),
    );
    figures.push(
        Figure::new("size", "fetch, compile, instantiate", browser.load(places)?, "ms")
            .goal(Goal::AtMost(25.0)),
    );
    figures.push(
        Figure::new("size", "scripts until a file can be dropped, brotli", scripts(places)?, "KB")
            .goal(Goal::AtMost(80.0)),
    );
    Ok(figures)
}

/// The JavaScript of the demo page that a drop waits for: what the page names, and the worker. What is fetched while
/// somebody maps is neither.
fn scripts(places: &Places) -> Result<f64> {
    setup::bundle(places)?;
    let page = fs::read_to_string(places.page().join("index.html")).context("the built page")?;
    let is_needed = |it: &Path| {
        let name = it.file_name().unwrap_or_default().to_string_lossy();
        page.contains(&*name) || name.starts_with("worker-")
    };
    let mut files = files_in(&places.page().join("assets"), "js")?;
    files.retain(|it| is_needed(it));
    anyhow::ensure!(files.len() >= 2, "the page was built without its script or its worker");
    let each = files.iter().map(|it| Ok(bytes(places, it)?.1)).collect::<Result<Vec<_>>>()?;
    Ok(each.into_iter().sum::<f64>() / KILOBYTE)
}

fn bytes(places: &Places, module: &Path) -> Result<(f64, f64)> {
    let mut node = Command::new("node");
    node.args(["-e", BROTLI]).arg(module);
    let said = capture(&mut node, &places.root.join(".local/bench-size.log"))?;
    let mut numbers = said.split_whitespace().map(str::parse);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(raw)), Some(Ok(brotli))) => Ok((raw, brotli)),
        _ => anyhow::bail!("node printed «{said}» instead of two numbers"),
    }
}
