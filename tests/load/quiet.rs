//! Logs speak of jobs, never of what is in their rows.

use std::fs;
use std::path::PathBuf;

use gangway_tests::aws::Aws;

/// In many values of every row, good and bad. An e-mail address is kept in small letters.
pub(crate) const MARK: &str = "qvalueofarow";

/// Neither the functions nor the programs of the cloud have written a marked value.
pub(crate) fn nothing_was_said_of_rows(aws: &Aws, job: &str) {
    let lines = aws.logged(job).expect("the logs are read");
    assert!(!lines.is_empty(), "logs speak of {job}, or else nothing is proven by their silence");
    let said = aws.logged(MARK).expect("the logs are read");
    assert!(said.is_empty(), "{} lines have values of rows: {}", said.len(), said[0]);
    let Some(state) = std::env::var_os("GANGWAY_STATE").map(PathBuf::from) else { return };
    for entry in fs::read_dir(state.join("logs")).expect("the logs' folder").flatten() {
        let text = fs::read(entry.path()).unwrap_or_default();
        let text = String::from_utf8_lossy(&text).to_lowercase();
        assert!(!text.contains(MARK), "{} has values of rows", entry.path().display());
    }
}
