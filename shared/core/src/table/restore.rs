//! Rows of a file that Gangway wrote, as they were before they were made safe for spreadsheet programs.

use super::cell::CellKind;
use super::patch::Patch;
use super::row::RowCells;
use crate::injection::restore;

/// Takes away what was put before cells, row by row.
#[derive(Debug, Default)]
pub(super) struct Restore {
    patch: Patch,
}

impl Restore {
    /// The row as it was meant.
    pub(super) fn row<'a>(&'a mut self, row: &RowCells<'a>) -> RowCells<'a> {
        if row.iter().all(|it| !it.text.starts_with('\'')) {
            return *row;
        }
        self.patch.begin(row);
        for (index, cell) in row.iter().enumerate() {
            let text = restore(cell.text);
            if cell.kind == CellKind::Text && text != cell.text {
                self.patch.set(index, &text);
            }
        }
        self.patch.row(row)
    }
}
