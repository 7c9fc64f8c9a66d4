//! Where things lie: the checkout, the cache outside it, cargo's target, the state of one local cloud.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The folders that every verb needs.
#[derive(Debug, Clone)]
pub(crate) struct Places {
    /// The checkout.
    pub(crate) root: PathBuf,
    /// Tools and downloads, shared by all checkouts of this machine.
    pub(crate) cache: PathBuf,
    /// Cargo's target folder.
    pub(crate) target: PathBuf,
}

impl Places {
    /// As the environment says: `GANGWAY_CACHE`, `XDG_CACHE_HOME`, `CARGO_TARGET_DIR`.
    pub(crate) fn find() -> Result<Self> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR");
        let here =
            manifest.map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root =
            here.ancestors().nth(2).context("infra/xtask lies two folders below the root")?;
        let target =
            env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
        Ok(Self { root: root.to_owned(), cache: cache()?, target: root.join(target) })
    }

    /// The Python environment of the local cloud.
    pub(crate) fn venv(&self) -> PathBuf {
        self.cache.join("venv")
    }

    /// The Python environment of what else reads and writes workbooks.
    pub(crate) fn workbooks(&self) -> PathBuf {
        self.cache.join("workbooks")
    }

    /// The Python environment of what checks the API.
    pub(crate) fn checkers(&self) -> PathBuf {
        self.cache.join("checkers")
    }

    /// A program of the local cloud's environment.
    pub(crate) fn python_tool(&self, name: &str) -> PathBuf {
        self.venv().join("bin").join(name)
    }

    /// The browser's part.
    pub(crate) fn web(&self) -> PathBuf {
        self.root.join("wasm-preview")
    }

    /// The page as it was built.
    pub(crate) fn page(&self) -> PathBuf {
        self.web().join("ui/dist")
    }

    /// A program that cargo built with the dev profile.
    pub(crate) fn binary(&self, name: &str) -> PathBuf {
        self.target.join("debug").join(name)
    }

    /// What `cargo xtask up` keeps of its run.
    pub(crate) fn state(&self) -> PathBuf {
        self.root.join(".local/up")
    }

    /// A script or list of the local cloud.
    pub(crate) fn local(&self, name: &str) -> PathBuf {
        self.root.join("infra/local").join(name)
    }

    /// The files that nobody here wrote, where this checkout has them.
    pub(crate) fn corpora(&self) -> Option<PathBuf> {
        let beside = self.root.parent().map(|it| it.join("shared/corpora"));
        let named = env::var_os("GANGWAY_CORPORA").map(PathBuf::from);
        named.or(beside).filter(|it| it.is_dir())
    }
}

fn cache() -> Result<PathBuf> {
    if let Some(named) = env::var_os("GANGWAY_CACHE") {
        return Ok(PathBuf::from(named));
    }
    let shared = env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let home = || env::var_os("HOME").map(|it| Path::new(&it).join(".cache"));
    let caches =
        shared.or_else(home).context("Set HOME or GANGWAY_CACHE: the tools are kept there.")?;
    Ok(caches.join("gangway"))
}
