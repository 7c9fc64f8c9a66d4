//! Opens a workbook: its directory, its list of sheets, its styles. What remains is to read a sheet.

use gangway_contract::{Refusal, RefusalCode};

use super::book::{self, Relation, SheetPart, Workbook};
use super::part::WholePart;
use super::styles;
use super::zip::{Directory, Entry};
use crate::source::Need;
use crate::table::format::Styles;

/// An opened workbook.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) size: u64,
    pub(super) sheets: Vec<SheetPart>,
    pub(super) strings: Option<Entry>,
    pub(super) styles: Styles,
    pub(super) epoch_1904: bool,
}

impl Book {
    /// The sheet of a name, or the first one that is not hidden.
    pub(super) fn sheet(&self, name: Option<&str>) -> Result<&SheetPart, Refusal> {
        let found = match name {
            Some(name) => self.sheets.iter().find(|it| it.name == name),
            None => self.sheets.iter().find(|it| !it.hidden).or(self.sheets.first()),
        };
        found.ok_or_else(|| {
            no_such_sheet(name.unwrap_or_default(), self.sheets.iter().map(|it| &*it.name))
        })
    }
}

/// The sentence for a sheet that is not there.
pub(in crate::table) fn no_such_sheet<'a>(
    name: &str,
    sheets: impl Iterator<Item = &'a str>,
) -> Refusal {
    let names: Vec<String> = sheets.take(20).map(|it| format!("\"{it}\"")).collect();
    Refusal::new(
        RefusalCode::NoSuchSheet,
        format!("This workbook has no sheet \"{name}\". It has {}.", names.join(", ")),
    )
}

/// A workbook that is being opened.
pub(super) struct Opening {
    step: Step,
    entries: Vec<Entry>,
    part: String,
    workbook: Workbook,
    relations: Vec<Relation>,
    book: Book,
}

enum Step {
    Directory(Directory),
    PackageRels(WholePart),
    Workbook(WholePart),
    Rels(WholePart),
    Styles(WholePart),
    Done,
}

impl Opening {
    pub(super) fn new(size: u64) -> Self {
        Self {
            step: Step::Directory(Directory::new(size)),
            entries: Vec::new(),
            part: String::new(),
            workbook: Workbook::default(),
            relations: Vec::new(),
            book: Book { size, ..Book::default() },
        }
    }

    pub(super) fn need(&self) -> Option<Need> {
        match &self.step {
            Step::Directory(it) => it.need(),
            Step::PackageRels(it) | Step::Workbook(it) | Step::Rels(it) | Step::Styles(it) => {
                it.need()
            }
            Step::Done => None,
        }
    }

    pub(super) fn answer(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        match &mut self.step {
            Step::Directory(it) => it.answer(bytes)?,
            Step::PackageRels(it) | Step::Workbook(it) | Step::Rels(it) | Step::Styles(it) => {
                it.answer(bytes)?;
            }
            Step::Done => {}
        }
        while self.need().is_none() && !matches!(self.step, Step::Done) {
            self.advance()?;
        }
        Ok(())
    }

    /// The workbook, once nothing more is needed.
    pub(super) fn into_book(self) -> Book {
        self.book
    }

    fn advance(&mut self) -> Result<(), Refusal> {
        self.step = match std::mem::replace(&mut self.step, Step::Done) {
            Step::Directory(it) => {
                self.entries = it.entries;
                match book::find_workbook(&self.entries)? {
                    Some(entry) => self.read_workbook(&entry)?,
                    None => self.read_package()?,
                }
            }
            Step::PackageRels(it) => {
                let entry = book::main_part(&self.entries, &it.into_bytes())?;
                self.read_workbook(&entry)?
            }
            Step::Workbook(it) => {
                self.workbook = book::workbook(&it.into_bytes())?;
                self.read_rels()?
            }
            Step::Rels(it) => {
                self.relations = book::relations(&it.into_bytes())?;
                self.read_styles()?
            }
            Step::Styles(it) => {
                self.book.styles = styles::read(&it.into_bytes())?;
                Step::Done
            }
            Step::Done => Step::Done,
        };
        Ok(())
    }

    fn read_package(&self) -> Result<Step, Refusal> {
        let rels = book::find(&self.entries, "_rels/.rels");
        let rels = rels.ok_or_else(book::archive)?;
        Ok(Step::PackageRels(WholePart::new(rels, self.book.size)?))
    }

    fn read_workbook(&mut self, entry: &Entry) -> Result<Step, Refusal> {
        self.part.clone_from(&entry.name);
        Ok(Step::Workbook(WholePart::new(entry, self.book.size)?))
    }

    fn read_rels(&self) -> Result<Step, Refusal> {
        let rels = book::find(&self.entries, &book::rels_name(&self.part));
        let rels =
            rels.ok_or_else(|| super::zip::corrupt("it does not say where its sheets lie"))?;
        Ok(Step::Rels(WholePart::new(rels, self.book.size)?))
    }

    fn read_styles(&mut self) -> Result<Step, Refusal> {
        let related = |kind| book::related(&self.relations, kind, &self.entries, &self.part);
        self.book.sheets =
            book::sheet_parts(&self.workbook, &self.relations, &self.entries, &self.part)?;
        self.book.strings = related("sharedStrings");
        self.book.epoch_1904 = self.workbook.epoch_1904;
        match related("styles") {
            Some(entry) => Ok(Step::Styles(WholePart::new(&entry, self.book.size)?)),
            None => Ok(Step::Done),
        }
    }
}
