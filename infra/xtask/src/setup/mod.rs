//! What a fresh machine needs before anything runs: tools found, things downloaded, things built.

mod builds;
mod python;
mod requirements;
mod web;

pub(crate) use builds::{cargo, lambdas, native, wasm};
pub(crate) use requirements::{check, chromium};
pub(crate) use web::npm;

use anyhow::Result;

use crate::places::Places;
use crate::tools::step;

/// Everything that the local cloud needs, and the page if it is wanted. What is there already is left alone.
pub(crate) fn prepare(places: &Places, page: bool) -> Result<()> {
    check(places)?;
    self::python(places)?;
    step("Lambdas and local tables (cargo build)", || native(places))?;
    step("Lambda packages", || lambdas(places))?;
    if page {
        self::page(places)?;
    }
    Ok(())
}

/// The local cloud's parts that are written in Python.
pub(crate) fn python(places: &Places) -> Result<()> {
    step("Python environment with the local cloud's parts", || python::environment(places))
}

/// The page, from its packages to the built files.
pub(crate) fn page(places: &Places) -> Result<()> {
    step("Packages of the page (npm ci)", || web::packages(places))?;
    step("WebAssembly module (cargo build, wasm-bindgen)", || wasm(places))?;
    step("Page (vite build)", || web::build(places))
}
