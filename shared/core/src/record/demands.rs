//! The second half of a row's check: what the record as a whole must have.

use std::borrow::Cow;

use gangway_contract::{FieldId, IssueCode};

use super::identity::Named;
use super::owner::Whose;
use super::row::Checker;
use crate::field::Fault;
use crate::table::RowCells;

/// The longest record, in bytes of its values.
const MOST_BYTES: usize = 300 * 1024;

/// A field that every record needs is empty.
pub(super) fn missing(label: &str) -> Fault {
    let message =
        format!("{label} is missing. Every row needs it; fill it, or set a default value.");
    Fault::new(IssueCode::RequiredMissing, message)
}

impl Checker {
    /// A row that fills no field is nobody, whatever stands in the columns that are left out; unless it says which record
    /// it is, for that may be as empty.
    pub(super) fn demand_something(&mut self, row: &RowCells<'_>) {
        if self.values.all_blank() && self.state.named.is_none() && !self.state.failed {
            let message = "No mapped column has a value in this row. Fill one, map a further column, or remove the row.";
            self.fail_row(row, Fault::new(IssueCode::RequiredMissing, message), "");
        }
    }

    /// DynamoDB holds 400 KB an item; what Gangway keeps beside the values needs room, too.
    pub(super) fn limit_size(&mut self, row: &RowCells<'_>) {
        if self.values.bytes() > MOST_BYTES {
            let message =
                "The values of this row are more than 300 KB together. Shorten its longest text.";
            self.fail_row(row, Fault::new(IssueCode::RecordTooLarge, message), "");
        }
    }

    pub(super) fn fill_defaults(&mut self) {
        for default in &self.defaults {
            if self.values.is_blank(default.place) {
                self.values.set(default.place, default.shape, &default.text);
            }
        }
    }

    pub(super) fn demand_required(&mut self, row: &RowCells<'_>) {
        for at in 0..self.required.len() {
            let Some(required) = self.required.get(at) else { continue };
            if !self.values.is_blank(required.place) {
                continue;
            }
            let applies = required
                .when
                .as_ref()
                .is_none_or(|(other, value)| self.values.text_of(*other) == Some(value.as_str()));
            // A cell that is wrong has its own issue already.
            let told =
                self.state.issues.iter().any(|it| {
                    it.index.is_some() && it.index.map(|it| it as usize) == required.column
                });
            if applies && !told {
                let fault = missing(&required.label);
                let field = self.places.get(required.place).map(|it| it.id.clone());
                let column = required.column;
                self.push_issue(row, field, column, fault, "", false);
            }
        }
    }

    pub(super) fn make_key(&mut self, row: &RowCells<'_>) {
        self.state.key = match self.identity {
            Some(_) => self.state.named.map(Named::quick),
            None => self.take_key(),
        };
        if self.state.key.is_none() && self.needs_key {
            let message = "The row has nothing to be matched by. Fill the fields that rows are matched by, or let such rows be created.";
            self.fail_row(row, Fault::new(IssueCode::NoMatchKey, message), "");
        }
    }

    fn take_key(&mut self) -> Option<u128> {
        let Self { keyer, key_places, values, .. } = self;
        let taken = keyer.take(|field| {
            let place = key_places.iter().find(|(id, _)| id == field)?.1;
            values.text_of(place).map(Cow::Borrowed)
        });
        taken.then(|| keyer.quick())
    }

    pub(super) fn find_owner(&mut self, row: &RowCells<'_>) {
        if self.state.failed {
            return;
        }
        let column = self.owner.column();
        let text = column.map_or("", |it| row.get(it).text);
        let field = || FieldId::parse("owner").ok();
        match self.owner.of(row) {
            Whose::Of(user) => self.state.owner = Some(user),
            Whose::Instead(user, fault) => {
                self.state.owner = Some(user);
                self.push_issue(row, field(), column, fault, text, true);
            }
            Whose::Nobody(fault) => self.push_issue(row, field(), column, fault, text, false),
        }
        if self.state.failed {
            self.state.key = None;
        } else {
            self.owner.passed();
        }
    }
}
