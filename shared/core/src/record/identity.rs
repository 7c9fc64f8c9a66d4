//! Rows that name the record they are: an export's id and version, each in a column of its own.

use gangway_contract::{ImportPlan, IssueCode, MatchKey};
use xxhash_rust::xxh3::xxh3_128;

use super::row::Checker;
use crate::field::{Fault, cut, trim};
use crate::keys::identity_key;
use crate::marked;
use crate::table::RowCells;

/// Where a file says which record a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Identity {
    id: usize,
    version: usize,
}

/// The record that a row is, and the version that it had in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) key: MatchKey,
    pub(super) version: u32,
}

impl Named {
    /// Tells the record from others of the file, by evenly spread bits: ids of one job begin alike.
    pub(super) fn quick(self) -> u128 {
        xxh3_128(&self.key.0)
    }
}

impl Identity {
    /// The columns that Gangway added to say so; none if one of them is missing.
    pub(crate) fn of(plan: &ImportPlan) -> Option<Self> {
        let column = |name| marked::column(&plan.columns, name);
        Some(Self { id: column(marked::RECORD_ID)?, version: column(marked::VERSION)? })
    }

    /// Which record the row is; none if it does not say, so that it is a new one.
    fn read(self, row: &RowCells<'_>) -> Result<Option<Named>, (usize, Fault)> {
        let (id, version) = (trim(row.get(self.id).text), trim(row.get(self.version).text));
        if id.is_empty() && version.is_empty() {
            return Ok(None);
        }
        let key = identity_key(id).ok_or_else(|| (self.id, wrong(id, "id")))?;
        let version = version.parse().map_err(|_| (self.version, wrong(version, "version")))?;
        Ok(Some(Named { key, version }))
    }
}

impl Checker {
    /// Finds out which record the row is, where rows are matched by that.
    pub(super) fn identify(&mut self, row: &RowCells<'_>) {
        let Some(identity) = self.identity else { return };
        match identity.read(row) {
            Ok(named) => self.state.named = named,
            Err((index, fault)) => {
                self.push_issue(row, None, Some(index), fault, row.get(index).text, false);
            }
        }
    }
}

#[cold]
fn wrong(text: &str, what: &str) -> Fault {
    let message = format!(
        "«{}» is not the {what} that was exported. Put back what stood there, or empty both cells to make a new record of the row.",
        cut(text, 40)
    );
    Fault::new(IssueCode::BadIdentity, message)
}
