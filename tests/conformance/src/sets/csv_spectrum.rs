//! csv-spectrum: twelve corners of CSV, each with what it means as JSON.

use std::path::Path;

use anyhow::Result;
use gangway_core::table::Choices;
use serde_json::{Map, Value};

use crate::corpora::{bytes, files, name};
use crate::load;
use crate::score::{Score, Share};

/// The share of files that are read to exactly the expected objects, whatever line ends are within cells: some
/// copies of the set have lost the files' `\r\n`, but not the answers'. That the first row holds the headers is
/// given, as every reader of this set is told so; all else is detected.
pub(crate) fn score(folder: &Path) -> Result<Vec<Score>> {
    let mut share = Share::default();
    for path in files(&folder.join("csvs"), &[".csv"])? {
        let file = name(&path);
        let answer = folder.join("json").join(file.replace(".csv", ".json"));
        let expected: Value = serde_json::from_slice(&bytes(&answer)?)?;
        share.count(&file, check(&bytes(&path)?, &expected));
    }
    Ok(vec![share.score("csv-spectrum", "every serious parser: 100 %")])
}

fn check(bytes: &[u8], expected: &Value) -> Result<(), String> {
    let found = objects(bytes)?;
    let line_ends = |it: &Value| it.to_string().replace("\\r\\n", "\\n");
    if line_ends(&found) == line_ends(expected) { Ok(()) } else { Err(format!("read as {found}")) }
}

/// Every row as an object under its headers.
pub(crate) fn objects(bytes: &[u8]) -> Result<Value, String> {
    let choices = Choices { header_row: Some(Some(1)), ..Choices::default() };
    let (sniffed, rows) = load::data(bytes, choices).map_err(|it| it.message)?;
    let object = |row: Vec<String>| {
        let pairs = sniffed.header.iter().cloned().zip(row.into_iter().map(Value::String));
        Value::Object(pairs.collect::<Map<_, _>>())
    };
    Ok(Value::Array(rows.into_iter().map(object).collect()))
}
