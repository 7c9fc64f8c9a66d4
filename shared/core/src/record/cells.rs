//! The first half of a row's check: its cells become values, or issues.

use std::collections::BTreeMap;

use gangway_contract::IssueCode;

use super::row::Checker;
use crate::field::{Fault, Kind, Shape, cut, name, trim, was_rounded};
use crate::table::{Cell, CellKind, RowCells};

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

    pub(super) fn read_column(&mut self, at: usize, row: &RowCells<'_>) {
        let Some(column) = self.columns.get(at) else { return };
        let cell = row.get(column.index);
        let meant = mapped(&column.mapping, &cell).unwrap_or(cell);
        let start = self.values.text.len();
        let read = column.kind.read(&meant, &mut self.values.text);
        let fault = match read {
            Ok(Shape::Blank) => return,
            Ok(shape) => {
                let value = self.values.text.get(start..).unwrap_or_default();
                let fault = column.rules.fault(value);
                if fault.is_none() {
                    let noted = column.kind.keeps_digits() && was_rounded(&cell);
                    self.values.set(column.place, shape, start);
                    if noted {
                        self.note_rounded(at, row);
                    }
                    return;
                }
                fault
            }
            Err(fault) => Some(fault),
        };
        self.values.text.truncate(start);
        let (index, field) = (column.index, column.field.clone());
        if let Some(fault) = fault {
            self.bad_cell(row, Some(field), index, fault, cell.text);
        }
    }

    #[cold]
    pub(super) fn note_rounded(&mut self, at: usize, row: &RowCells<'_>) {
        let Some(column) = self.columns.get(at) else { return };
        let text = row.get(column.index).text;
        let message = format!(
            "«{}» was rounded by the spreadsheet before the file was saved; its last digits may be lost. Format the column as text in the original.",
            cut(text, 40)
        );
        let fault = Fault::new(IssueCode::NumberRounded, message);
        let (index, field) = (column.index, column.field.clone());
        self.push_issue(row, Some(field), Some(index), fault, text, true);
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
            let start = self.values.text.len();
            let shape =
                Kind::Text.read(&Cell { text, kind: CellKind::Text }, &mut self.values.text);
            if let Ok(shape) = shape {
                self.values.set(place, shape, start);
            }
        }
    }
}

/// The cell that is meant, where the plan says so of its text.
fn mapped<'a>(mapping: &'a BTreeMap<String, String>, cell: &Cell<'_>) -> Option<Cell<'a>> {
    if mapping.is_empty() {
        return None;
    }
    let text = mapping.get(trim(cell.text))?;
    Some(Cell { text, kind: CellKind::Text })
}
