//! Workbooks of Excel 5 to 2003: records in one stream of a compound file. A file's streams may lie scattered in
//! it, so the whole file is held, under a limit; its rows are read off the records one by one.

mod built;
mod cell;
mod cfb;
mod globals;
mod records;
mod sheet;
mod strings;
#[cfg(test)]
mod tests;
mod text;
mod too_large;

use std::sync::Arc;

use gangway_contract::{Refusal, Sheet};

use self::cfb::{Compound, Stream};
use self::globals::{Globals, Listed};
use self::sheet::{Outline, Rows};
use self::too_large::TooLarge;
use super::facts::{FileFacts, Layout};
use super::gather::Gather;
use super::header::SampleRow;
use super::magic;
use super::notes::Noticed;
use super::row::RowCells;
use super::xlsx::{corrupt, encrypted, no_such_sheet};
use crate::guard;
use crate::source::Need;

/// The whole file, being fetched; of one that is too large, only what says why it is refused.
pub(super) enum XlsFile {
    Whole(Gather),
    TooLarge(TooLarge),
    /// Nothing needs to be fetched.
    Opened(Arc<XlsBook>),
}

/// A workbook in memory.
pub(super) struct XlsBook {
    file: Vec<u8>,
    stream: Stream,
    globals: Globals,
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
            Self::Opened(_) => None,
        }
    }

    pub(super) fn answer(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        match self {
            Self::Whole(it) => {
                it.answer(bytes);
                Ok(())
            }
            Self::TooLarge(it) => it.answer(bytes),
            Self::Opened(_) => Ok(()),
        }
    }

    pub(super) fn open(self) -> Result<Arc<XlsBook>, Refusal> {
        let file = match self {
            Self::Whole(it) => it.into_bytes(),
            Self::TooLarge(_) => return Err(guard::xls_too_large()),
            Self::Opened(book) => return Ok(book),
        };
        let stream = find_workbook(&Compound::open(&file)?)?;
        let globals = globals::read(stream.of(&file))?;
        Ok(Arc::new(XlsBook { file, stream, globals }))
    }
}

/// The stream of the workbook, or the sentence for a file that has none.
fn find_workbook(compound: &Compound<'_>) -> Result<Stream, Refusal> {
    if compound.has("EncryptedPackage") {
        return Err(encrypted());
    }
    if compound.has("WordDocument") {
        return Err(magic::not_a_table("a Word document"));
    }
    if compound.has("PowerPoint Document") {
        return Err(magic::not_a_table("a PowerPoint presentation"));
    }
    match compound.stream("Workbook").or_else(|| compound.stream("Book")) {
        Some(stream) => stream,
        None => Err(magic::not_a_table("an Office file without a workbook")),
    }
}

impl XlsBook {
    /// Its sheets, and the first rows of the one that was chosen or is likeliest.
    pub(super) fn look(&self, chosen: Option<&str>, most: usize) -> Result<XlsHead, Refusal> {
        let sheets = self.sheets();
        let sheet = match chosen {
            Some(name) => self.find(name)?,
            None => self.likeliest(&sheets)?,
        };
        let outline = sheet.outline(self.stream())?;
        let mut rows = Vec::new();
        self.rows(sheet, &outline, &mut |row| {
            if !row.is_empty() {
                let cells = row.iter().map(|it| it.to_owned()).collect();
                rows.push(SampleRow { number: row.number(), cells });
            }
            rows.len() < most
        })?;
        let (noticed, sheet) = (noticed(sheet, &outline), sheet.name.clone());
        Ok(XlsHead { sheets, sheet, rows, noticed })
    }

    /// Every data row of a layout's sheet.
    pub(super) fn read(
        &self,
        layout: &Layout,
        rows: &mut dyn FnMut(&RowCells<'_>),
    ) -> Result<Noticed, Refusal> {
        let sheet = match &layout.sheet {
            Some(name) => self.find(name)?,
            None => self.likeliest(&self.sheets())?,
        };
        let outline = sheet.outline(self.stream())?;
        let header_row = layout.header_row.unwrap_or(0);
        self.rows(sheet, &outline, &mut |row| {
            if row.number() > header_row {
                rows(row);
            }
            true
        })?;
        Ok(noticed(sheet, &outline))
    }

    fn stream(&self) -> &[u8] {
        self.stream.of(&self.file)
    }

    /// A sheet that cannot be read is refused once it is asked for.
    fn sheets(&self) -> Vec<Sheet> {
        let sheet = |it: &Listed| Sheet {
            name: it.name.clone(),
            rows: it.outline(self.stream()).ok().map(|it| it.height()),
            hidden: it.hidden,
        };
        self.globals.sheets.iter().map(sheet).collect()
    }

    fn find(&self, name: &str) -> Result<&Listed, Refusal> {
        let listed = &self.globals.sheets;
        let found = listed.iter().find(|it| it.name == name);
        found.ok_or_else(|| no_such_sheet(name, listed.iter().map(|it| &*it.name)))
    }

    /// The first sheet that people see and that holds more than a title.
    fn likeliest(&self, sheets: &[Sheet]) -> Result<&Listed, Refusal> {
        let seen = || sheets.iter().filter(|it| !it.hidden);
        let full = seen().find(|it| it.rows.is_some_and(|rows| rows > 1));
        match full.or(seen().next()).or(sheets.first()) {
            Some(sheet) => self.find(&sheet.name),
            None => Err(corrupt("it holds no worksheet")),
        }
    }

    fn rows(&self, sheet: &Listed, outline: &Outline, rows: &mut Rows<'_>) -> Result<(), Refusal> {
        sheet::each_row(self.stream(), (sheet, outline), &self.globals, rows)
    }
}

/// What a person should know of a sheet beside its rows.
fn noticed(sheet: &Listed, outline: &Outline) -> Noticed {
    Noticed {
        hidden_sheet: sheet.hidden.then(|| sheet.name.clone()),
        hidden_rows: outline.hidden_rows,
        merged: outline.merged,
        ..Noticed::default()
    }
}
