//! The rows of a sheet, in the order of their numbers.

use gangway_contract::Refusal;

use super::cell::{self, Line};
use super::cfb::u16_at;
use super::globals::{Globals, Listed};
use super::records::{Part, Record, Records};
use crate::guard;
use crate::table::row::RowCells;

const ROW: u16 = 0x0208;
const MERGED: u16 = 0x00e5;
/// Where a row's flags lie in its record, and the one of a row that is not shown.
const ROW_FLAGS: usize = 12;
const NOT_SHOWN: u16 = 0x20;

/// Gets the rows, and says whether it wants more.
pub(super) type Rows<'a> = dyn FnMut(&RowCells<'_>) -> bool + 'a;

/// What a look through a sheet's records finds.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Outline {
    /// The first and the last row and column with a cell, from 0.
    rows: Option<(u16, u16)>,
    columns: Option<(u16, u16)>,
    /// Whether a row's cells come behind those of a later row.
    disordered: bool,
    /// Rows that Excel does not show.
    pub(super) hidden_rows: u32,
    /// Ranges of cells that were made one.
    pub(super) merged: u32,
}

/// Looks through the sheet whose records begin there.
pub(super) fn outline(stream: &[u8], at: usize) -> Result<Outline, Refusal> {
    let mut part = Part::at(stream, at)?;
    let mut outline = Outline::default();
    while let Some(record) = part.next()? {
        outline.see(record);
    }
    if outline.area() > guard::MAX_XLS_CELLS {
        return Err(guard::too_many_xls_cells());
    }
    Ok(outline)
}

impl Outline {
    fn see(&mut self, record: Record<'_>) {
        if let Some((row, first, last)) = cell::place(record) {
            self.disordered |= self.rows.is_some_and(|(_, latest)| row < latest);
            self.rows = Some(grow(self.rows, row));
            self.columns = Some(grow(Some(grow(self.columns, first)), last));
            return;
        }
        let Record { kind, data, .. } = record;
        let hidden = kind == ROW && u16_at(data, ROW_FLAGS).is_some_and(|it| it & NOT_SHOWN != 0);
        self.hidden_rows += u32::from(hidden);
        if kind == MERGED {
            let ranges = u16_at(data, 0).unwrap_or(0);
            self.merged = self.merged.saturating_add(ranges.into());
        }
    }

    /// How many rows there are from the first to the last one with a cell.
    pub(super) fn height(&self) -> u32 {
        self.rows.map_or(0, |(first, last)| u32::from(last - first) + 1)
    }

    /// The cells in the rectangle around all cells.
    fn area(&self) -> u64 {
        let width = self.columns.map_or(0, |(first, last)| u64::from(last - first) + 1);
        u64::from(self.height()) * width
    }
}

fn grow(range: Option<(u16, u16)>, value: u16) -> (u16, u16) {
    range.map_or((value, value), |(low, high)| (low.min(value), high.max(value)))
}

/// Hands on every row from row 1 to the last one with a cell.
pub(super) fn each_row(
    stream: &[u8],
    (sheet, outline): (&Listed, &Outline),
    globals: &Globals,
    rows: &mut Rows<'_>,
) -> Result<(), Refusal> {
    let mut writer = Writer { globals, line: Line::new(globals), row: 0, more: true, rows };
    let mut part = Part::at(stream, sheet.at)?;
    if outline.disordered {
        for at in ordered(part)? {
            let mut records = Records::from(stream, at);
            if let Some(record) = records.next()? {
                writer.see(record, records)?;
            }
        }
    } else {
        while let Some(record) = part.next()?.filter(|_| writer.more) {
            writer.see(record, part.records)?;
        }
    }
    if outline.rows.is_some() {
        writer.emit();
    }
    Ok(())
}

/// Where the records that hold cells begin, by their rows; within a row in the file's order, as the last one counts.
fn ordered(mut part: Part<'_>) -> Result<Vec<usize>, Refusal> {
    let mut places: Vec<(u16, usize)> = Vec::new();
    while let Some(record) = part.next()? {
        places.extend(cell::place(record).map(|(row, ..)| (row, record.at)));
    }
    places.sort_by_key(|it| it.0);
    Ok(places.into_iter().map(|it| it.1).collect())
}

struct Writer<'a, 'b> {
    globals: &'a Globals,
    line: Line<'a>,
    /// The row that is being built, from 0.
    row: u16,
    more: bool,
    rows: &'b mut Rows<'b>,
}

impl Writer<'_, '_> {
    fn see(&mut self, record: Record<'_>, more: Records<'_>) -> Result<(), Refusal> {
        let Some((row, ..)) = cell::place(record) else { return Ok(()) };
        while self.row < row && self.more {
            self.emit();
            self.row += 1;
        }
        self.line.put(record, more)
    }

    fn emit(&mut self) {
        if !self.more {
            return;
        }
        let row = RowCells {
            number: u32::from(self.row) + 1,
            text: self.globals.strings.text(),
            built: self.line.built.text(),
            slots: &self.line.slots,
            fault: None,
        };
        self.more = (self.rows)(&row);
        self.line.clear();
    }
}
