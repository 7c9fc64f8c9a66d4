//! Workbooks of Excel 97 to 2003, by calamine. They cannot be read piece by piece, so the whole file is held,
//! under a limit, and calamine sees it only after the [guard](biff) has looked through it.

mod biff;
mod cfb;
mod marks;
mod pictures;
#[cfg(test)]
mod tests;
mod too_large;

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, ExcelDateTime, Range, Reader, SheetType, SheetVisible, Xls, XlsError};
use gangway_contract::{Refusal, Sheet};

use self::marks::Marks;
use self::pictures::Pictures;
use self::too_large::TooLarge;
use super::facts::{FileFacts, Layout};
use super::format::NumberFormat;
use super::format::Shown;
use super::gather::Gather;
use super::header::SampleRow;
use super::notes::Noticed;
use super::row::{RowCells, Slot, SlotKind};
use super::xlsx::{corrupt, no_such_sheet};
use crate::guard;
use crate::source::Need;

/// The whole file, being fetched; of one that is too large, only what says why it is refused.
pub(super) enum XlsFile {
    Whole(Gather),
    TooLarge(TooLarge),
}

/// A workbook in memory.
pub(super) struct XlsBook {
    book: Xls<Cursor<Vec<u8>>>,
    epoch_1904: bool,
    pictures: Pictures,
    marks: Marks,
}

/// What the first look found.
pub(super) struct XlsHead {
    pub(super) sheets: Vec<Sheet>,
    pub(super) sheet: String,
    pub(super) rows: Vec<SampleRow>,
    pub(super) noticed: Noticed,
}

impl XlsFile {
    pub(super) fn new(file: &FileFacts) -> Self {
        if file.size > guard::MAX_XLS_BYTES {
            return Self::TooLarge(TooLarge::new(file.size));
        }
        let len = u32::try_from(file.size).unwrap_or(u32::MAX);
        Self::Whole(Gather::new(0, len, file.size))
    }

    pub(super) fn need(&self) -> Option<Need> {
        match self {
            Self::Whole(it) => it.need(),
            Self::TooLarge(it) => it.need(),
        }
    }

    pub(super) fn answer(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        match self {
            Self::Whole(it) => {
                it.answer(bytes);
                Ok(())
            }
            Self::TooLarge(it) => it.answer(bytes),
        }
    }

    pub(super) fn open(self) -> Result<XlsBook, Refusal> {
        let bytes = match self {
            Self::Whole(it) => it.into_bytes(),
            Self::TooLarge(_) => return Err(guard::xls_too_large()),
        };
        let (pictures, marks) = biff::check(&bytes)?;
        let book = contain(move || Xls::new(Cursor::new(bytes)))?.map_err(|it| refuse(&it))?;
        let epoch_1904 = book.has_1904_epoch();
        Ok(XlsBook { book, epoch_1904, pictures, marks })
    }
}

/// Runs the foreign reader. It indexes into damaged files and panics on some; none of that may reach a caller.
fn contain<T>(read: impl FnOnce() -> T) -> Result<T, Refusal> {
    // Nothing is shared with the closure, so nothing can be left half-changed. Where panics abort (wasm),
    // the page handles the trap.
    catch_unwind(AssertUnwindSafe(read)).map_err(|_| corrupt("its records contradict each other"))
}

fn refuse(error: &XlsError) -> Refusal {
    match error {
        XlsError::Password => super::xlsx::encrypted(),
        _ => corrupt("its records cannot be read"),
    }
}

impl XlsBook {
    /// Its sheets, and all rows of the one that was chosen or is likeliest.
    pub(super) fn look(mut self, chosen: Option<&str>, most: usize) -> Result<XlsHead, Refusal> {
        let sheets = self.sheets();
        let sheet = match chosen {
            Some(name) => name.to_owned(),
            // Asking for the sheets again would copy all of their cells again.
            None => likeliest(&sheets).ok_or_else(no_sheet)?,
        };
        let mut rows = Vec::new();
        self.rows(&sheet, &mut |row| {
            if rows.len() < most && !row.is_empty() {
                let cells = row.iter().map(|it| it.to_owned()).collect();
                rows.push(SampleRow { number: row.number(), cells });
            }
        })?;
        let noticed = self.noticed(&sheet);
        Ok(XlsHead { sheets, sheet, rows, noticed })
    }

    /// Every data row of a layout's sheet.
    pub(super) fn read(
        mut self,
        layout: &Layout,
        rows: &mut dyn FnMut(&RowCells<'_>),
    ) -> Result<Noticed, Refusal> {
        let sheet = match &layout.sheet {
            Some(name) => name.clone(),
            None => self.likeliest()?,
        };
        let header_row = layout.header_row.unwrap_or(0);
        self.rows(&sheet, &mut |row| {
            if row.number() > header_row {
                rows(row);
            }
        })?;
        Ok(self.noticed(&sheet))
    }

    /// What a person should know of a sheet beside its rows.
    fn noticed(&self, sheet: &str) -> Noticed {
        let sheets = self.book.sheets_metadata();
        let Some(place) = sheets.iter().position(|it| it.name == sheet) else {
            return Noticed::default();
        };
        let hidden = sheets.get(place).is_some_and(|it| it.visible != SheetVisible::Visible);
        let mark = self.pictures.start_of(place).map(|it| self.marks.of(it)).unwrap_or_default();
        Noticed {
            hidden_sheet: hidden.then(|| sheet.to_owned()),
            hidden_rows: mark.hidden_rows,
            merged: mark.merged,
            ..Noticed::default()
        }
    }

    fn likeliest(&mut self) -> Result<String, Refusal> {
        likeliest(&self.sheets()).ok_or_else(no_sheet)
    }

    fn sheets(&mut self) -> Vec<Sheet> {
        let listed: Vec<calamine::Sheet> = self.book.sheets_metadata().to_vec();
        listed
            .into_iter()
            .filter(|it| it.typ == SheetType::WorkSheet)
            .map(|it| Sheet {
                rows: self.range(&it.name).and_then(|range| u32::try_from(range.height()).ok()),
                hidden: it.visible != SheetVisible::Visible,
                name: it.name,
            })
            .collect()
    }

    fn range(&mut self, sheet: &str) -> Option<Range<Data>> {
        contain(|| self.book.worksheet_range(sheet)).ok()?.ok()
    }

    /// Hands on every row of a sheet, from row 1.
    pub(super) fn rows(
        &mut self,
        sheet: &str,
        rows: &mut dyn FnMut(&RowCells<'_>),
    ) -> Result<(), Refusal> {
        let Some(range) = self.range(sheet) else {
            let names: Vec<String> = self.sheets().into_iter().map(|it| it.name).collect();
            return Err(no_such_sheet(sheet, names.iter().map(String::as_str)));
        };
        let Some((first_row, first_column)) = range.start() else { return Ok(()) };
        let place = self.book.sheets_metadata().iter().position(|it| it.name == sheet);
        let mut line = Line {
            built: String::new(),
            slots: Vec::new(),
            epoch_1904: self.epoch_1904,
            start: place.and_then(|it| self.pictures.start_of(it)),
            pictures: &self.pictures,
        };
        for number in 1..=first_row {
            line.emit(number, rows);
        }
        for (number, cells) in (first_row + 1..).zip(range.rows()) {
            line.fill(number - 1, first_column, cells);
            line.emit(number, rows);
        }
        Ok(())
    }
}

fn no_sheet() -> Refusal {
    corrupt("it holds no worksheet")
}

fn likeliest(sheets: &[Sheet]) -> Option<String> {
    let seen = || sheets.iter().filter(|it| !it.hidden);
    let full = seen().find(|it| it.rows.is_some_and(|rows| rows > 1));
    full.or(seen().next()).or(sheets.first()).map(|it| it.name.clone())
}

/// A row that is being built.
struct Line<'a> {
    built: String,
    slots: Vec<Slot>,
    epoch_1904: bool,
    /// What the sheet's numbers look like.
    start: Option<u32>,
    pictures: &'a Pictures,
}

impl Line<'_> {
    fn emit(&self, number: u32, rows: &mut dyn FnMut(&RowCells<'_>)) {
        let (built, slots) = (&self.built, &self.slots);
        rows(&RowCells { number, text: "", built, slots, fault: None });
    }

    /// Fills the line with a row's cells; row and column count from 0.
    fn fill(&mut self, row: u32, first_column: u32, cells: &[Data]) {
        self.built.clear();
        self.slots.clear();
        let blank = Slot { start: 0, end: 0, kind: SlotKind::Plain };
        self.slots.resize(first_column as usize, blank);
        let filled = cells.iter().rposition(|it| *it != Data::Empty).map_or(0, |it| it + 1);
        for (column, cell) in (first_column..).zip(&cells[..filled]) {
            let slot = self.slot(cell, row, column);
            self.slots.push(slot);
        }
    }

    fn slot(&mut self, cell: &Data, row: u32, column: u32) -> Slot {
        let start = self.built.len();
        let text = |it: &mut String, text: &str, kind| {
            it.push_str(text);
            (it.len(), kind)
        };
        let built = &mut self.built;
        let (end, kind) = match cell {
            Data::Empty => (start, SlotKind::Built),
            Data::Bool(it) => {
                text(built, if *it { "TRUE" } else { "FALSE" }, SlotKind::Boolean(*it))
            }
            Data::Error(it) => text(built, &it.to_string(), SlotKind::Error),
            Data::String(it) | Data::DateTimeIso(it) | Data::DurationIso(it) => {
                text(built, it, SlotKind::Built)
            }
            Data::Int(_) | Data::Float(_) => {
                let general = NumberFormat::default();
                let format = self.pictures.of(self.start, row, column).unwrap_or(&general);
                self.number(&cell.to_string(), format)
            }
            Data::DateTime(it) => {
                let usual = NumberFormat::built_in(usual_format(it));
                let format = self.pictures.of(self.start, row, column).unwrap_or(&usual);
                self.number(&it.as_f64().to_string(), format)
            }
        };
        Slot { start: wide(start), end: wide(end), kind }
    }

    fn number(&mut self, raw: &str, format: &NumberFormat) -> (usize, SlotKind) {
        let (end, shown) = format.show(raw, self.epoch_1904, &mut self.built);
        let value = wide(self.built.len());
        let kind = match shown {
            Shown::Number => SlotKind::Number(value),
            Shown::Date => SlotKind::Date(value),
            Shown::Datetime => SlotKind::Datetime(value),
            Shown::Time => SlotKind::Time,
        };
        (end, kind)
    }
}

/// A format that fits what calamine takes for a date, where the cell names none.
fn usual_format(it: &ExcelDateTime) -> u32 {
    let value = it.as_f64();
    match (it.is_duration(), value.fract() == 0.0, value < 1.0) {
        (true, ..) => 46,
        (_, true, _) => 14,
        (_, _, true) => 21,
        _ => 22,
    }
}

fn wide(it: usize) -> u32 {
    // A row of 256 cells of at most 32,767 characters.
    u32::try_from(it).unwrap_or(u32::MAX)
}
