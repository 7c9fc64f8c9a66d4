//! The first half of a row's check: its cells become values, or issues.

use std::collections::BTreeMap;

use gangway_contract::IssueCode;

use super::join::joined;
use super::row::{Checker, Column};
use super::values::Values;
use crate::field::{Fault, Kind, Shape, begins_with_zeros, cut, name, trim, was_rounded};
use crate::table::{Cell, CellKind, RowCells, SimpleCell};

impl Checker {
    pub(super) fn look_at_the_row(&mut self, row: &RowCells<'_>) {
        if let Some(code) = row.fault() {
            let message = match code {
                IssueCode::UnclosedQuote => {
                    "A quotation mark is opened in this row and never closed, so the rest of the file may have run into it. Close it, or double it if it belongs to the text."
                }
                IssueCode::BadEncoding => {
                    "The row holds bytes that are no text in this encoding. Choose another encoding, or save the file as UTF-8."
                }
                _ => "The row cannot be read as it stands.",
            };
            self.fail_row(row, Fault::new(code, message), "");
        }
        let beyond =
            (self.headers.len()..row.len()).find(|at| !row.get(*at).text.trim().is_empty());
        if let Some(at) = beyond {
            let (has, headers) = (row.len(), self.headers.len());
            let message = format!(
                "The row has {has} cells, but there are only {headers} columns. Put quotation marks around a text that holds the delimiter, or remove the cells."
            );
            let text = row.get(at).text;
            self.bad_cell(row, None, at, Fault::new(IssueCode::TooManyCells, message), text);
        }
    }

    pub(super) fn read_columns(&mut self, row: &RowCells<'_>) {
        let mut joined = std::mem::take(&mut self.joined);
        for at in 0..self.columns.len() {
            let kept = self.columns.get(at).is_some_and(|it| it.keep(row, &mut self.values));
            if !kept {
                self.read_column(at, row, &mut joined);
            }
        }
        self.joined = joined;
    }

    /// The long way through a cell.
    fn read_column(&mut self, at: usize, row: &RowCells<'_>, joined: &mut String) {
        let Self { columns, values, scratch, .. } = self;
        let Some(column) = columns.get(at) else { return };
        let cell = column.cell(row, joined);
        let meant = mapped(&column.mapping, &cell).unwrap_or(cell);
        scratch.clear();
        let fault = match column.kind.read(&meant, scratch) {
            Ok(Shape::Blank) => return,
            Ok(shape) => {
                let Some(fault) = column.rules.fault(scratch) else {
                    values.set(column.place, shape, scratch);
                    if column.kind.keeps_digits() && column.parts.is_empty() {
                        self.note_digits(at, row);
                    }
                    return;
                };
                fault
            }
            Err(fault) => fault,
        };
        let (index, field) = (column.index, column.field.clone());
        self.bad_cell(row, Some(field), index, fault, cell.text);
    }

    /// Says what a spreadsheet did to the digits of the cell that was read last, or what it would do.
    fn note_digits(&mut self, at: usize, row: &RowCells<'_>) {
        let Some(column) = self.columns.get(at) else { return };
        let cell = row.get(column.index);
        // A telephone number with its country has no zero to lose.
        let is_kept = self.scratch.starts_with('0');
        let fault = if was_rounded(&cell) {
            rounded(cell.text)
        } else if is_kept && begins_with_zeros(trim(cell.text).as_bytes()) {
            zero_kept(cell.text)
        } else {
            return;
        };
        let (index, field) = (column.index, column.field.clone());
        self.push_issue(row, Some(field), Some(index), fault, cell.text, true);
    }

    /// Fills first and last name from the whole name, where no column of their own does.
    pub(super) fn split_name(&mut self, row: &RowCells<'_>) {
        let Some(whole) = &self.whole_name else { return };
        let cell = row.get(whole.index);
        if crate::field::is_sheet_error(&cell) {
            let (index, field) = (whole.index, whole.field.clone());
            let fault = Fault::new(
                IssueCode::ErrorCell,
                "The cell holds a spreadsheet's error instead of a name. Correct its formula, or empty the cell.",
            );
            self.bad_cell(row, Some(field), index, fault, cell.text);
            return;
        }
        let parts = name::split(trim(cell.text));
        let fills = [
            (whole.salutation, parts.salutation),
            (whole.first, parts.first),
            (whole.last, parts.last),
        ];
        for (place, text) in fills {
            let Some(place) = place.filter(|_| !text.is_empty()) else { continue };
            self.scratch.clear();
            let cell = Cell { text, kind: CellKind::Text };
            if let Ok(shape) = Kind::Text.read(&cell, &mut self.scratch) {
                self.values.set(place, shape, &self.scratch);
            }
        }
    }
}

impl Column {
    /// The cell that is read: its own, or what the columns of its field say together.
    fn cell<'a>(&self, row: &RowCells<'a>, text: &'a mut String) -> Cell<'a> {
        let own = row.get(self.index);
        if self.parts.is_empty() { own } else { joined(own, &self.parts, row, text) }
    }

    /// The short way: a cell that holds nothing, or a text that is its own value or nearly so. False if the long way must be
    /// gone.
    #[inline]
    fn keep(&self, row: &RowCells<'_>, values: &mut Values) -> bool {
        if !self.is_direct {
            return false;
        }
        let Some(cell) = row.simple(self.index) else {
            return row.is_void(self.index) || self.keep_day(row, values);
        };
        let fits = self.most.is_none_or(|it| cell.end - cell.start <= it);
        let kept = fits
            && self.kind.keeps(&cell)
            && (!self.checked || self.rules.fault(cell.text()).is_none());
        if kept {
            values.copy(self.place, &cell);
        }
        kept || self.build(&cell, values)
    }

    /// The same for a text whose value is built without a look at anything else.
    #[inline]
    fn build(&self, cell: &SimpleCell<'_>, values: &mut Values) -> bool {
        if self.checked {
            return false;
        }
        let Some(built) = self.kind.builds(cell) else { return false };
        let fits = self.most.is_none_or(|it| built.len() <= it);
        if fits {
            values.put(self.place, &built);
        }
        fits
    }

    /// The same for a day of a workbook, whose value the reader left beside what a person sees.
    #[inline]
    fn keep_day(&self, row: &RowCells<'_>, values: &mut Values) -> bool {
        let Some(day) = row.day(self.index).filter(|_| !self.checked) else { return false };
        let fits = self.most.is_none_or(|it| day.end - day.start <= it);
        let kept = fits && self.kind.keeps_day(&day);
        if kept {
            values.copy(self.place, &day);
        }
        kept
    }
}

#[cold]
fn rounded(text: &str) -> Fault {
    let message = format!(
        "«{}» was rounded by the spreadsheet before the file was saved; its last digits may be lost. Format the column as text in the original.",
        cut(text, 40)
    );
    Fault::new(IssueCode::NumberRounded, message)
}

fn zero_kept(text: &str) -> Fault {
    let message = format!(
        "«{}» is kept with its leading zeros. A spreadsheet may drop them: format the column as text before you save the file with one.",
        cut(text, 40)
    );
    Fault::new(IssueCode::LeadingZeroKept, message)
}

/// The cell that is meant, where the plan says so of its text.
fn mapped<'a>(mapping: &'a BTreeMap<String, String>, cell: &Cell<'_>) -> Option<Cell<'a>> {
    if mapping.is_empty() {
        return None;
    }
    let text = mapping.get(trim(cell.text))?;
    Some(Cell { text, kind: CellKind::Text })
}
