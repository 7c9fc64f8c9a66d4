//! Every row of a file under a plan, in file order, in memory that does not grow with the file.

use gangway_contract::{CorrectionReport, FileNote, ImportPlan, Receipt, Refusal};

use super::index::Stop;
use super::{Context, check_plan, no_data_rows};
use crate::correct::Overlay;
use crate::digest::Fold;
use crate::record::{CheckedRow, Checker, compile};
use crate::source::{Need, Pass};
use crate::table::{FileFacts, Head, Layout, Place, RowCells, TableReader};

/// Takes the rows as they come.
pub trait RowSink {
    /// One row that is not blank, lent for the length of the call.
    fn row(&mut self, row: &CheckedRow<'_>);

    /// No row comes before more of the file is there, and somebody may look.
    fn pause(&mut self) {}
}

/// What is left when the last row was read.
#[derive(Debug, Clone)]
pub struct Reading<S> {
    /// What was read, in short.
    pub receipt: Receipt,
    /// Rows that are not blank.
    pub rows: u32,
    /// Rows that are.
    pub blank: u32,
    /// What a person should know of the file.
    pub notes: Vec<FileNote>,
    /// What became of what was corrected.
    pub corrections: CorrectionReport,
    /// Where the rows went.
    pub sink: S,
}

/// Reads a file under a plan into a sink.
pub struct Read<S> {
    table: TableReader,
    plan: ImportPlan,
    overlay: Option<Overlay>,
    run: Run<S>,
}

/// All but the table, so that the table can hand rows to it.
pub(super) struct Run<S> {
    checker: Checker,
    fold: Fold,
    rows: u32,
    blank: u32,
    sink: S,
}

impl<S: RowSink> Read<S> {
    /// Checks the plan and opens the file.
    pub fn new(
        file: &FileFacts,
        plan: &ImportPlan,
        context: &Context,
        sink: S,
    ) -> Result<Self, Refusal> {
        let run = Run::new(plan, context, sink)?;
        let table = TableReader::new(file, &Layout::from(plan))?;
        let overlay = Overlay::new(plan, &context.corrections)?;
        Ok(Self { table, plan: plan.clone(), overlay, run })
    }

    /// The same of a file that was looked at: what is open since need not be fetched again.
    pub(super) fn after(mut self, head: &Head) -> Result<Self, Refusal> {
        self.table = TableReader::after(head, &Layout::from(&self.plan))?;
        Ok(self)
    }

    /// The same from a place on, as if the rows before it had been read.
    pub(super) fn from(mut self, file: &FileFacts, stop: &Stop) -> Result<Self, Refusal> {
        self.table = TableReader::from(file, &Layout::from(&self.plan), &stop.place)?;
        self.run.go_on(stop);
        Ok(self)
    }

    /// Ends an answer at a place whenever so many further bytes were read.
    pub(super) fn remember(&mut self, every: u64) {
        self.table.remember(every);
    }

    pub(super) fn place(&mut self) -> Option<Place> {
        self.table.place()
    }

    pub(super) fn turn(&self) -> usize {
        self.run.turn()
    }

    /// Where the rows go.
    pub fn sink_mut(&mut self) -> &mut S {
        &mut self.run.sink
    }

    pub(super) fn sink(&self) -> &S {
        &self.run.sink
    }

    pub(super) fn into_sink(self) -> S {
        self.run.sink
    }

    /// The rows so far that are not blank.
    pub fn rows(&self) -> u32 {
        self.run.rows
    }

    pub(super) fn blank(&self) -> u32 {
        self.run.blank
    }

    pub(super) fn corrections_so_far(&self) -> CorrectionReport {
        self.overlay.as_ref().map(Overlay::report).unwrap_or_default()
    }

    pub(super) fn receipt_so_far(&self) -> Receipt {
        self.run.fold.so_far()
    }
}

impl<S: RowSink> Run<S> {
    /// Checks the plan.
    pub(super) fn new(plan: &ImportPlan, context: &Context, sink: S) -> Result<Self, Refusal> {
        check_plan(plan, context)?;
        let checker = compile(plan, context)?;
        Ok(Self { checker, fold: Fold::new(), rows: 0, blank: 0, sink })
    }

    pub(super) fn rows(&self) -> u32 {
        self.rows
    }

    pub(super) fn blank(&self) -> u32 {
        self.blank
    }

    pub(super) fn turn(&self) -> usize {
        self.checker.turn()
    }

    fn go_on(&mut self, stop: &Stop) {
        self.checker.go_on(stop.turn);
        (self.rows, self.blank) = (stop.seen.rows, stop.seen.blank);
    }

    pub(super) fn receipt_so_far(&self) -> Receipt {
        self.fold.so_far()
    }

    pub(super) fn sink_mut(&mut self) -> &mut S {
        &mut self.sink
    }

    pub(super) fn sink(&self) -> &S {
        &self.sink
    }

    /// No row comes before more of the file is there.
    pub(super) fn pause(&mut self) {
        self.sink.pause();
    }

    /// The receipt of all rows.
    pub(super) fn finish(self) -> (Receipt, S) {
        (self.checker.receipt(self.fold), self.sink)
    }

    pub(super) fn into_sink(self) -> S {
        self.sink
    }

    pub(super) fn row(&mut self, row: &RowCells<'_>) {
        if row.fault().is_none() && row.is_blank() {
            self.blank = self.blank.saturating_add(1);
            return;
        }
        self.rows = self.rows.saturating_add(1);
        let checked = self.checker.check(row);
        self.sink.row(&checked);
        self.checker.fold(row, &mut self.fold);
    }
}

impl<S: RowSink> Pass for Read<S> {
    type Output = Reading<S>;

    fn need(&self) -> Option<Need> {
        self.table.need()
    }

    fn answer(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        let Self { table, run, overlay, .. } = self;
        let answered = table.answer(bytes, &mut |row| run.row(&corrected(overlay, row)));
        run.pause();
        answered
    }

    fn finish(self) -> Result<Reading<S>, Refusal> {
        let Self { table, plan, mut overlay, mut run } = self;
        let notes = table.finish_with_notes(&mut |row| run.row(&corrected(&mut overlay, row)))?;
        if run.rows == 0 {
            return Err(no_data_rows(&plan));
        }
        let corrections = overlay.map(Overlay::finish).unwrap_or_default();
        let (rows, blank) = (run.rows, run.blank);
        let (receipt, sink) = run.finish();
        Ok(Reading { receipt, rows, blank, notes, corrections, sink })
    }
}

/// The row as it was corrected.
#[inline]
pub(super) fn corrected<'a>(overlay: &'a mut Option<Overlay>, row: &RowCells<'a>) -> RowCells<'a> {
    match overlay {
        None => *row,
        Some(overlay) => overlay.lay(row),
    }
}
