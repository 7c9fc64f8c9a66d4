//! A merge as it is put down between two workers: where it stands as a line of JSON, and behind it the bytes of each
//! file that are in no part yet.

use anyhow::{Context, Result};
use gangway_contract::{JobCounts, Row};
use serde::{Deserialize, Serialize};

use crate::stream::Place;
use gangway_files::Put;

/// Where a merge stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Saved {
    /// Where every origin's next row begins.
    pub(crate) places: Vec<Place>,
    /// What was merged so far.
    pub(crate) counts: JobCounts,
    /// The last row that was merged.
    pub(crate) last: Row,
    /// A row came twice, or behind a later one.
    pub(crate) is_disordered: bool,
    /// Each file, and how many bytes of it follow.
    pub(crate) files: Vec<(Put, usize)>,
}

impl Saved {
    /// As one object.
    pub(crate) fn write<'b>(&self, rest: impl Iterator<Item = &'b [u8]>) -> Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec(self)?;
        bytes.push(b'\n');
        rest.for_each(|it| bytes.extend_from_slice(it));
        Ok(bytes)
    }

    /// What [`write`](Self::write) wrote, and the bytes of each file.
    pub(crate) fn read(bytes: &[u8]) -> Result<(Self, Vec<Vec<u8>>)> {
        let end = bytes.iter().position(|it| *it == b'\n').context("a saved merge is cut off")?;
        let (line, mut rest) = bytes.split_at(end + 1);
        let saved: Self = serde_json::from_slice(line)?;
        let mut files = Vec::with_capacity(saved.files.len());
        for (_, len) in &saved.files {
            let (file, after) = rest.split_at_checked(*len).context("a saved merge is cut off")?;
            files.push(file.to_vec());
            rest = after;
        }
        Ok((saved, files))
    }
}
