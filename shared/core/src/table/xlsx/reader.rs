//! Reads every row of a sheet: opens the workbook, reads the shared strings, then streams the sheet.

use std::sync::Arc;

use gangway_contract::Refusal;

use super::cell::Context;
use super::open::{Book, Opening};
use super::part::{PartPlace, PartStream};
use super::sheet::{Rows, SheetScan};
use super::strings::{Strings, StringsScan};
use super::zip::corrupt;
use crate::guard;
use crate::source::Need;
use crate::table::facts::{FileFacts, Layout};
use crate::table::notes::Noticed;

/// A workbook under a layout.
pub(in crate::table) struct XlsxReader {
    sheet: Option<String>,
    header_row: Option<u32>,
    book: Arc<Book>,
    strings: Arc<Strings>,
    noticed: Noticed,
    step: Step,
    /// How many unpacked bytes lie between two places that are remembered.
    every: Option<u64>,
}

/// A place in a sheet, with what the workbook says before its first row: that is read once.
pub(in crate::table) struct XlsxPlace {
    book: Arc<Book>,
    strings: Arc<Strings>,
    noticed: Noticed,
    part: PartPlace,
    scan: SheetScan,
}

/// A sheet's text is this many times as long as the same table in a CSV file.
const WORDY: u64 = 4;

enum Step {
    Opening(Opening),
    Strings(PartStream, StringsScan),
    Sheet(PartStream, SheetScan),
    Done,
}

impl XlsxReader {
    pub(in crate::table) fn new(file: &FileFacts, layout: &Layout) -> Self {
        Self {
            sheet: layout.sheet.clone(),
            header_row: layout.header_row,
            book: Arc::default(),
            strings: Arc::default(),
            noticed: Noticed::default(),
            step: Step::Opening(Opening::new(file.size)),
            every: None,
        }
    }

    /// A reader that goes on from a place.
    pub(in crate::table) fn from(place: &XlsxPlace, layout: &Layout) -> Self {
        Self {
            sheet: layout.sheet.clone(),
            header_row: layout.header_row,
            book: Arc::clone(&place.book),
            strings: Arc::clone(&place.strings),
            noticed: place.noticed.clone(),
            step: Step::Sheet(PartStream::from(&place.part), place.scan.clone()),
            every: None,
        }
    }

    /// Stands still at a place now and then.
    pub(in crate::table) fn remember(&mut self, every: u64) {
        self.every = Some(WORDY * every);
    }

    /// The place where it stands, if it does.
    pub(in crate::table) fn place(&mut self) -> Option<XlsxPlace> {
        let Step::Sheet(part, scan) = &mut self.step else { return None };
        let part = part.place()?;
        Some(XlsxPlace {
            book: Arc::clone(&self.book),
            strings: Arc::clone(&self.strings),
            noticed: self.noticed.clone(),
            part,
            scan: scan.clone(),
        })
    }

    pub(in crate::table) fn need(&self) -> Option<Need> {
        match &self.step {
            Step::Opening(it) => it.need(),
            Step::Strings(it, _) | Step::Sheet(it, _) => it.need(),
            Step::Done => None,
        }
    }

    pub(in crate::table) fn answer(
        &mut self,
        bytes: &[u8],
        rows: &mut Rows<'_>,
    ) -> Result<(), Refusal> {
        match &mut self.step {
            Step::Opening(it) => it.answer(bytes)?,
            Step::Strings(part, scan) => part.answer(bytes, &mut |piece| scan.push(piece))?,
            Step::Sheet(..) => self.answer_sheet(bytes, rows)?,
            Step::Done => {}
        }
        while self.need().is_none() && !matches!(self.step, Step::Done) {
            self.advance()?;
        }
        Ok(())
    }

    fn answer_sheet(&mut self, bytes: &[u8], rows: &mut Rows<'_>) -> Result<(), Refusal> {
        let Step::Sheet(part, scan) = &mut self.step else { return Ok(()) };
        let context = Context {
            strings: &self.strings,
            styles: &self.book.styles,
            epoch_1904: self.book.epoch_1904,
        };
        let result = part.answer(bytes, &mut |piece| scan.push(piece, &context, rows));
        // Behind the last row, a fault can only cost what we say of the sheet.
        if scan.done && (result.is_err() || part.need().is_none()) {
            self.noticed.hidden_rows = scan.hidden_rows;
            self.noticed.merged = result.map_or(0, |()| scan.merged);
            self.step = Step::Done;
            return Ok(());
        }
        result
    }

    fn advance(&mut self) -> Result<(), Refusal> {
        self.step = match std::mem::replace(&mut self.step, Step::Done) {
            Step::Opening(opening) => {
                self.book = Arc::new(opening.into_book());
                match strings_part(&self.book, u64::MAX)? {
                    Some(part) => part,
                    None => self.read_sheet()?,
                }
            }
            Step::Strings(_, scan) => {
                self.strings = Arc::new(scan.finish());
                self.read_sheet()?
            }
            Step::Sheet(_, scan) if scan.cut_short() => {
                return Err(corrupt("the sheet ends in the middle of its rows"));
            }
            Step::Sheet(..) | Step::Done => Step::Done,
        };
        Ok(())
    }

    /// What was noticed up to here.
    pub(in crate::table) fn noticed(&self) -> &Noticed {
        &self.noticed
    }

    fn read_sheet(&mut self) -> Result<Step, Refusal> {
        let sheet = self.book.sheet(self.sheet.as_deref())?;
        self.noticed.hidden_sheet = sheet.hidden.then(|| sheet.name.clone());
        let mut part =
            PartStream::new(&sheet.entry, self.book.size, guard::MAX_SHEET_BYTES, u64::MAX)?;
        if let Some(every) = self.every {
            part.remember(every);
        }
        Ok(Step::Sheet(part, SheetScan::new(self.header_row)))
    }
}

fn strings_part(book: &Book, ask: u64) -> Result<Option<Step>, Refusal> {
    let Some(entry) = &book.strings else { return Ok(None) };
    let part = PartStream::new(entry, book.size, guard::MAX_STRINGS_BYTES, ask)?;
    Ok(Some(Step::Strings(part, StringsScan::new(entry.compressed, usize::MAX))))
}
