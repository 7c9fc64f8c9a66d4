//! The lines in which versions of dropped objects stand.

use anyhow::Result;
use gangway_contract::DropLine;

/// Keeps the versions of a dropped object in order.
pub trait KeepLines {
    /// The line of the object with this key as it is now (a strong read), or none.
    fn read_line(&self, key: &str) -> impl Future<Output = Result<Option<DropLine>>> + Send;

    /// Puts the line in place of the one whose version is one lower, or of none if its own is 1. `false`: somebody was
    /// faster, and nothing was changed.
    fn save_line(&self, key: &str, line: &DropLine) -> impl Future<Output = Result<bool>> + Send;
}
