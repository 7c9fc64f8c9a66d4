//! The rows of a sample, and what their cells look like.

use crate::table::cell::{OwnedCell, OwnedKind};
use crate::table::kind::{self, Kind};

/// A row of the sample.
#[derive(Debug, Clone)]
pub(in crate::table) struct SampleRow {
    /// As a spreadsheet counts.
    pub(in crate::table) number: u32,
    /// Its cells.
    pub(in crate::table) cells: Vec<OwnedCell>,
}

impl SampleRow {
    /// Whether nobody would see anything in it.
    pub(in crate::table) fn is_blank(&self) -> bool {
        self.cells.iter().all(|it| it.text.trim().is_empty())
    }
}

/// What a row looks like.
pub(super) struct Looks<'a> {
    /// Each cell's text and look.
    pub(super) cells: Vec<(&'a str, Kind)>,
    /// How many are not blank.
    pub(super) filled: usize,
}

/// Wider rows than this say nothing more about which row is the header.
const ENOUGH_CELLS: usize = 256;

impl<'a> Looks<'a> {
    pub(super) fn new(row: &'a SampleRow) -> Self {
        let cells: Vec<_> = row.cells.iter().take(ENOUGH_CELLS).map(look).collect();
        let filled = cells.iter().filter(|(_, kind)| *kind != Kind::Blank).count();
        Self { cells, filled }
    }

    /// A cell's text and look; beyond the row's end, blank.
    pub(super) fn get(&self, column: usize) -> (&'a str, Kind) {
        self.cells.get(column).copied().unwrap_or(("", Kind::Blank))
    }
}

fn look(cell: &OwnedCell) -> (&str, Kind) {
    let text = cell.text.trim();
    let kind = match cell.kind {
        OwnedKind::Text => kind::tell(text),
        OwnedKind::Number(_) | OwnedKind::Boolean(_) | OwnedKind::Error => Kind::Number,
        OwnedKind::Date(_) | OwnedKind::Datetime(_) | OwnedKind::Time => Kind::Moment,
    };
    (text, kind)
}
