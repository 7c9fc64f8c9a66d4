//! Some rows of a file, wherever they are: how a person reaches every row, and every row with a problem.
//!
//! What a row repeats and who owns it depend on the rows before it. Where the file was checked, its [`Index`] knows both
//! and a place not far before any row; before that, a file is read from its first row on.

use std::sync::Arc;

use gangway_contract::{ImportPlan, PreviewRow, Refusal, Row, RowOutcome};

use super::index::Index;
use super::report::{Outcomes, Settled, has_remark, preview_row};
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
    /// Rows that fail.
    Problems,
    /// Rows that pass and have a note. A note that a whole column may have is none of these.
    Remarks,
    /// Rows that repeat an earlier one.
    Repeats,
}

/// Where a page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowsFrom {
    /// With the first row behind this one.
    Behind(Row),
    /// With the row that has so many before it, of those that the filter lets through.
    At(u32),
}

/// A page of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowPage {
    /// In file order.
    pub rows: Vec<PreviewRow>,
    /// Whether such rows follow.
    pub more: bool,
    /// How many such rows lie before the page.
    pub before: u32,
}

/// Reads until a page is full.
pub struct Rows {
    read: Read<Shown>,
}

struct Shown {
    outcomes: Known,
    filter: RowFilter,
    from: RowsFrom,
    count: usize,
    page: RowPage,
}

/// How the outcome of a row is known.
enum Known {
    /// By the rows before it.
    Here(Outcomes),
    /// By a check of the file.
    Checked(Settled),
}

impl Rows {
    /// The first rows from somewhere on that the filter lets through, at most [`MOST_ROWS`].
    pub fn new(
        file: &FileFacts,
        plan: &ImportPlan,
        context: &Context,
        filter: RowFilter,
        from: RowsFrom,
        count: usize,
    ) -> Result<Self, Refusal> {
        let page = RowPage { rows: Vec::new(), more: false, before: 0 };
        let outcomes = Known::Here(Outcomes::new(plan));
        let sink = Shown { outcomes, filter, from, count: count.clamp(1, MOST_ROWS), page };
        Ok(Self { read: Read::new(file, plan, context, sink)? })
    }

    /// The same of a file that was looked at: what is open since need not be fetched again.
    pub fn after(self, head: &Head) -> Result<Self, Refusal> {
        Ok(Self { read: self.read.after(head)? })
    }

    /// The same of a file that was checked under this very plan, from a place not far before the page.
    pub fn within(self, file: &FileFacts, index: &Arc<Index>) -> Result<Self, Refusal> {
        let mut read = self.read;
        let Shown { filter, from, .. } = *read.sink();
        let stop = match from {
            RowsFrom::Behind(row) => index.behind(row),
            RowsFrom::At(rows) => index.before(filter, rows),
        };
        if let Some(stop) = stop {
            read = read.from(file, stop)?;
            read.sink_mut().page.before = stop.seen.of(filter);
        }
        read.sink_mut().outcomes = Known::Checked(Settled(Arc::clone(index)));
        Ok(Self { read })
    }
}

impl RowSink for Shown {
    fn row(&mut self, row: &CheckedRow<'_>) {
        if self.page.more {
            return;
        }
        let outcome = match &mut self.outcomes {
            Known::Here(it) => it.of(row),
            Known::Checked(it) => it.of(row),
        };
        let is_wanted = match self.filter {
            RowFilter::All => true,
            RowFilter::Problems => !row.passes(),
            RowFilter::Remarks => has_remark(row),
            RowFilter::Repeats => matches!(outcome, RowOutcome::Repeat { .. }),
        };
        if !is_wanted {
            return;
        }
        let is_before = match self.from {
            RowsFrom::Behind(after) => row.number() <= after,
            RowsFrom::At(rows) => self.page.before < rows,
        };
        if is_before && self.page.rows.is_empty() {
            self.page.before += 1;
        } else if self.page.rows.len() < self.count {
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
