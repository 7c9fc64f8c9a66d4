//! A row that was checked, lent to whoever wants it until the next one.

use gangway_contract::{Issue, MatchKey, Record, Row, UserId};

use super::row::Checker;
use super::row_values::RowValues;
use crate::table::RowCells;

/// What became of one row.
#[derive(Clone, Copy)]
pub struct CheckedRow<'a> {
    pub(super) row: &'a RowCells<'a>,
    pub(super) checker: &'a Checker,
}

impl<'a> CheckedRow<'a> {
    /// The row's number as a spreadsheet counts it.
    pub fn number(&self) -> Row {
        self.row.number()
    }

    /// The original cells, as a person sees them; those of columns that are not mapped, too.
    pub fn cells(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.row.iter().map(|it| it.text)
    }

    /// For each cell, whether somebody would see anything in it.
    pub fn filled(&self) -> impl Iterator<Item = bool> + use<'a> {
        self.row.filled()
    }

    /// The typed values, without those that are wrong.
    pub fn record(&self) -> Record {
        self.checker.record()
    }

    /// The same for whoever only writes them down.
    pub fn values(&self) -> RowValues<'a> {
        RowValues(self.checker)
    }

    /// What is wrong, and what is worth knowing.
    pub fn issues(&self) -> &'a [Issue] {
        self.checker.issues()
    }

    /// Whether the row may become a record.
    pub fn passes(&self) -> bool {
        self.checker.passes()
    }

    /// What makes it the same as another; none for a row that fails. Made anew with each call.
    pub fn key(&self) -> Option<MatchKey> {
        self.checker.key()
    }

    /// What its match key is made of, if it has one.
    pub(crate) fn key_text(&self) -> &'a [u8] {
        self.checker.key_text()
    }

    /// The version that its record had in the file, if it names a record.
    pub fn version(&self) -> Option<u32> {
        self.checker.version()
    }

    /// Tells its match key from others of the same file; none for a row that fails.
    pub(crate) fn quick_key(&self) -> Option<u128> {
        self.checker.quick_key()
    }

    /// Who gets the record; none for a row that fails.
    pub fn owner(&self) -> Option<&'a UserId> {
        self.checker.owner()
    }
}
