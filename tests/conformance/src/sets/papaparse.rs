//! `PapaParse`'s sample files. They come without answers; an independent reader of RFC 4180 gives them.

use std::path::Path;

use anyhow::Result;
use gangway_core::table::Choices;

use crate::corpora::{bytes, files, name};
use crate::load;
use crate::score::{Score, Share};

/// The share of files that are read as the `csv` crate reads them.
pub(crate) fn score(folder: &Path) -> Result<Vec<Score>> {
    let mut share = Share::default();
    for path in files(folder, &[".csv"])? {
        let bytes = bytes(&path)?;
        share.count(&name(&path), check(&bytes));
    }
    Ok(vec![share.score("papaparse", "PapaParse: 100 %")])
}

fn check(bytes: &[u8]) -> Result<(), String> {
    let choices = Choices { header_row: Some(None), ..Choices::default() };
    let (_, rows) = load::data(bytes, choices).map_err(|it| it.message)?;
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text);
    let mut expected: Vec<Vec<String>> = Vec::new();
    for record in reader.records() {
        expected.push(record.map_err(|it| it.to_string())?.iter().map(str::to_owned).collect());
    }
    match rows.iter().zip(&expected).position(|(a, b)| a != b) {
        Some(at) => Err(format!("row {} differs", at + 1)),
        None if rows.len() != expected.len() => {
            Err(format!("{} rows instead of {}", rows.len(), expected.len()))
        }
        None => Ok(()),
    }
}
