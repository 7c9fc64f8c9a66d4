//! Checks one row after the other.

use std::collections::BTreeMap;
use std::sync::Arc;

use gangway_contract::{BadValues, FieldId, Issue, MatchKey, Receipt, Record, UserId};

use super::checked::CheckedRow;
use super::identity::{Identity, Named};
use super::join::Part;
use super::owner::Owner;
use super::rules::Rules;
use super::values::{Place, Values};
use crate::digest::Fold;
use crate::field::{Fault, Kind, Shape, cut};
use crate::keys::Keyer;
use crate::table::RowCells;

/// The longest text of a cell that an issue carries, in characters.
pub(crate) const SHOWN: usize = 80;

/// A mapped column of the file.
pub(super) struct Column {
    pub(super) index: usize,
    pub(super) place: usize,
    pub(super) field: FieldId,
    pub(super) kind: Kind,
    pub(super) rules: Rules,
    /// Whether a value must be held against the rules even if it is not too long.
    pub(super) checked: bool,
    /// The longest value, in characters; none if there is no such rule.
    pub(super) most: Option<usize>,
    pub(super) mapping: BTreeMap<String, String>,
    /// The columns that are joined to it.
    pub(super) parts: Vec<Part>,
    /// Whether a cell is read as it stands: nothing is joined to it, and no text means another one.
    pub(super) is_direct: bool,
}

/// The column of whole names and the places that it fills.
pub(super) struct WholeName {
    pub(super) index: usize,
    pub(super) field: FieldId,
    pub(super) salutation: Option<usize>,
    pub(super) first: Option<usize>,
    pub(super) last: Option<usize>,
}

/// A value for a field that a row leaves blank.
pub(super) struct Default {
    pub(super) place: usize,
    pub(super) shape: Shape,
    pub(super) text: String,
}

/// A field that must be filled, always or when another one has a value.
pub(super) struct Required {
    pub(super) place: usize,
    pub(super) label: String,
    pub(super) column: Option<usize>,
    pub(super) when: Option<(usize, String)>,
}

/// A plan, compiled; with the state of the row that it checked last.
pub(crate) struct Checker {
    pub(super) columns: Vec<Column>,
    pub(super) whole_name: Option<WholeName>,
    pub(super) places: Vec<Place>,
    pub(super) defaults: Vec<Default>,
    pub(super) required: Vec<Required>,
    pub(super) headers: Vec<String>,
    pub(super) owner: Owner,
    pub(super) keyer: Keyer,
    /// Where rows say which record they are, if they are matched by that.
    pub(super) identity: Option<Identity>,
    /// The places of the fields that the match rule looks at.
    pub(super) key_places: Vec<(String, usize)>,
    pub(super) needs_key: bool,
    pub(super) bad_values: BadValues,
    pub(super) values: Values,
    /// Where a value is built.
    pub(super) scratch: String,
    /// Where the text of joined columns is put together.
    pub(super) joined: String,
    pub(super) state: State,
}

/// What the last row came to.
#[derive(Default)]
pub(super) struct State {
    pub(super) issues: Vec<Issue>,
    pub(super) failed: bool,
    /// Tells the row's match key from others of the file.
    pub(super) key: Option<u128>,
    pub(super) named: Option<Named>,
    pub(super) owner: Option<Arc<UserId>>,
}

impl State {
    fn begin(&mut self) {
        self.issues.clear();
        self.failed = false;
        self.key = None;
        self.named = None;
        self.owner = None;
    }
}

impl Checker {
    /// Checks a row; the answer is lent until the next one.
    pub(crate) fn check<'a>(&'a mut self, row: &'a RowCells<'a>) -> CheckedRow<'a> {
        self.values.begin();
        self.state.begin();
        self.look_at_the_row(row);
        self.read_columns(row);
        self.split_name(row);
        self.identify(row);
        self.demand_something(row);
        self.fill_defaults();
        self.demand_required(row);
        self.limit_size(row);
        if !self.state.failed {
            self.make_key(row);
            self.find_owner(row);
        }
        CheckedRow { row, checker: self }
    }

    pub(super) fn fail_row(&mut self, row: &RowCells<'_>, fault: Fault, text: &str) {
        self.push_issue(row, None, None, fault, text, false);
        self.state.key = None;
    }

    /// A cell that is wrong fails its row, or is left out with a note; the plan says which.
    pub(super) fn bad_cell(
        &mut self,
        row: &RowCells<'_>,
        field: Option<FieldId>,
        index: usize,
        fault: Fault,
        text: &str,
    ) {
        let note = self.bad_values == BadValues::DropValue;
        self.push_issue(row, field, Some(index), fault, text, note);
    }

    pub(super) fn push_issue(
        &mut self,
        row: &RowCells<'_>,
        field: Option<FieldId>,
        index: Option<usize>,
        fault: Fault,
        text: &str,
        note: bool,
    ) {
        let column = index.map_or_else(String::new, |at| match self.headers.get(at) {
            Some(header) => header.clone(),
            None => format!("Column {}", at + 1),
        });
        self.state.failed |= !note;
        self.state.issues.push(Issue {
            row: row.number(),
            column,
            index: index.and_then(|it| u32::try_from(it).ok()),
            field,
            code: fault.code,
            message: fault.message,
            value: cut(text, SHOWN),
            note,
        });
    }

    /// Whose turn it is to get a record, where that goes round.
    pub(crate) fn turn(&self) -> usize {
        self.owner.turn()
    }

    /// Goes on in the middle of a file, with somebody's turn.
    pub(crate) fn go_on(&mut self, turn: usize) {
        self.owner.go_on(turn);
    }

    pub(super) fn record(&self) -> Record {
        self.values.to_record(&self.places)
    }

    pub(super) fn issues(&self) -> &[Issue] {
        &self.state.issues
    }

    pub(super) fn passes(&self) -> bool {
        !self.state.failed
    }

    /// Hashed only for those who ask: it takes as long as half of a row's check.
    pub(super) fn key(&self) -> Option<MatchKey> {
        self.state.key.map(|_| self.state.named.map_or_else(|| self.keyer.key(), |it| it.key))
    }

    /// What the key is made of; of a row that names its record, the key itself.
    pub(super) fn key_text(&self) -> &[u8] {
        self.state.named.as_ref().map_or_else(|| self.keyer.text().as_bytes(), |it| &it.key.0)
    }

    pub(super) fn version(&self) -> Option<u32> {
        self.state.named.filter(|_| self.passes()).map(|it| it.version)
    }

    pub(super) fn quick_key(&self) -> Option<u128> {
        self.state.key
    }

    pub(super) fn owner(&self) -> Option<&UserId> {
        self.state.owner.as_deref()
    }

    /// For the receipt: everything that the last row became.
    pub(crate) fn fold(&mut self, row: &RowCells<'_>, fold: &mut Fold) {
        let marks = self.values.end();
        marks.number(row.number());
        for issue in &self.state.issues {
            marks.byte(issue.code as u8);
            marks.byte(u8::from(issue.note));
            marks.number(issue.index.unwrap_or(u32::MAX));
        }
        marks.byte(u8::from(self.state.failed));
        marks.hash(self.state.key.unwrap_or_default());
        marks.text(self.state.owner.as_deref().map_or("", UserId::as_str));
        if let Some(named) = self.state.named {
            marks.number(named.version);
        }
        if fold.end_row(self.values.texts(), self.values.marks()) {
            self.values.forget();
        }
    }

    /// The receipt, once it has seen what it has not yet.
    pub(crate) fn receipt(&self, fold: Fold) -> Receipt {
        fold.finish(self.values.texts(), self.values.marks())
    }
}
