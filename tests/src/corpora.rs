//! Where the files lie that nobody here wrote. They are test input only and may be absent.

use std::path::PathBuf;

/// The folder of a corpus, or none when this checkout has no corpora beside it.
///
/// `GANGWAY_CORPORA` names another place.
pub fn corpus(name: &str) -> Option<PathBuf> {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpora"));
    let root = std::env::var_os("GANGWAY_CORPORA").map_or_else(beside, PathBuf::from);
    Some(root.join(name)).filter(|it| it.is_dir())
}
