//! What is known and decided about a file before its rows are read.

use gangway_contract::{Dialect, FileNote, Format, ImportPlan, Sheet};

use super::cell::OwnedCell;
use super::head::Head;
use crate::marked::Marked;

/// How much of a file's head a guess is made from. Fixed, because a guess from 64 KB and a guess from 64 MB
/// are two guesses.
pub const SAMPLE_BYTES: u32 = 256 * 1024;

/// How many data rows of the head are handed on at most.
pub const SAMPLE_ROWS: usize = 200;

/// What the door knows of a file without reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFacts {
    /// Its name; only ever shown, never trusted.
    pub name: String,
    /// Its length in bytes.
    pub size: u64,
}

/// What a person changed by hand; everything else is detected.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices {
    /// A WHATWG label.
    pub encoding: Option<String>,
    /// How the text is cut.
    pub dialect: Option<Dialect>,
    /// The sheet's name.
    pub sheet: Option<String>,
    /// `Some(None)`: there is no header row.
    pub header_row: Option<Option<u32>>,
}

/// How a file is read. Two readers with one layout give the same rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// What the bytes are.
    pub format: Format,
    /// The text's encoding, by its WHATWG name.
    pub encoding: String,
    /// How text is cut into cells; only for CSV.
    pub dialect: Option<Dialect>,
    /// The sheet that is read; only for workbooks.
    pub sheet: Option<String>,
    /// The row that holds the headers; none if the first row is data.
    pub header_row: Option<u32>,
    /// Gangway wrote it: what its cells were neutralised with is taken away.
    pub is_marked: bool,
}

impl From<&ImportPlan> for Layout {
    fn from(plan: &ImportPlan) -> Self {
        Self {
            format: plan.format,
            encoding: plan.encoding.clone(),
            dialect: plan.dialect.clone(),
            sheet: plan.sheet.clone(),
            header_row: plan.header_row,
            is_marked: plan.origin.is_some(),
        }
    }
}

/// What a file seems to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sniffed {
    /// How to read it.
    pub layout: Layout,
    /// Every sheet of a workbook, in its order.
    pub sheets: Vec<Sheet>,
    /// The header cells as the file has them; without a header row, one empty text a column.
    pub header: Vec<String>,
    /// How sure the header row is, 0 to 100.
    pub header_confidence: u8,
    /// The first data rows of the sample, blank ones left out.
    pub head: Vec<Vec<OwnedCell>>,
    /// The first rows, to be read again without the file.
    pub kept: Head,
    /// Which job wrote it, if Gangway did, and the columns that it added.
    pub(crate) marked: Option<Marked>,
    /// What a person should know about the file.
    pub notes: Vec<FileNote>,
}
