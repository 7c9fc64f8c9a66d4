//! What became of a job's rows, as numbers.

use serde::{Deserialize, Serialize};

use crate::WriteOutcome;

/// The outcomes of a job's rows.
///
/// At the end `rows = created + updated + unchanged + skipped + failed + unprocessed + removed + restored + kept +
/// exported + indexed`. Three of these are of undos, whose rows are those that the import created or updated; the last
/// two are of exports and of further match rules, whose rows are records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct JobCounts {
    /// Rows of the file that are not blank; 0 until the file has been read.
    pub rows: u32,
    /// Became records.
    pub created: u32,
    /// Changed records.
    pub updated: u32,
    /// Matched records that already said the same.
    pub unchanged: u32,
    /// Matched a record or an earlier row, and were left out; of an erasure: ids at which no record lies.
    pub skipped: u32,
    /// Were wrong.
    pub failed: u32,
    /// Were not reached, because of a cancel or a dead bucket.
    pub unprocessed: u32,
    /// Had created records, which are gone again; of an erasure: records that are gone for good.
    pub removed: u32,
    /// Had changed records, which are as they were before.
    pub restored: u32,
    /// Had written something that somebody has changed since; what was changed stays.
    pub kept: u32,
    /// Were taken out.
    pub exported: u32,
    /// Were given the keys of a further match rule.
    pub indexed: u32,
}

impl JobCounts {
    /// Rows with an outcome.
    pub fn done(&self) -> u32 {
        let imported = self.created + self.updated + self.unchanged + self.skipped + self.failed;
        imported
            + self.unprocessed
            + self.removed
            + self.restored
            + self.kept
            + self.exported
            + self.indexed
    }

    /// One row more, with this outcome.
    pub fn add(&mut self, outcome: WriteOutcome) {
        let place = match outcome {
            WriteOutcome::Created => &mut self.created,
            WriteOutcome::Updated => &mut self.updated,
            WriteOutcome::Unchanged => &mut self.unchanged,
            WriteOutcome::Skipped => &mut self.skipped,
            WriteOutcome::Failed => &mut self.failed,
            WriteOutcome::Unprocessed => &mut self.unprocessed,
            WriteOutcome::Removed => &mut self.removed,
            WriteOutcome::Restored => &mut self.restored,
            WriteOutcome::Kept => &mut self.kept,
        };
        *place += 1;
        self.rows += 1;
    }

    /// Whether every row has exactly one outcome.
    pub fn add_up(&self) -> bool {
        self.rows == self.done()
    }

    /// Without the rows that were not reached.
    #[must_use]
    pub fn settled(&self) -> Self {
        Self { rows: self.rows.saturating_sub(self.unprocessed), unprocessed: 0, ..*self }
    }

    /// These rows without those, whose outcomes are counted elsewhere; the number of all rows stays.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        Self {
            rows: self.rows,
            created: self.created.saturating_sub(other.created),
            updated: self.updated.saturating_sub(other.updated),
            unchanged: self.unchanged.saturating_sub(other.unchanged),
            skipped: self.skipped.saturating_sub(other.skipped),
            failed: self.failed.saturating_sub(other.failed),
            unprocessed: self.unprocessed.saturating_sub(other.unprocessed),
            removed: self.removed.saturating_sub(other.removed),
            restored: self.restored.saturating_sub(other.restored),
            kept: self.kept.saturating_sub(other.kept),
            exported: self.exported.saturating_sub(other.exported),
            indexed: self.indexed.saturating_sub(other.indexed),
        }
    }

    /// Both together, as the sum over a ledger needs it.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self {
            rows: self.rows + other.rows,
            created: self.created + other.created,
            updated: self.updated + other.updated,
            unchanged: self.unchanged + other.unchanged,
            skipped: self.skipped + other.skipped,
            failed: self.failed + other.failed,
            unprocessed: self.unprocessed + other.unprocessed,
            removed: self.removed + other.removed,
            restored: self.restored + other.restored,
            kept: self.kept + other.kept,
            exported: self.exported + other.exported,
            indexed: self.indexed + other.indexed,
        }
    }
}
