//! Cuts checked rows into 512 slices by match key, so that all rows of a group lie in one slice. A segment is
//! full after so many bytes, whatever the pieces in which the file was read: planning again writes the same bytes.

use std::collections::BTreeSet;

use gangway_contract::{
    DuplicateMode, FailedRow, ImportPlan, MatchKey, Row, SliceSegment, TestRows, UserId,
};
use gangway_core::import::{CheckedRow, RowSink};
use gangway_core::marked;
use gangway_core::record::RowValues;
use serde::{Serialize, Serializer};

use crate::part::Part;
use crate::slices::Slices;

/// The fixed number of slices.
pub(crate) const SLICES: usize = 512;
/// A segment is cut when its rows take this much. It is in memory twice then: slice by slice, and on its way.
const SEGMENT_BYTES: usize = 48_000_000;
/// Failed rows are read one after another, so that their objects may be small.
const FAILURE_BYTES: usize = 16_000_000;

/// Takes rows and gives full segments.
pub(crate) struct Cut {
    mode: DuplicateMode,
    part: Part,
    importer: UserId,
    /// Columns that no result file repeats.
    left_out: Vec<usize>,
    slices: Slices,
    /// Where a line is made.
    line: Vec<u8>,
    failures: Vec<u8>,
    /// Segments that are full and wait to be put away.
    pub(crate) full: Vec<Full>,
    /// Every segment so far.
    pub(crate) segments: Vec<SliceSegment>,
    /// Objects of failed rows so far.
    pub(crate) failed_segments: u32,
    /// Rows by slice.
    pub(crate) rows: Vec<u32>,
    /// Bytes by slice.
    pub(crate) bytes: Vec<u64>,
    /// Rows that failed.
    pub(crate) failed: u32,
    /// Rows that passed.
    pub(crate) passed: u32,
    /// Rows that are none of this job's.
    left: u32,
}

/// A [`SliceRow`](gangway_contract::SliceRow) on its way into a slice: what is only written need not be owned.
#[derive(Serialize)]
struct Line<'r> {
    row: Row,
    key: Option<MatchKey>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<u32>,
    record: RowValues<'r>,
    owner: &'r UserId,
    cells: Cells<'r>,
}

/// The cells that result files repeat.
struct Cells<'r> {
    row: &'r CheckedRow<'r>,
    left_out: &'r [usize],
}

impl Cells<'_> {
    fn texts(&self) -> impl Iterator<Item = &str> {
        let own = self.row.cells().enumerate().filter(|(at, _)| !self.left_out.contains(at));
        own.map(|(_, cell)| cell)
    }
}

impl Serialize for Cells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.texts())
    }
}

/// An object to put away.
pub(crate) enum Full {
    /// A segment of slices.
    Slices(u32, Vec<u8>),
    /// A segment of failed rows.
    Failures(u32, Vec<u8>),
}

impl Cut {
    pub(crate) fn new(plan: &ImportPlan, importer: UserId, part: Part) -> Self {
        let repeated: BTreeSet<u32> = marked::repeated(plan).map(|it| it.index).collect();
        let left_out = plan.columns.iter().filter(|it| !repeated.contains(&it.index));
        Self {
            mode: plan.options.mode,
            part,
            importer,
            left_out: left_out.map(|it| it.index as usize).collect(),
            slices: Slices::new(SLICES),
            line: Vec::new(),
            failures: Vec::new(),
            full: Vec::new(),
            segments: Vec::new(),
            failed_segments: 0,
            rows: vec![0; SLICES],
            bytes: vec![0; SLICES],
            failed: 0,
            passed: 0,
            left: 0,
        }
    }

    /// The job's rows.
    pub(crate) fn taken(&self) -> u32 {
        self.passed + self.failed
    }

    /// What the job takes and leaves, if it is a test.
    pub(crate) fn test(&self) -> Option<TestRows> {
        self.part.asked().map(|first| TestRows { first, waiting: Some(self.left) })
    }

    /// Cuts what is left at the end of the file.
    pub(crate) fn finish(&mut self) {
        if self.slices.bytes() > 0 {
            self.cut_slices();
        }
        if !self.failures.is_empty() {
            self.cut_failures();
        }
    }

    /// What the row is grouped by.
    fn group_key(&self, key: Option<MatchKey>) -> Option<MatchKey> {
        key.filter(|_| self.mode != DuplicateMode::Create)
    }

    fn pass(&mut self, row: &CheckedRow<'_>, key: Option<MatchKey>) {
        let slice = slice_of(self.group_key(key), row.number());
        let line = Line {
            row: row.number(),
            key,
            version: row.version(),
            record: row.values(),
            owner: row.owner().unwrap_or(&self.importer),
            cells: Cells { row, left_out: &self.left_out },
        };
        self.line.clear();
        push_line(&mut self.line, &line);
        self.slices.push(slice, &self.line);
        self.rows[slice] += 1;
        self.bytes[slice] += self.line.len() as u64;
        self.passed += 1;
        if self.slices.bytes() >= SEGMENT_BYTES {
            self.cut_slices();
        }
    }

    fn fail(&mut self, row: &CheckedRow<'_>) {
        let cells = Cells { row, left_out: &self.left_out }.texts().map(str::to_owned).collect();
        let line = FailedRow { row: row.number(), cells, issues: row.issues().to_vec() };
        push_line(&mut self.failures, &line);
        self.failed += 1;
        if self.failures.len() >= FAILURE_BYTES {
            self.cut_failures();
        }
    }

    fn cut_slices(&mut self) {
        let (bytes, offsets) = self.slices.take();
        let number = u32::try_from(self.segments.len()).unwrap_or(u32::MAX);
        self.segments.push(SliceSegment { number, offsets });
        self.full.push(Full::Slices(number, bytes));
    }

    fn cut_failures(&mut self) {
        let bytes = std::mem::take(&mut self.failures);
        self.full.push(Full::Failures(self.failed_segments, bytes));
        self.failed_segments += 1;
    }
}

impl RowSink for Cut {
    fn row(&mut self, row: &CheckedRow<'_>) {
        let key = if row.passes() { row.key() } else { None };
        if !self.part.takes(self.group_key(key)) {
            self.left += 1;
        } else if row.passes() {
            self.pass(row, key);
        } else {
            self.fail(row);
        }
    }
}

/// Keys are hashes and need no further one; rows without a key spread by number.
fn slice_of(key: Option<MatchKey>, row: Row) -> usize {
    let [.., low_half_high, low_half_low] = row.to_be_bytes();
    let [high, low] = key.map_or([low_half_high, low_half_low], |key| [key.0[0], key.0[1]]);
    usize::from(u16::from_be_bytes([high, low])) % SLICES
}

fn push_line(buffer: &mut Vec<u8>, line: &impl Serialize) {
    let before = buffer.len();
    // Writing plain data to memory cannot fail.
    if serde_json::to_writer(&mut *buffer, line).is_err() {
        buffer.truncate(before);
    }
    buffer.push(b'\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_key_is_one_slice_and_rows_without_a_key_spread() {
        let key = Some(MatchKey([7; 16]));
        assert_eq!(slice_of(key, 2), slice_of(key, 900_000));
        let slices: std::collections::BTreeSet<usize> =
            (0..512).map(|row| slice_of(None, row)).collect();
        assert_eq!(slices.len(), 512);
    }
}
