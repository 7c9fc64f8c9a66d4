//! The module's bytes as a browser fetches them, and how long it takes to load.

use std::process::Command;

use anyhow::{Context, Result};

use super::browser::{Browser, files_in};
use super::{Figure, Goal};
use crate::places::Places;
use crate::tools::capture;

const KILOBYTE: f64 = 1000.0;

/// Prints the bytes of a file and of its brotli at the highest quality.
const BROTLI: &str = "const { readFileSync } = require('node:fs'); const zlib = require('node:zlib'); \
    const bytes = readFileSync(process.argv[1]); \
    console.log(bytes.length, zlib.brotliCompressSync(bytes).length);";

/// Every module of the engine, raw and as brotli; then what a CSV needs, what everything needs, and the loading.
pub(super) fn size(places: &Places, browser: &Browser) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    let (mut all, mut text) = (0.0, 0.0);
    let mut modules = files_in(&Browser::modules(places), "wasm")?;
    modules.sort();
    for module in &modules {
        let name = module.file_stem().context("a name")?.to_string_lossy().into_owned();
        let (raw, brotli) = bytes(places, module)?;
        figures.push(Figure::new("size", format!("{name}, raw"), raw / KILOBYTE, "KB"));
        figures.push(Figure::new("size", format!("{name}, brotli"), brotli / KILOBYTE, "KB"));
        all += brotli;
        if text == 0.0 || brotli < text {
            text = brotli;
        }
    }
    figures.push(
        Figure::new("size", "what a CSV needs, brotli", text / KILOBYTE, "KB")
            .goal(Goal::AtMost(250.0)),
    );
    figures.push(
        Figure::new("size", "everything, brotli", all / KILOBYTE, "KB").goal(Goal::AtMost(500.0)),
    );
    figures.push(
        Figure::new("size", "fetch, compile, instantiate", browser.load(places)?, "ms")
            .goal(Goal::AtMost(25.0)),
    );
    Ok(figures)
}

fn bytes(places: &Places, module: &std::path::Path) -> Result<(f64, f64)> {
    let mut node = Command::new("node");
    node.args(["-e", BROTLI]).arg(module);
    let said = capture(&mut node, &places.root.join(".local/bench-size.log"))?;
    let mut numbers = said.split_whitespace().map(str::parse);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(raw)), Some(Ok(brotli))) => Ok((raw, brotli)),
        _ => anyhow::bail!("node printed «{said}» instead of two numbers"),
    }
}
