//! The Python environment of the local cloud, pinned, in the cache.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::places::Places;
use crate::tools::run;

/// Makes the environment, unless it is there with just these versions.
pub(crate) fn environment(places: &Places) -> Result<()> {
    let wanted = fs::read_to_string(places.local("requirements.txt"))
        .context("infra/local/requirements.txt")?;
    let stamp = places.venv().join("requirements.txt");
    if fs::read_to_string(&stamp).is_ok_and(|it| it == wanted)
        && places.python_tool("ministack").exists()
    {
        return Ok(());
    }
    fs::create_dir_all(&places.cache)
        .with_context(|| format!("failed to make the cache folder {}", places.cache.display()))?;
    let log = places.cache.join("venv.log");
    run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(places.venv()), &log)
        .context("Python cannot make an environment. On Debian: apt-get install python3-venv.")?;
    let mut pip = Command::new(places.python_tool("python"));
    pip.args(["-m", "pip", "install", "--disable-pip-version-check", "--requirement"]);
    pip.arg(places.local("requirements.txt")).env("PIP_CACHE_DIR", places.cache.join("pip"));
    run(&mut pip, &log).context("The local cloud's Python packages could not be installed.")?;
    fs::write(stamp, wanted).context("failed to note what was installed")
}
