//! The number formats of a workbook's cells, of which calamine only tells whether they show dates: `00000`
//! shows a postal code's zeros.

use super::cfb::{u16_at, u32_at};
use crate::table::format::NumberFormat;

const FORMAT: u16 = 0x041e;
const STYLE: u16 = 0x00e0;
const SHEET: u16 = 0x0085;
const NUMBER: u16 = 0x0203;
const SHORT_NUMBER: u16 = 0x027e;
const MANY_NUMBERS: u16 = 0x00bd;
const FORMULA: u16 = 0x0006;

/// What the numbers of a workbook look like.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    custom: Vec<(u16, NumberFormat)>,
    /// The format of each style, where it shows a number otherwise than it is stored.
    styles: Vec<Option<NumberFormat>>,
    /// Where the records of each sheet begin, in the workbook's order.
    sheets: Vec<u32>,
    /// Cells with such a style: the sheet's beginning, row, column, style.
    cells: Vec<(u32, u16, u16, u16)>,
}

impl Pictures {
    /// Sees a record of the part of the stream that began at `start`.
    pub(super) fn see(&mut self, kind: u16, data: &[u8], start: u32) {
        match kind {
            FORMAT => self.custom.extend(custom(data)),
            STYLE => {
                let format = u16_at(data, 2).map(|it| self.format(it));
                self.styles.push(format.filter(|it| !it.is_general()));
            }
            SHEET => self.sheets.extend(u32_at(data, 0)),
            NUMBER | SHORT_NUMBER | FORMULA => {
                if let (Some(row), Some(column), Some(style)) =
                    (u16_at(data, 0), u16_at(data, 2), u16_at(data, 4))
                {
                    self.add(start, row, column, style);
                }
            }
            MANY_NUMBERS => self.see_many(data, start),
            _ => {}
        }
    }

    fn see_many(&mut self, data: &[u8], start: u32) {
        let (Some(row), Some(first)) = (u16_at(data, 0), u16_at(data, 2)) else { return };
        let cells = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
        for (column, cell) in (first..=u16::MAX).zip(cells.chunks_exact(6)) {
            self.add(start, row, column, u16_at(cell, 0).unwrap_or(0));
        }
    }

    fn add(&mut self, start: u32, row: u16, column: u16, style: u16) {
        if self.styles.get(usize::from(style)).is_some_and(Option::is_some) {
            self.cells.push((start, row, column, style));
        }
    }

    fn format(&self, id: u16) -> NumberFormat {
        match self.custom.iter().rev().find(|(it, _)| *it == id) {
            Some((_, format)) => format.clone(),
            None => NumberFormat::built_in(u32::from(id)),
        }
    }

    /// Makes looking up quick.
    pub(super) fn sort(&mut self) {
        self.cells.sort_unstable();
    }

    /// Where the records of the sheet at this place begin.
    pub(super) fn start_of(&self, sheet: usize) -> Option<u32> {
        self.sheets.get(sheet).copied()
    }

    /// What a number looks like, if otherwise than it is stored.
    pub(super) fn of(&self, start: Option<u32>, row: u32, column: u32) -> Option<&NumberFormat> {
        let place = (start?, u16::try_from(row).ok()?, u16::try_from(column).ok()?, 0);
        let at = self.cells.partition_point(|it| *it < place);
        let (_, _, _, style) =
            self.cells.get(at).filter(|it| (it.0, it.1, it.2) == (place.0, place.1, place.2))?;
        self.styles.get(usize::from(*style))?.as_ref()
    }
}

/// A format's number and code, of Excel 97 (with flags) or Excel 5 (bytes).
fn custom(data: &[u8]) -> Option<(u16, NumberFormat)> {
    let id = u16_at(data, 0)?;
    let new =
        data.len() >= 5 + usize::from(u16_at(data, 2)?) && data.get(4).is_some_and(|it| *it < 2);
    let code = match (new, data.get(4)) {
        (true, Some(1)) => {
            let units: Vec<u16> =
                data.get(5..)?.chunks_exact(2).filter_map(|it| u16_at(it, 0)).collect();
            String::from_utf16_lossy(&units)
        }
        (true, _) => data.get(5..)?.iter().copied().map(char::from).collect(),
        (false, _) => data.get(3..)?.iter().copied().map(char::from).collect(),
    };
    Some((id, NumberFormat::parse(&code)))
}
