//! Where the corpora lie: beside the checkout, or where `GANGWAY_CORPORA` says. They may be absent.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The folder of a corpus.
pub(crate) fn corpus(name: &str) -> Option<PathBuf> {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpora"));
    let root = std::env::var_os("GANGWAY_CORPORA").map_or_else(beside, PathBuf::from);
    Some(root.join(name)).filter(|it| it.is_dir())
}

/// Every file below a folder whose name ends so, in a fixed order.
pub(crate) fn files(folder: &Path, ends: &[&str]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        let entries =
            next.read_dir().with_context(|| format!("failed to list {}", next.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if ends.iter().any(|it| name(&path).to_ascii_lowercase().ends_with(it)) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A file's name.
pub(crate) fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The bytes of a file.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("failed to read {}", path.display()))
}
