//! The limits that keep a hostile or broken file from taking the machine, and the sentences that say so.
//!
//! Every limit is held by whoever counts: nothing that a file *says* about its size is believed.

use gangway_contract::{Refusal, RefusalCode};

/// The longest file of text: 5 GB.
pub const MAX_CSV_BYTES: u64 = 5_000_000_000;
/// The most rows of a file of text.
pub const MAX_CSV_ROWS: u32 = 10_000_000;
/// The most columns, as Excel has them.
pub const MAX_COLUMNS: usize = 16_384;
/// The longest row of text; beyond it the file is hardly a table.
pub const MAX_ROW_BYTES: usize = 16 << 20;
/// Within so much of a text, its first row must end: more than 16,384 names of 255 letters each.
pub const MAX_FIRST_ROW_BYTES: usize = 4 << 20;
/// The longest quoted cell. A quote that finds no partner within this length was not meant as one.
pub const MAX_QUOTED_BYTES: usize = 1 << 20;

pub(crate) fn exceeded(sentence: impl Into<String>) -> Refusal {
    Refusal::new(RefusalCode::LimitExceeded, sentence)
}

pub(crate) fn too_many_columns(row: u32) -> Refusal {
    exceeded(format!(
        "Row {row} has more than {MAX_COLUMNS} columns, the most that can be imported. Check the \
         delimiter, or remove columns that are not needed."
    ))
}

pub(crate) fn row_too_long(row: u32) -> Refusal {
    exceeded(format!(
        "Row {row} is longer than {} MB, the longest row that can be imported. Check that the file \
         has line breaks between its rows.",
        MAX_ROW_BYTES >> 20
    ))
}

pub(crate) fn no_first_row() -> Refusal {
    exceeded(format!(
        "No row ends within the first {} MB of this file, and no header row may be longer. Check that \
         the file has line breaks between its rows, and that no quotation mark is left open.",
        MAX_FIRST_ROW_BYTES >> 20
    ))
}

pub(crate) fn too_many_rows(limit: u32) -> Refusal {
    exceeded(format!(
        "This file has more than {limit} rows, the most that can be imported at once. Split it into \
         several files."
    ))
}

/// The most files in a workbook's zip.
pub const MAX_ZIP_ENTRIES: u64 = 10_000;
/// The longest directory of a zip, in bytes.
pub const MAX_ZIP_DIRECTORY: u64 = 4 << 20;
/// What a sheet may unpack to.
pub const MAX_SHEET_BYTES: u64 = 1 << 30;
/// What the shared strings may unpack to.
pub const MAX_STRINGS_BYTES: u64 = 200 << 20;
/// What the text of the shared strings may come to.
pub const MAX_STRINGS_TEXT: usize = 96 << 20;
/// How many shared strings there may be.
pub const MAX_STRINGS: usize = 10_000_000;
/// What any other part may unpack to: styles, relationships, the list of sheets.
pub const MAX_SMALL_PART: u64 = 32 << 20;
/// How many times its packed length a part may unpack to, once it is larger than [`RATIO_FROM`].
pub const MAX_RATIO: u64 = 200;
/// Below this, a high ratio is only repetition.
pub const RATIO_FROM: u64 = 4 << 20;
/// The longest text between two tags. Excel's own limit is 32,767 characters.
pub const MAX_CELL_BYTES: usize = 1 << 20;
/// The longest tag.
pub const MAX_TAG_BYTES: usize = 16 << 20;
/// The most cells of a sheet.
pub const MAX_CELLS: u64 = 50_000_000;
/// The last row of a sheet.
pub const MAX_SHEET_ROW: u32 = 1_048_576;
/// The longest workbook of Excel 5 to 2003: it is held as a whole.
pub const MAX_XLS_BYTES: u64 = 32 << 20;
/// The cells in the rectangle around such a workbook's sheet, empty ones included: as many as the format has.
pub const MAX_XLS_CELLS: u64 = 65_536 * 256;

/// Counts what really comes out of an inflater.
#[derive(Debug, Clone)]
pub(crate) struct Unpacked {
    taken: u64,
    given: u64,
    limit: u64,
}

impl Unpacked {
    pub(crate) fn new(limit: u64) -> Self {
        Self { taken: 0, given: 0, limit }
    }

    pub(crate) fn count(&mut self, packed: usize, unpacked: usize) -> Result<(), Refusal> {
        self.taken += packed as u64;
        self.given += unpacked as u64;
        if self.given > self.limit {
            return Err(exceeded(format!(
                "This workbook unpacks to more than {} MB in one of its parts, the most that can be \
                 imported. Split it into several files, or save the sheet as CSV.",
                self.limit >> 20
            )));
        }
        if self.given > RATIO_FROM && self.given > self.taken.saturating_mul(MAX_RATIO) {
            return Err(exceeded(format!(
                "This workbook unpacks to more than {MAX_RATIO} times its size, as only files made \
                 to do harm do. Save the sheet as CSV and import that."
            )));
        }
        Ok(())
    }
}

pub(crate) fn too_many_entries() -> Refusal {
    exceeded(format!(
        "This workbook's zip holds more than {MAX_ZIP_ENTRIES} parts, the most that can be imported. \
         Copy the sheet into a new workbook, or save it as CSV."
    ))
}

pub(crate) fn too_many_strings() -> Refusal {
    exceeded(
        "This workbook holds more different texts than can be imported at once. Split it into \
         several files, or save the sheet as CSV.",
    )
}

pub(crate) fn cell_too_long(row: u32) -> Refusal {
    let place = if row == 0 { String::new() } else { format!(" in row {row}") };
    exceeded(format!(
        "This workbook holds a text{place} that is longer than {} MB; Excel's own limit is 32,767 \
         characters. Save the sheet as CSV and import that.",
        MAX_CELL_BYTES >> 20
    ))
}

pub(crate) fn xls_too_large() -> Refusal {
    exceeded(format!(
        "This workbook of Excel 97-2003 is larger than {} MB, the largest of its kind that can be \
         imported. Save it as XLSX or CSV.",
        MAX_XLS_BYTES >> 20
    ))
}

pub(crate) fn too_many_xls_cells() -> Refusal {
    exceeded(format!(
        "The sheet of this workbook of Excel 97-2003 spans more than {MAX_XLS_CELLS} cells, the most \
         of its kind that can be imported. Save it as XLSX or CSV."
    ))
}

pub(crate) fn too_many_cells() -> Refusal {
    exceeded(format!(
        "This sheet has more than {MAX_CELLS} cells, the most that can be imported at once. Split \
         it into several files."
    ))
}
