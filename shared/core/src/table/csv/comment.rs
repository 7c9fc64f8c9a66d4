//! Lines that are no rows: remarks between the rows, which begin with a mark.
//!
//! Rows must not be lost, and `#1 Plumbers,…` is one. So a line is only taken for a remark if it stands alone in
//! its row, although the table has several columns, and no row of the sample begins with the mark.

use gangway_contract::Dialect;

use super::visit_sample;
use crate::table::row::{RowCells, SlotKind};

/// What `DuckDB`, pandas' users and R take for the beginning of a remark.
const MARK: char = '#';

/// Whether a record is a line that begins with the mark, and nothing but that.
pub(in crate::table) fn is(row: &RowCells<'_>, mark: char) -> bool {
    let [slot] = row.slots else { return false };
    let start = slot.start as usize;
    // Behind a quote, the mark is part of a cell.
    let unquoted = matches!(slot.kind, SlotKind::Plain | SlotKind::Simple)
        && row.text.get(..start).is_some_and(|it| it.is_empty() || it.ends_with(['\n', '\r']));
    unquoted && row.get(0).text.trim_start().starts_with(mark)
}

/// What remarks of a sample begin with, if it has any.
pub(in crate::table) fn tell(head: &str, whole: bool, dialect: &Dialect) -> Option<char> {
    if !head.contains(MARK) {
        return None;
    }
    let mut look = Look::default();
    visit_sample(head, whole, dialect, &mut |row| {
        look.see(row);
        true
    });
    look.is_sure().then_some(MARK)
}

/// What was seen of a sample's rows.
#[derive(Debug, Default)]
struct Look {
    remarks: u32,
    rows: u32,
    rows_with_mark: u32,
}

impl Look {
    fn see(&mut self, row: &RowCells<'_>) {
        if is(row, MARK) {
            self.remarks += 1;
        } else if row.len() > 1 {
            self.rows += 1;
            // A column of numbers is often called that.
            let first = row.get(0).text.trim();
            self.rows_with_mark += u32::from(first.starts_with(MARK) && first.len() > 1);
        }
    }

    /// Whether the lines that begin with the mark can be nothing but remarks.
    fn is_sure(&self) -> bool {
        self.remarks > 0 && self.rows_with_mark == 0 && self.rows > 1
    }
}
