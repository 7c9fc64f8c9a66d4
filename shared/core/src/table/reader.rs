//! Every row of a file under a layout: one face over the readers of each format.

use std::sync::Arc;

use gangway_contract::{FileNote, Format, Refusal};

use super::book;
use super::csv::{CsvPlace, CsvReader};
use super::facts::{FileFacts, Layout};
use super::head::Head;
use super::notes::Noticed;
use super::restore::Restore;
use super::row::RowCells;
use crate::source::Need;

/// Reads a file's rows from the first data row to the last. The header row and what stands above it are
/// left out; blank rows are not, so that row numbers have no gaps.
pub struct TableReader {
    kind: Kind,
    /// Only for a file that Gangway wrote.
    restore: Option<Restore>,
}

/// A place between two rows, from which a file is read on without what lies before it.
#[derive(Debug, Clone)]
pub(crate) struct Place(Lies);

#[derive(Debug, Clone)]
enum Lies {
    InText(CsvPlace),
    InSheet(Arc<dyn book::Opened>),
}

enum Kind {
    Csv(Box<CsvReader>),
    Book(Box<dyn book::Rows>),
}

impl TableReader {
    /// A reader at the start of the file.
    pub fn new(file: &FileFacts, layout: &Layout) -> Result<Self, Refusal> {
        let kind = match layout.format {
            Format::Csv => Kind::Csv(Box::new(CsvReader::new(file, layout)?)),
            Format::Xlsx | Format::Xls => Kind::Book(book::rows(file, layout)),
        };
        Ok(Self::of(kind, layout))
    }

    /// The same for a file that was looked at: what is open since need not be fetched again.
    pub(crate) fn after(head: &Head, layout: &Layout) -> Result<Self, Refusal> {
        match &head.opened {
            Some(book) if layout.format == Format::Xls => {
                Ok(Self::of(Kind::Book(book.clone().rows(layout)), layout))
            }
            _ => Self::new(&head.file, layout),
        }
    }

    /// A reader that goes on from a place. What it notices of the file is of the rest.
    pub(crate) fn from(file: &FileFacts, layout: &Layout, place: &Place) -> Result<Self, Refusal> {
        let kind = match &place.0 {
            Lies::InText(place) => Kind::Csv(Box::new(CsvReader::from(file, layout, place)?)),
            Lies::InSheet(place) => Kind::Book(Arc::clone(place).rows(layout)),
        };
        Ok(Self::of(kind, layout))
    }

    /// Ends an answer at a place now and then, whenever so many further bytes were read; those of it that lie behind
    /// are asked for again.
    pub(crate) fn remember(&mut self, every: u64) {
        match &mut self.kind {
            Kind::Csv(it) => it.remember(every),
            Kind::Book(it) => it.remember(every),
        }
    }

    /// The place where it stands, if it does.
    pub(crate) fn place(&mut self) -> Option<Place> {
        match &mut self.kind {
            Kind::Csv(it) => it.place().map(|it| Place(Lies::InText(it))),
            Kind::Book(it) => it.place().map(|it| Place(Lies::InSheet(it))),
        }
    }

    fn of(kind: Kind, layout: &Layout) -> Self {
        Self { kind, restore: layout.is_marked.then(Restore::default) }
    }

    /// The bytes that are needed next, or none at the end.
    pub fn need(&self) -> Option<Need> {
        match &self.kind {
            Kind::Csv(it) => it.need(),
            Kind::Book(it) => it.need(),
        }
    }

    /// Takes the first bytes of what was needed last, and hands on the rows that they complete.
    pub fn answer(
        &mut self,
        bytes: &[u8],
        rows: &mut dyn FnMut(&RowCells<'_>),
    ) -> Result<(), Refusal> {
        let Self { kind, restore } = self;
        match restore {
            None => kind.answer(bytes, rows),
            Some(restore) => kind.answer(bytes, &mut |row| rows(&restore.row(row))),
        }
    }

    /// Hands on the rows that only the end of the file completes.
    pub fn finish(self, rows: &mut dyn FnMut(&RowCells<'_>)) -> Result<(), Refusal> {
        self.finish_with_notes(rows).map(drop)
    }

    /// The same, and what a person should know of the file beside its rows.
    pub fn finish_with_notes(
        self,
        rows: &mut dyn FnMut(&RowCells<'_>),
    ) -> Result<Vec<FileNote>, Refusal> {
        let noticed = match self.restore {
            None => self.kind.finish(rows)?,
            Some(mut restore) => self.kind.finish(&mut |row| rows(&restore.row(row)))?,
        };
        Ok(noticed.notes())
    }
}

impl Kind {
    fn answer(&mut self, bytes: &[u8], rows: &mut dyn FnMut(&RowCells<'_>)) -> Result<(), Refusal> {
        match self {
            Self::Csv(it) => it.answer(bytes, rows),
            Self::Book(it) => it.answer(bytes, rows),
        }
    }

    fn finish(self, rows: &mut dyn FnMut(&RowCells<'_>)) -> Result<Noticed, Refusal> {
        match self {
            Self::Csv(it) => it.finish(rows),
            Self::Book(it) => it.finish(rows),
        }
    }
}
