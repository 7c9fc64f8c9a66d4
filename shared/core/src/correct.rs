//! Lays a person's corrections over the rows of a file, before anything is typed: first what is found and replaced
//! in whole columns, then single cells. The file stays as it is, and both doors see the same corrected rows.
//!
//! A single cell is corrected only if it still holds the text that the person saw, which is the one after the rules;
//! one that fits no longer is listed and never applied.

mod digests;
mod replace;

use std::sync::Arc;

use gangway_contract::{
    CorrectedCell, CorrectionReport, Corrections, ImportPlan, Refusal, RefusalCode,
};

pub use digests::{cell_digest, corrections_digest, reading_digest};
use replace::Replacer;

use crate::guard::MAX_COLUMNS;
use crate::table::{Patch, RowCells};

/// The most cells that can be corrected one by one.
pub const MAX_CELLS: usize = 100_000;
/// The longest text of a corrected cell, in characters: what Excel holds in one.
pub const MAX_TEXT: usize = 32_767;
/// The most rules of one column.
const MAX_RULES: usize = 50;
const LISTED: usize = 100;

/// The corrections of one pass over a file, in the order of its rows.
#[derive(Debug)]
pub(crate) struct Overlay {
    rules: Vec<(usize, Replacer)>,
    corrections: Arc<Corrections>,
    /// The first cell that was not reached yet.
    next: usize,
    patch: Patch,
    report: CorrectionReport,
}

impl Overlay {
    /// Compiles what was corrected; none if nothing was. Corrections that were made under other settings fit nowhere.
    pub(crate) fn new(
        plan: &ImportPlan,
        corrections: &Arc<Corrections>,
    ) -> Result<Option<Self>, Refusal> {
        check(corrections).map_err(|it| Refusal::new(RefusalCode::PlanMismatch, it))?;
        let rules = rules(plan)?;
        if rules.is_empty() && corrections.cells.is_empty() {
            return Ok(None);
        }
        let mut overlay = Self {
            rules,
            corrections: Arc::clone(corrections),
            next: 0,
            patch: Patch::default(),
            report: CorrectionReport::default(),
        };
        if corrections.reading != reading_digest(plan) {
            overlay.pass_by(u32::MAX);
        }
        Ok(Some(overlay))
    }

    /// The row with its corrections.
    pub(crate) fn lay<'a>(&'a mut self, row: &RowCells<'a>) -> RowCells<'a> {
        self.pass_by(row.number());
        let is_corrected =
            self.corrections.cells.get(self.next).is_some_and(|it| it.row == row.number());
        if self.rules.is_empty() && !is_corrected {
            return *row;
        }
        self.patch.begin(row);
        self.replace(row);
        self.correct(row);
        self.patch.row(row)
    }

    /// What became of the corrections so far.
    pub(crate) fn report(&self) -> CorrectionReport {
        self.report.clone()
    }

    /// What became of all of them; those behind the last row fit nowhere.
    pub(crate) fn finish(mut self) -> CorrectionReport {
        self.pass_by(u32::MAX);
        self.report
    }

    fn replace(&mut self, row: &RowCells<'_>) {
        let mut rules = self.rules.as_slice();
        // The rules of a column stand together.
        while let Some(((column, _), _)) = rules.split_first() {
            let of_it = rules.iter().take_while(|(it, _)| it == column).count();
            let (own, rest) = rules.split_at(of_it);
            rules = rest;
            let text = row.get(*column).text;
            let replaced = own.iter().fold(None, |now: Option<String>, (_, rule)| {
                rule.replace(now.as_deref().unwrap_or(text)).or(now)
            });
            if let Some(replaced) = replaced.filter(|it| it != text) {
                self.patch.set(*column, &replaced);
                self.report.replaced = self.report.replaced.saturating_add(1);
            }
        }
    }

    fn correct(&mut self, row: &RowCells<'_>) {
        while let Some(cell) = self.corrections.cells.get(self.next) {
            if cell.row != row.number() {
                return;
            }
            let column = cell.column as usize;
            if cell_digest(self.patch.row(row).get(column).text) == cell.was {
                self.patch.set(column, &cell.text);
                self.report.cells += 1;
            } else {
                list(&mut self.report, cell);
            }
            self.next += 1;
        }
    }

    /// Lists the cells of rows before this one: the file has no such rows.
    fn pass_by(&mut self, row: u32) {
        while let Some(cell) = self.corrections.cells.get(self.next).filter(|it| it.row < row) {
            list(&mut self.report, cell);
            self.next += 1;
        }
    }
}

fn list(report: &mut CorrectionReport, cell: &CorrectedCell) {
    report.unfit += 1;
    if report.listed.len() < LISTED {
        report.listed.push(cell.clone());
    }
}

/// What is wrong with corrections as such, in a sentence.
pub fn check(corrections: &Corrections) -> Result<(), String> {
    let cells = &corrections.cells;
    if cells.len() > MAX_CELLS {
        return Err(format!(
            "{} cells were corrected one by one, and {MAX_CELLS} are the most. Use find and replace, or correct the file itself.",
            cells.len()
        ));
    }
    let place = |it: &CorrectedCell| (it.row, it.column);
    if cells.iter().zip(cells.iter().skip(1)).any(|(one, next)| place(one) >= place(next)) {
        return Err(
            "Corrected cells come in the order of their rows and columns, each once.".into()
        );
    }
    let is_wrong = |it: &&CorrectedCell| {
        it.row == 0
            || it.row == u32::MAX
            || it.column as usize >= MAX_COLUMNS
            || it.text.chars().nth(MAX_TEXT).is_some()
    };
    match cells.iter().find(is_wrong) {
        None => Ok(()),
        Some(it) => Err(format!(
            "The correction in row {}, column {} cannot be meant: a file has rows from 1 on, at most {MAX_COLUMNS} columns, and cells of at most {MAX_TEXT} characters.",
            it.row,
            u64::from(it.column) + 1
        )),
    }
}

fn rules(plan: &ImportPlan) -> Result<Vec<(usize, Replacer)>, Refusal> {
    let mut rules = Vec::new();
    for column in plan.columns.iter().filter(|it| it.status.is_read()) {
        if column.replacements.len() > MAX_RULES {
            let message = format!(
                "«{}» has more than {MAX_RULES} rules to find and replace, the most of a column. Remove some.",
                crate::field::cut(&column.header, 60)
            );
            return Err(Refusal::new(RefusalCode::PlanMismatch, message));
        }
        for replacement in &column.replacements {
            rules.push((column.index as usize, Replacer::new(replacement)?));
        }
    }
    crate::order::sort_by(&mut rules, |one, other| one.0.cmp(&other.0));
    Ok(rules)
}

#[cfg(test)]
mod tests;
