//! An export as it is put down between two workers: where it stands as a line of JSON, and behind it the bytes of the
//! file that are in no part yet.

use anyhow::{Context, Result};
use gangway_files::{CsvFile, Put};
use serde::{Deserialize, Serialize};

/// Where the records that follow are listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Place {
    /// From the newest on.
    Start,
    /// After this cursor.
    After(String),
    /// There are no more.
    End,
}

#[derive(Serialize, Deserialize)]
struct Head {
    place: Place,
    put: Put,
}

/// As one object.
pub(crate) fn write(place: &Place, file: &CsvFile) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(&Head { place: place.clone(), put: file.put.clone() })?;
    bytes.push(b'\n');
    bytes.extend_from_slice(file.rest());
    Ok(bytes)
}

/// What [`write`] wrote.
pub(crate) fn read(bytes: &[u8]) -> Result<(Place, CsvFile)> {
    let end = bytes.iter().position(|it| *it == b'\n').context("a saved export is cut off")?;
    let (line, rest) = bytes.split_at(end);
    let Head { place, put } = serde_json::from_slice(line)?;
    Ok((place, CsvFile::resume(put, rest.get(1..).unwrap_or_default().to_vec())))
}
