//! The page's packages and its build.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::places::Places;
use crate::tools::run;

/// An `npm` command for the browser's part.
pub(crate) fn npm(places: &Places) -> Command {
    let mut npm = Command::new("npm");
    npm.current_dir(places.web()).env("npm_config_cache", places.cache.join("npm"));
    npm.env("npm_config_fund", "false").env("npm_config_audit", "false");
    npm.env("npm_config_update_notifier", "false");
    npm
}

/// `npm ci`, unless what the lock file names is installed.
pub(crate) fn packages(places: &Places) -> Result<()> {
    let lock = places.web().join("package-lock.json");
    let wanted = fs::read_to_string(&lock).context("wasm-preview/package-lock.json")?;
    let stamp = places.web().join("node_modules/.gangway-lock");
    if fs::read_to_string(&stamp).is_ok_and(|it| it == wanted) {
        return Ok(());
    }
    run(npm(places).arg("ci"), &places.root.join(".local/npm.log"))?;
    fs::write(stamp, wanted).context("failed to note what was installed")
}

/// `npm run build`: the page into `wasm-preview/ui/dist`.
pub(crate) fn build(places: &Places) -> Result<()> {
    run(npm(places).args(["run", "build"]), &places.root.join(".local/page.log"))
}
