//! The check of a whole file: every row read, repeats found, issues grouped, the first rows shown.

use gangway_contract::{CheckReport, CorrectionReport, FileNote, ImportPlan, Refusal};

use super::index::Index;
use super::report::Report;
use super::sample::KeySample;
use super::{Context, Read, Reading};
use crate::source::{Need, Pass};
use crate::table::{FileFacts, Head};

/// A [`Read`] that reports what would happen to each row, before anything is known of the CRM's records.
pub struct Check {
    read: Read<Report>,
    plan: ImportPlan,
}

impl Check {
    /// Checks the plan and opens the file.
    pub fn new(file: &FileFacts, plan: &ImportPlan, context: &Context) -> Result<Self, Refusal> {
        let read = Read::new(file, plan, context, Report::new(plan))?;
        Ok(Self { read, plan: plan.clone() })
    }

    /// The same of a file that was looked at: what is open since need not be fetched again.
    pub fn after(self, head: &Head) -> Result<Self, Refusal> {
        Ok(Self { read: self.read.after(head)?, plan: self.plan })
    }

    /// Remembers a place in the file whenever so many further bytes were read, so that its rows are found again.
    #[must_use]
    pub fn indexed(mut self, every: u64) -> Self {
        self.read.remember(every);
        self
    }

    /// What the rows so far came to.
    pub fn progress(&self) -> CheckReport {
        let report = self.read.sink().clone_counts();
        let report =
            report.finish(self.plan.clone(), self.read.receipt_so_far(), self.read.blank());
        CheckReport { corrections: self.read.corrections_so_far(), ..report }
    }

    /// The report with the keys to ask about.
    pub fn finish_with_keys(self) -> Result<Checked, Refusal> {
        let Reading { receipt, blank, notes, corrections, sink, .. } = self.read.finish()?;
        Ok(sink.finish(self.plan, receipt, blank).with(notes, corrections))
    }

    /// The rows so far that are not blank.
    pub fn rows(&self) -> u32 {
        self.read.rows()
    }
}

/// What a check found, and what to ask the CRM for to know the rest.
#[derive(Debug)]
pub struct Checked {
    /// What the file says by itself.
    pub report: CheckReport,
    /// The keys of the rows that pass, to be made when they are asked for.
    pub keys: KeySample,
    /// Where its rows are.
    pub index: Index,
}

impl Checked {
    pub(super) fn with(mut self, notes: Vec<FileNote>, corrections: CorrectionReport) -> Self {
        self.report.file_notes = notes;
        self.report.corrections = corrections;
        self
    }
}

impl Pass for Check {
    type Output = CheckReport;

    fn need(&self) -> Option<Need> {
        self.read.need()
    }

    fn answer(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        self.read.answer(bytes)?;
        if let Some(place) = self.read.place() {
            let (turn, blank) = (self.read.turn(), self.read.blank());
            self.read.sink_mut().stop(place, turn, blank);
        }
        Ok(())
    }

    fn finish(self) -> Result<CheckReport, Refusal> {
        Ok(self.finish_with_keys()?.report)
    }
}
