//! Workbooks, whatever their format, as the rest of this room sees them. They come through two doors, so that a
//! browser loads their readers only when a person chooses one.

use std::fmt;
use std::sync::Arc;

use gangway_contract::{Format, Refusal, Sheet};

use super::facts::{FileFacts, Layout, SAMPLE_ROWS};
use super::header::SampleRow;
use super::notes::Noticed;
use super::row::RowCells;
use super::xls::{XlsBook, XlsFile, XlsHead};
use super::xlsx::{BookHead as XlsxHead, XlsxPlace, XlsxReader, XlsxSniff};
use crate::part::part;
use crate::source::Need;

/// The rows that a sample of an old workbook holds at most.
const ROWS: usize = SAMPLE_ROWS + 50;

/// What the first look found.
pub(super) struct BookHead {
    pub(super) sheets: Vec<Sheet>,
    pub(super) sheet: String,
    pub(super) rows: Vec<SampleRow>,
    /// Whether the rows are all that the sheet has.
    pub(super) whole: bool,
    pub(super) noticed: Noticed,
    /// What need not be opened again to read the rows.
    pub(super) opened: Option<Arc<dyn Opened>>,
}

/// A first look at a workbook.
pub(super) trait Look: Send {
    fn need(&self) -> Option<Need>;
    fn answer(&mut self, bytes: &[u8]) -> Result<(), Refusal>;
    fn finish(self: Box<Self>) -> Result<BookHead, Refusal>;
}

/// The rows of a sheet.
pub(super) trait Rows: Send {
    fn need(&self) -> Option<Need>;
    fn answer(&mut self, bytes: &[u8], rows: &mut dyn FnMut(&RowCells<'_>)) -> Result<(), Refusal>;
    fn finish(self: Box<Self>, rows: &mut dyn FnMut(&RowCells<'_>)) -> Result<Noticed, Refusal>;

    /// Stands still at a place now and then, whenever so many further bytes were unpacked.
    fn remember(&mut self, _every: u64) {}

    /// The place where it stands, if it does.
    fn place(&mut self) -> Option<Arc<dyn Opened>> {
        None
    }
}

/// A workbook that a look has opened, or a place in its sheet. Old ones are held as a whole, whatever is wanted of them.
pub(super) trait Opened: Send + Sync {
    /// Begins to read the rows of a layout's sheet; of a place, those behind it.
    fn rows(self: Arc<Self>, layout: &Layout) -> Box<dyn Rows>;
}

impl fmt::Debug for dyn Opened {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Opened")
    }
}

/// It holds nothing but its file, and that is known by its facts.
impl PartialEq for dyn Opened {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for dyn Opened {}

part! { "excel", "01",
    /// Begins to look at a workbook, and at the sheet that was chosen.
    pub(super) fn look(format: Format, file: &FileFacts, sheet: Option<String>) -> Box<dyn Look> {
        match format {
            Format::Xls => Box::new(XlsLook { file: XlsFile::new(file), sheet }),
            Format::Csv | Format::Xlsx => Box::new(XlsxSniff::new(file.size, sheet)),
        }
    }
}

part! { "excel", "02",
    /// Begins to read the rows of a layout's sheet.
    pub(super) fn rows(file: &FileFacts, layout: &Layout) -> Box<dyn Rows> {
        match layout.format {
            Format::Xls => Box::new(XlsRows { file: XlsFile::new(file), layout: layout.clone() }),
            Format::Csv | Format::Xlsx => Box::new(XlsxReader::new(file, layout)),
        }
    }
}

impl Look for XlsxSniff {
    fn need(&self) -> Option<Need> {
        self.need()
    }

    fn answer(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        self.answer(bytes)
    }

    fn finish(self: Box<Self>) -> Result<BookHead, Refusal> {
        let XlsxHead { sheets, sheet, rows, whole, noticed } = (*self).finish()?;
        Ok(BookHead { sheets, sheet, rows, whole, noticed, opened: None })
    }
}

impl Rows for XlsxReader {
    fn need(&self) -> Option<Need> {
        self.need()
    }

    fn answer(&mut self, bytes: &[u8], rows: &mut dyn FnMut(&RowCells<'_>)) -> Result<(), Refusal> {
        self.answer(bytes, rows)
    }

    fn finish(self: Box<Self>, _: &mut dyn FnMut(&RowCells<'_>)) -> Result<Noticed, Refusal> {
        Ok(self.noticed().clone())
    }

    fn remember(&mut self, every: u64) {
        self.remember(every);
    }

    fn place(&mut self) -> Option<Arc<dyn Opened>> {
        self.place().map(|it| Arc::new(it) as Arc<dyn Opened>)
    }
}

impl Opened for XlsxPlace {
    fn rows(self: Arc<Self>, layout: &Layout) -> Box<dyn Rows> {
        Box::new(XlsxReader::from(&self, layout))
    }
}

struct XlsLook {
    file: XlsFile,
    sheet: Option<String>,
}

impl Look for XlsLook {
    fn need(&self) -> Option<Need> {
        self.file.need()
    }

    fn answer(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        self.file.answer(bytes)
    }

    fn finish(self: Box<Self>) -> Result<BookHead, Refusal> {
        let book = self.file.open()?;
        let XlsHead { sheets, sheet, rows, noticed } = book.look(self.sheet.as_deref(), ROWS)?;
        let (whole, opened) = (rows.len() < ROWS, Some(book as Arc<dyn Opened>));
        Ok(BookHead { sheets, sheet, rows, whole, noticed, opened })
    }
}

impl Opened for XlsBook {
    fn rows(self: Arc<Self>, layout: &Layout) -> Box<dyn Rows> {
        Box::new(XlsRows { file: XlsFile::Opened(self), layout: layout.clone() })
    }
}

struct XlsRows {
    file: XlsFile,
    layout: Layout,
}

impl Rows for XlsRows {
    fn need(&self) -> Option<Need> {
        self.file.need()
    }

    fn answer(&mut self, bytes: &[u8], _: &mut dyn FnMut(&RowCells<'_>)) -> Result<(), Refusal> {
        self.file.answer(bytes)
    }

    fn finish(self: Box<Self>, rows: &mut dyn FnMut(&RowCells<'_>)) -> Result<Noticed, Refusal> {
        self.file.open()?.read(&self.layout, rows)
    }
}
