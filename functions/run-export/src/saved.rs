//! An export as it is put down between two workers: where it stands as a line of JSON, and behind it what its file needs
//! to be taken up again.

use anyhow::{Context, Result};
use gangway_contract::Job;
use gangway_files::{BookSize, Put};
use serde::{Deserialize, Serialize};

use crate::asked::Asked;
use crate::file::File;

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
pub(crate) fn write(place: &Place, file: &File) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(&Head { place: place.clone(), put: file.put().clone() })?;
    bytes.push(b'\n');
    bytes.append(&mut file.put_down()?);
    Ok(bytes)
}

/// What [`write`] wrote.
pub(crate) fn read(
    job: &Job,
    asked: &Asked,
    size: BookSize,
    bytes: &[u8],
) -> Result<(Place, File)> {
    let end = bytes.iter().position(|it| *it == b'\n').context("a saved export is cut off")?;
    let (line, rest) = bytes.split_at(end);
    let Head { place, put } = serde_json::from_slice(line)?;
    Ok((place, File::take_up(job, asked, size, (put, rest.get(1..).unwrap_or_default()))?))
}
