//! Header rows of real exports and of awkward files: which row holds the headers.

use std::path::Path;

use anyhow::Result;

use crate::corpora::{bytes, files, name};
use crate::load;
use crate::score::{Score, Share};

/// Files whose headers are not in the first row.
const ROWS: &[(&str, u32)] = &[
    ("empty_first_row.csv", 2),
    ("linkedin_connections.csv", 4),
    ("swedish_excel_sep_hint.csv", 2),
];

/// The share of files whose header row is found.
pub(crate) fn score(folder: &Path) -> Result<Vec<Score>> {
    let mut share = Share::default();
    for path in files(folder, &[".csv"])? {
        let file = name(&path);
        let row = ROWS.iter().find(|(known, _)| *known == file).map_or(1, |(_, row)| *row);
        share.count(&file, check(&bytes(&path)?, row));
    }
    Ok(vec![share.score("headers, header row", "none published")])
}

fn check(bytes: &[u8], row: u32) -> Result<(), String> {
    match load::sniff(bytes, gangway_core::table::Choices::default()) {
        Ok(it) if it.layout.header_row == Some(row) => Ok(()),
        Ok(it) => Err(format!("row {:?}, {} % sure", it.layout.header_row, it.header_confidence)),
        // A header without data is refused only when it was told from data.
        Err(it) if it.code == gangway_contract::RefusalCode::NoDataRows => Ok(()),
        Err(it) => Err(it.message),
    }
}
