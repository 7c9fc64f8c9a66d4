//! What a sheet's records say beside its cells: rows that Excel does not show, cells that were made one.

use super::cfb::u16_at;

const ROW: u16 = 0x0208;
const MERGED: u16 = 0x00e5;
/// Where a row's flags lie in its record, and the one of a row that is not shown.
const ROW_FLAGS: usize = 12;
const NOT_SHOWN: u16 = 0x20;

/// Of every sheet that has any.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Where the sheet's records begin, and what they say.
    sheets: Vec<(u32, Mark)>,
}

/// Of one sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Mark {
    pub(super) hidden_rows: u32,
    pub(super) merged: u32,
}

impl Marks {
    /// Sees a record of the part of the stream that began at `start`.
    pub(super) fn see(&mut self, kind: u16, data: &[u8], start: u32) {
        let mark = match kind {
            ROW if u16_at(data, ROW_FLAGS).is_some_and(|it| it & NOT_SHOWN != 0) => {
                Mark { hidden_rows: 1, merged: 0 }
            }
            MERGED => Mark { hidden_rows: 0, merged: u16_at(data, 0).unwrap_or(0).into() },
            _ => return,
        };
        match self.sheets.last_mut().filter(|it| it.0 == start) {
            Some((_, it)) => it.add(mark),
            None => self.sheets.push((start, mark)),
        }
    }

    /// What the records of the sheet that begins there say.
    pub(super) fn of(&self, start: u32) -> Mark {
        let mut sum = Mark::default();
        self.sheets.iter().filter(|it| it.0 == start).for_each(|it| sum.add(it.1));
        sum
    }
}

impl Mark {
    fn add(&mut self, other: Self) {
        self.hidden_rows = self.hidden_rows.saturating_add(other.hidden_rows);
        self.merged = self.merged.saturating_add(other.merged);
    }
}
