//! csv-test-data: corners of RFC 4180, each with what it means as JSON.

use std::path::Path;

use anyhow::Result;
use gangway_contract::{Dialect, RefusalCode};
use gangway_core::table::Choices;
use serde_json::{Value, json};

use super::csv_spectrum::objects;
use crate::corpora::{bytes, files, name};
use crate::load;
use crate::score::{Score, Share};

/// The share of files that are read to exactly the expected rows. Whether there is a header is given by the
/// file's name, and what RFC 4180 says of the dialect, where a file is too small to show it.
pub(crate) fn score(folder: &Path) -> Result<Vec<Score>> {
    let mut share = Share::default();
    for path in files(&folder.join("csv"), &[".csv"])? {
        let file = name(&path);
        let answer = folder.join("json").join(file.replace(".csv", ".json"));
        if !answer.is_file() {
            continue;
        }
        let expected: Value = serde_json::from_slice(&bytes(&answer)?)?;
        share.count(&file, check(&file, &bytes(&path)?, &expected));
    }
    Ok(vec![share.score("csv-test-data", "every serious parser: 100 %")])
}

fn check(file: &str, bytes: &[u8], expected: &Value) -> Result<(), String> {
    let found = if file.starts_with("header-") { under_header(bytes) } else { rows(bytes) }?;
    if found == *expected { Ok(()) } else { Err(format!("read as {found}")) }
}

/// A header without rows is refused by its name, which is right.
fn under_header(bytes: &[u8]) -> Result<Value, String> {
    let choices = Choices { header_row: Some(Some(1)), ..Choices::default() };
    match load::sniff(bytes, choices) {
        Err(refusal) if refusal.code == RefusalCode::NoDataRows => Ok(json!([])),
        _ => objects(bytes),
    }
}

fn rows(bytes: &[u8]) -> Result<Value, String> {
    let dialect = Dialect { delimiter: Some(','), quote: Some('"'), escape: None, comment: None };
    let sniffed = load::sniff(bytes, Choices { header_row: Some(None), ..Choices::default() });
    let layout = match sniffed {
        Ok(it) => it.layout,
        // Rows of nothing are refused as empty by the door, but must still be read as they are.
        Err(refusal) if refusal.code == RefusalCode::EmptyFile => load::plain_layout(dialect),
        Err(refusal) => return Err(refusal.message),
    };
    let rows = load::rows(bytes, &layout).map_err(|it| it.message)?;
    Ok(json!(rows.into_iter().map(|it| it.cells).collect::<Vec<_>>()))
}
