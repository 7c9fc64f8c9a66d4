//! The Python environments in the cache, pinned: the local cloud's, and one of what else reads and writes workbooks, one
//! of what checks the API. The others are apart, so that a change of them never disturbs a cloud that runs.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::places::Places;
use crate::tools::run;

/// Makes the local cloud's environment, unless it is there with just these versions.
pub(crate) fn environment(places: &Places) -> Result<()> {
    make(places, &places.venv(), "requirements.txt")
}

/// The same for workbooks.
pub(crate) fn workbooks(places: &Places) -> Result<()> {
    make(places, &places.workbooks(), "workbooks.txt")
}

/// What checks the API's description.
pub(crate) fn checkers(places: &Places) -> Result<()> {
    make(places, &places.checkers(), "checkers.txt")
}

fn make(places: &Places, venv: &Path, list: &str) -> Result<()> {
    let list = places.local(list);
    let wanted = fs::read_to_string(&list).with_context(|| list.display().to_string())?;
    // Written last: what it lies in is whole.
    let stamp = venv.join("requirements.txt");
    let python = venv.join("bin/python");
    if fs::read_to_string(&stamp).is_ok_and(|it| it == wanted) && python.exists() {
        return Ok(());
    }
    fs::create_dir_all(&places.cache)
        .with_context(|| format!("failed to make the cache folder {}", places.cache.display()))?;
    let log = venv.with_extension("log");
    run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(venv), &log)
        .context("Python cannot make an environment. On Debian: apt-get install python3-venv.")?;
    let mut pip = Command::new(python);
    pip.args(["-m", "pip", "install", "--disable-pip-version-check", "--requirement"]);
    pip.arg(&list).env("PIP_CACHE_DIR", places.cache.join("pip"));
    run(&mut pip, &log).context("Python packages could not be installed.")?;
    fs::write(stamp, wanted).context("failed to note what was installed")
}
