//! Cells to values: one file a type, each a pure function from a cell to a canonical text or a [`Fault`].
//!
//! Values are appended to a text that the caller keeps, so the happy path allocates nothing. What a whole
//! column has to say (the order of day and month, the decimal sign) was decided before and arrives in
//! [`Kind`]; nothing is guessed from a single cell.

mod boolean;
mod built;
pub(crate) mod date;
pub(crate) mod datetime;
pub(crate) mod decimal;
mod email;
mod external_id;
mod integer;
pub(crate) mod kind;
mod multi_picklist;
pub(crate) mod name;
mod phone;
mod picklist;
pub(crate) mod sign;
mod text;
mod url;
mod user;

use gangway_contract::IssueCode;

pub(crate) use built::{Built, ROOM as BUILT_ROOM};
pub(crate) use email::ascii_domain;
pub(crate) use kind::Kind;
pub(crate) use phone::is_weak as is_weak_phone;
pub(crate) use phone::{Country, country};
pub(crate) use text::{cut, fold, trim};
pub(crate) use user::Directory;

use crate::table::{Cell, CellKind};

/// What separates the items of a list while it is one text. It is in no item: cells lose control characters.
pub(crate) const ITEM: char = '\u{1f}';

/// What a cell became; its text was appended to the caller's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Nothing to see in it.
    Blank,
    /// Yes or no.
    Boolean(bool),
    /// One text.
    Text,
    /// Texts with [`ITEM`] between them.
    List,
}

/// Why a cell is not a value: a code for programs, a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) code: IssueCode,
    pub(crate) message: String,
}

impl Fault {
    pub(crate) fn new(code: IssueCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

pub(crate) type Read = Result<Shape, Fault>;

/// The errors of Excel and its kin, as a CSV that came from there spells them.
const SHEET_ERRORS: [&str; 10] = [
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
    "#ERROR!",
];

/// Whether the cell holds a spreadsheet's error instead of a value.
pub(crate) fn is_sheet_error(cell: &Cell<'_>) -> bool {
    cell.kind == CellKind::Error
        || (cell.text.starts_with('#') && SHEET_ERRORS.contains(&cell.text.trim()))
}

/// A number that a spreadsheet had rounded or shortened before the file was saved: its last digits are
/// gone, and no importer can bring them back.
pub(crate) fn was_rounded(cell: &Cell<'_>) -> bool {
    match cell.kind {
        // Excel keeps 15 significant digits and fills up with zeros.
        CellKind::Number(it) => it.len() > 15 && it.bytes().all(|it| it.is_ascii_digit()),
        _ => is_scientific(cell.text),
    }
}

/// Digits that a spreadsheet takes for a number and writes without their first zeros: `00123`, `01067`.
pub(crate) fn begins_with_zeros(text: &[u8]) -> bool {
    matches!(text, [b'0', rest @ ..] if !rest.is_empty() && rest.iter().all(u8::is_ascii_digit))
}

/// `4.67012E+11`: what Excel makes of a long number when it saves a CSV.
fn is_scientific(text: &str) -> bool {
    // Most texts begin with a letter, and one look at a byte tells.
    let sign = |it: &u8| it.is_ascii_graphic() && !it.is_ascii_digit();
    if text.as_bytes().first().is_none_or(sign) || memchr::memchr(b'E', text.as_bytes()).is_none() {
        return false;
    }
    let text = text.trim();
    let Some((mantissa, exponent)) = text.split_once("E+") else { return false };
    let digits = |it: &str| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit());
    digits(exponent)
        && mantissa.starts_with(|it: char| it.is_ascii_digit())
        && mantissa.bytes().all(|it| it.is_ascii_digit() || matches!(it, b'.' | b','))
}

#[cfg(test)]
pub(crate) mod testing {
    //! The one place that knows how a kind is asked.
    use super::*;

    /// The value of a text cell, or the code of what is wrong with it.
    pub(crate) fn value_of(kind: &Kind, text: &str) -> Result<String, IssueCode> {
        value_of_cell(kind, Cell { text, kind: CellKind::Text })
    }

    pub(crate) fn value_of_cell(kind: &Kind, cell: Cell<'_>) -> Result<String, IssueCode> {
        let mut out = String::new();
        match kind.read(&cell, &mut out).map_err(|it| it.code)? {
            Shape::Boolean(it) => Ok(it.to_string()),
            Shape::Blank => Ok(String::new()),
            Shape::Text | Shape::List => Ok(out.replace(ITEM, "|")),
        }
    }
}
