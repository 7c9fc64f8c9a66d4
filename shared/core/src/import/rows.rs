//! Some rows of a file, wherever they are: how a person reaches every row, and every row with a problem.
//!
//! The rows before them are checked too, for what a row repeats and who owns it depend on them; so the first page
//! is there at once and the last one takes as long as a check.

use gangway_contract::{ImportPlan, PreviewRow, Refusal, Row, RowOutcome};

use super::report::{Outcomes, preview_row};
use super::{Context, Read, RowSink};
use crate::record::CheckedRow;
use crate::source::{Need, Pass};
use crate::table::{FileFacts, Head};

/// The most rows of a page.
pub const MOST_ROWS: usize = 200;

/// Which rows are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowFilter {
    /// Every row.
    All,
    /// Rows that fail or have a note.
    Problems,
    /// Rows that repeat an earlier one.
    Repeats,
}

/// A page of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowPage {
    /// In file order.
    pub rows: Vec<PreviewRow>,
    /// Whether such rows follow.
    pub more: bool,
}

/// Reads until a page is full.
pub struct Rows {
    read: Read<Shown>,
}

struct Shown {
    outcomes: Outcomes,
    filter: RowFilter,
    after: Row,
    count: usize,
    page: RowPage,
}

impl Rows {
    /// The first rows behind the row `after` that the filter lets through, at most [`MOST_ROWS`].
    pub fn new(
        file: &FileFacts,
        plan: &ImportPlan,
        context: &Context,
        filter: RowFilter,
        after: Row,
        count: usize,
    ) -> Result<Self, Refusal> {
        let page = RowPage { rows: Vec::new(), more: false };
        let outcomes = Outcomes::new(plan);
        let sink = Shown { outcomes, filter, after, count: count.clamp(1, MOST_ROWS), page };
        Ok(Self { read: Read::new(file, plan, context, sink)? })
    }

    /// The same of a file that was looked at: what is open since need not be fetched again.
    pub fn after(self, head: &Head) -> Result<Self, Refusal> {
        Ok(Self { read: self.read.after(head)? })
    }
}

impl RowSink for Shown {
    fn row(&mut self, row: &CheckedRow<'_>) {
        if self.page.more {
            return;
        }
        let outcome = self.outcomes.of(row);
        let is_wanted = match self.filter {
            RowFilter::All => true,
            RowFilter::Problems => !row.issues().is_empty(),
            RowFilter::Repeats => matches!(outcome, RowOutcome::Repeat { .. }),
        };
        if !is_wanted || row.number() <= self.after {
            return;
        }
        if self.page.rows.len() < self.count {
            self.page.rows.push(preview_row(row, outcome));
        } else {
            self.page.more = true;
        }
    }
}

impl Pass for Rows {
    type Output = RowPage;

    fn need(&self) -> Option<Need> {
        if self.read.sink().page.more { None } else { self.read.need() }
    }

    fn answer(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        self.read.answer(bytes)
    }

    fn finish(self) -> Result<RowPage, Refusal> {
        if self.read.sink().page.more {
            return Ok(self.read.into_sink().page);
        }
        Ok(self.read.finish()?.sink.page)
    }
}
