//! Counts, groups and examples of a check, gathered row by row.

use std::collections::BTreeMap;
use std::sync::Arc;

use gangway_contract::{
    CheckCounts, CheckReport, ColumnReport, CorrectionReport, DuplicateMode, ImportPlan, Issue,
    IssueCode, IssueGroup, PreviewRow, Receipt, Row, RowOutcome, ValueCount,
};

use super::RowSink;
use super::check::Checked;
use super::index::{Index, Seen, Stop};
use super::sample::KeySample;
use crate::field::{cut, trim};
use crate::order;
use crate::record::{CheckedRow, SHOWN};
use crate::repeats::Repeats;
use crate::table::Place;

/// How many rows are shown, how many issues are listed, and how much of a cell.
pub(super) const PREVIEW_ROWS: usize = 20;
const LISTED_ISSUES: usize = 100;
/// How many rows wait to be settled at once: the table of repeats is slow for one row, but not for many.
const WAITING: usize = u64::BITS as usize;
/// How many unknown texts of a column are kept; a list of meanings longer than this is no list.
const UNKNOWN_VALUES: usize = 100;
const PREVIEW_CHARS: usize = 200;

/// A sink that reports.
pub(super) struct Report {
    outcomes: Outcomes,
    /// Rows that pass and have a key, until it is settled which of them lead.
    waiting: Vec<(u128, Row)>,
    sample: KeySample,
    counts: Counts,
    seen: Seen,
    stops: Vec<Stop>,
}

/// What the check alone says of each row, in file order.
pub(super) struct Outcomes {
    repeats: Option<Repeats>,
}

/// The same of any row, once the whole file was checked.
pub(super) struct Settled(pub(super) Arc<Index>);

impl Settled {
    pub(super) fn of(&self, row: &CheckedRow<'_>) -> RowOutcome {
        let (true, key) = (row.passes(), row.quick_key()) else { return RowOutcome::Failed };
        let leader = key.and_then(|key| self.0.leader(key));
        match leader.filter(|it| *it != row.number()) {
            None => RowOutcome::Ok,
            Some(leader) => RowOutcome::Repeat { leader },
        }
    }
}

impl Outcomes {
    pub(super) fn new(plan: &ImportPlan) -> Self {
        // In create mode every row becomes a record, whatever it repeats.
        let repeats = (plan.options.mode != DuplicateMode::Create).then(Repeats::default);
        Self { repeats }
    }

    pub(super) fn of(&mut self, row: &CheckedRow<'_>) -> RowOutcome {
        let (true, key) = (row.passes(), row.quick_key()) else { return RowOutcome::Failed };
        let (Some(repeats), Some(key)) = (&mut self.repeats, key) else { return RowOutcome::Ok };
        match repeats.lead(key, row.number()) {
            leader if leader == row.number() => RowOutcome::Ok,
            leader => RowOutcome::Repeat { leader },
        }
    }
}

/// A row as it is shown.
pub(super) fn preview_row(row: &CheckedRow<'_>, outcome: RowOutcome) -> PreviewRow {
    PreviewRow {
        row: row.number(),
        record: row.record(),
        cells: row.cells().map(|it| cut(it, PREVIEW_CHARS)).collect(),
        owner: row.owner().cloned(),
        issues: row.issues().to_vec(),
        outcome,
        key: row.key(),
        version: row.version(),
    }
}

/// Everything but the table of repeats, so that the page can ask for it midway without copying that.
#[derive(Clone)]
pub(super) struct Counts {
    totals: CheckCounts,
    groups: BTreeMap<(IssueCode, u32, bool), IssueGroup>,
    issues: Vec<Issue>,
    preview: Vec<PreviewRow>,
    columns: Vec<ColumnReport>,
}

impl Report {
    pub(super) fn new(plan: &ImportPlan) -> Self {
        let column =
            |it: &gangway_contract::PlanColumn| ColumnReport { index: it.index, filled: 0, bad: 0 };
        let mut columns: Vec<_> = plan.columns.iter().map(column).collect();
        order::sort_by(&mut columns, |one, other| one.index.cmp(&other.index));
        Self {
            outcomes: Outcomes::new(plan),
            waiting: Vec::with_capacity(WAITING),
            sample: KeySample::new(plan),
            counts: Counts {
                totals: CheckCounts::default(),
                groups: BTreeMap::new(),
                issues: Vec::new(),
                preview: Vec::new(),
                columns,
            },
            seen: Seen::default(),
            stops: Vec::new(),
        }
    }

    pub(super) fn clone_counts(&self) -> Counts {
        self.counts.clone()
    }

    pub(super) fn finish(mut self, plan: ImportPlan, receipt: Receipt, blank: u32) -> Checked {
        self.pause();
        let keys = self.sample.of(self.outcomes.repeats.as_ref().map_or(0, Repeats::len));
        let all = Seen { repeats: self.counts.totals.repeats, blank, ..self.seen };
        let index = Index::new(self.stops, all, self.outcomes.repeats);
        Checked { report: self.counts.finish(plan, receipt, blank), keys, index }
    }

    /// Remembers a place of the file, with what the rows before it came to.
    pub(super) fn stop(&mut self, place: Place, turn: usize, blank: u32) {
        self.pause();
        let seen = Seen { repeats: self.counts.totals.repeats, blank, ..self.seen };
        self.stops.push(Stop { place, turn, seen });
    }

    fn show(&mut self, row: &CheckedRow<'_>) {
        let outcome = self.outcomes.of(row);
        self.counts.settle(outcome);
        self.counts.preview.push(preview_row(row, outcome));
        if let (RowOutcome::Ok, Some(quick), Some(_)) =
            (outcome, row.quick_key(), &self.outcomes.repeats)
        {
            self.sample.take(quick, row.key_text());
        }
    }

    /// Counts a row that is not shown, at the latest when the sink pauses.
    fn pass(&mut self, row: &CheckedRow<'_>) {
        match (row.passes(), row.quick_key()) {
            (false, _) => self.counts.settle(RowOutcome::Failed),
            (true, Some(key)) if self.outcomes.repeats.is_some() => {
                self.waiting.push((key, row.number()));
                self.sample.wait(key, row.key_text());
                if self.waiting.len() == WAITING {
                    self.pause();
                }
            }
            (true, _) => self.counts.settle(RowOutcome::Ok),
        }
    }
}

impl RowSink for Report {
    fn row(&mut self, row: &CheckedRow<'_>) {
        self.seen.row = row.number();
        self.seen.rows += 1;
        self.seen.problems += u32::from(!row.passes());
        self.seen.remarks += u32::from(has_remark(row));
        let it = &mut self.counts;
        it.count(row);
        row.issues().iter().for_each(|issue| it.group(issue));
        let room = LISTED_ISSUES.saturating_sub(it.issues.len());
        it.issues.extend(row.issues().iter().filter(|it| is_listed(it.code)).take(room).cloned());
        if it.preview.len() < PREVIEW_ROWS { self.show(row) } else { self.pass(row) }
    }

    fn pause(&mut self) {
        let Self { outcomes: Outcomes { repeats: Some(repeats) }, waiting, sample, counts, .. } =
            self
        else {
            return;
        };
        // One bit a row.
        let (mut leads, mut at) = (0_u64, 0);
        repeats.lead_all(waiting, |row, leader| {
            let is_first = leader == row;
            counts.totals.ok += u32::from(is_first);
            counts.totals.repeats += u32::from(!is_first);
            leads |= u64::from(is_first) << at;
            at += 1;
        });
        sample.settle((0..at).map(|at| leads >> at & 1 == 1));
        waiting.clear();
    }
}

impl Counts {
    fn settle(&mut self, outcome: RowOutcome) {
        match outcome {
            RowOutcome::Ok => self.totals.ok += 1,
            RowOutcome::Failed => self.totals.failed += 1,
            RowOutcome::Repeat { .. } => self.totals.repeats += 1,
        }
    }

    fn count(&mut self, row: &CheckedRow<'_>) {
        let counts = &mut self.totals;
        counts.rows += 1;
        counts.without_key += u32::from(row.passes() && row.quick_key().is_none());
        counts.remarks += u32::from(has_remark(row));
        for (column, filled) in self.columns.iter_mut().zip(row.filled()) {
            column.filled += u32::from(filled);
        }
    }

    fn group(&mut self, issue: &Issue) {
        let index = issue.index.unwrap_or(u32::MAX);
        let column = self.columns.get_mut(index as usize).filter(|_| issue.index.is_some());
        if let Some(column) = column {
            // In a row whose bad values are left out, the note is about the cell all the same.
            column.bad += u32::from(!issue.note || is_about_the_cell(issue.code));
        }
        let group = self.groups.entry((issue.code, index, issue.note));
        let group = group.or_insert_with(|| IssueGroup {
            code: issue.code,
            column: issue.column.clone(),
            field: issue.field.clone(),
            count: 0,
            first_row: issue.row,
            message: issue.message.clone(),
            note: issue.note,
            values: Vec::new(),
        });
        group.count += 1;
        if matches!(issue.code, IssueCode::NotAnOption | IssueCode::UnknownUser) {
            note_value(&mut group.values, &issue.value);
        }
    }

    pub(super) fn finish(self, plan: ImportPlan, receipt: Receipt, blank: u32) -> CheckReport {
        let mut groups: Vec<_> = self.groups.into_values().collect();
        for group in &mut groups {
            order::sort_by(&mut group.values, |one, other| {
                other.count.cmp(&one.count).then_with(|| one.value.cmp(&other.value))
            });
        }
        order::sort_by(&mut groups, |one, other| {
            other
                .count
                .cmp(&one.count)
                .then(one.first_row.cmp(&other.first_row))
                .then(one.code.cmp(&other.code))
        });
        CheckReport {
            plan,
            counts: CheckCounts { blank, ..self.totals },
            groups,
            issues: self.issues,
            preview: self.preview,
            columns: self.columns,
            receipt,
            file_notes: Vec::new(),
            corrections: CorrectionReport::default(),
        }
    }
}

/// Counts a text that its field does not know. One that was cut could not be found again.
fn note_value(values: &mut Vec<ValueCount>, text: &str) {
    let text = trim(text);
    if let Some(known) = values.iter_mut().find(|it| it.value == text) {
        known.count += 1;
    } else if values.len() < UNKNOWN_VALUES && !text.is_empty() && text.chars().count() < SHOWN {
        values.push(ValueCount { value: text.to_owned(), count: 1 });
    }
}

/// A column of postal codes may have such a note in every row: it would crowd out what is wrong.
fn is_listed(code: IssueCode) -> bool {
    code != IssueCode::LeadingZeroKept
}

/// Whether a row is shown to whoever wants those with remarks.
pub(super) fn has_remark(row: &CheckedRow<'_>) -> bool {
    row.passes() && row.issues().iter().any(|it| is_listed(it.code))
}

fn is_about_the_cell(code: IssueCode) -> bool {
    !matches!(code, IssueCode::NumberRounded | IssueCode::LeadingZeroKept | IssueCode::UnknownUser)
}
