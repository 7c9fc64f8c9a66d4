//! What a fresh machine needs before anything runs: tools found, things downloaded, things built.

mod browsers;
mod builds;
mod python;
mod requirements;
mod web;

pub(crate) use browsers::{chromium, firefox};
pub(crate) use builds::{LAMBDAS, cargo};
use builds::{compile_module, lambdas, native, wasm};
pub(crate) use requirements::check;
pub(crate) use web::npm;

use anyhow::Result;

use crate::places::Places;
use crate::tools::{step, together};

/// Everything that the local cloud needs, and the page if it is wanted. What is there already is left alone.
pub(crate) fn prepare(places: &Places, page: bool) -> Result<()> {
    check(places)?;
    // Cargo leaves a core idle at the end of a cold build; downloads and the browser's module fill it.
    let beside = || {
        self::python(places)?;
        if page {
            packages(places)?;
            step("WebAssembly module (cargo build)", || compile_module(places))?;
        }
        Ok(())
    };
    together(|| programs(places), beside)?;
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

/// What else reads and writes workbooks, to hold ours against.
pub(crate) fn workbooks(places: &Places) -> Result<()> {
    step("Python environment for workbooks", || python::workbooks(places))
}

/// What checks the API's description.
pub(crate) fn checkers(places: &Places) -> Result<()> {
    step("Python environment with what checks the API", || python::checkers(places))
}

/// Every program of the workspace: the Lambdas, the local tables, and what builds the browser's module.
pub(crate) fn programs(places: &Places) -> Result<()> {
    step("Programs (cargo build)", || native(places))
}

/// The page, from its packages to the built files.
pub(crate) fn page(places: &Places) -> Result<()> {
    packages(places)?;
    step("WebAssembly module (wasm-bindgen)", || wasm(places))?;
    bundle(places)
}

/// The page's built files, of a module that is there.
pub(crate) fn bundle(places: &Places) -> Result<()> {
    step("Page (vite build)", || web::build(places))
}

/// The packages that the lock file names.
pub(crate) fn packages(places: &Places) -> Result<()> {
    step("Packages of the page (npm ci)", || web::packages(places))
}
