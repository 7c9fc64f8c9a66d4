//! What plan-import leaves in S3 for write-records, and write-records for finish-job.
//!
//! A *slice* is one of 512 parts of a file's good rows, cut by match key. A *segment* is one object that
//! holds a stretch of the file as 512 slices one after another, so that a contiguous range of slices is one
//! ranged read. A *bucket* is a contiguous range of slices, the work of one message.

use serde::{Deserialize, Serialize};

use crate::{Issue, MatchKey, Module, Record, RecordId, Row, UserId};

/// A row that passed the check; one line of JSON in a slice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SliceRow {
    /// Its number.
    pub row: Row,
    /// Its match key.
    pub key: Option<MatchKey>,
    /// The version that the row was exported with, if rows are matched by identity and it names a record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// Its values.
    pub record: Record,
    /// Who gets it, if it is created.
    pub owner: UserId,
    /// Its original cells, for the result files.
    pub cells: Vec<String>,
}

/// What plan-import cut, written last: without it there is nothing to write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SliceManifest {
    /// In file order.
    pub segments: Vec<SliceSegment>,
    /// The work.
    pub buckets: Vec<BucketRange>,
    /// Rows that failed the check; they lie beside the slices in file order.
    pub failed: u32,
    /// Objects of failed rows, numbered from 0.
    #[serde(default)]
    pub failed_segments: u32,
    /// The file's headers, for the result files.
    #[serde(default)]
    pub headers: Vec<String>,
    /// What the file and the plan fix for every bucket.
    pub rules: crate::WriteRules,
    /// Rows that passed.
    pub passed: u32,
    /// The module as it was planned with, if records are backed up: its fields are the columns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backup: Option<Module>,
}

/// One object of slices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SliceSegment {
    /// Its number, from 0; it names the object.
    pub number: u32,
    /// Where each slice begins, in bytes, and where the last ends: 513 offsets.
    pub offsets: Vec<u32>,
}

/// A contiguous range of slices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BucketRange {
    /// The first slice.
    pub from: u32,
    /// The slice after the last.
    pub to: u32,
    /// Their rows.
    pub rows: u32,
}

/// A row that failed; one line of JSON in a failed segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedRow {
    /// Its number.
    pub row: Row,
    /// Its original cells.
    pub cells: Vec<String>,
    /// Why.
    pub issues: Vec<Issue>,
}

/// What became of a row; one line of JSON in a bucket's result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeRow {
    /// Its number.
    pub row: Row,
    /// What became of it.
    pub outcome: WriteOutcome,
    /// The record that it became, changed or matched.
    pub record: Option<RecordId>,
    /// Its original cells.
    pub cells: Vec<String>,
    /// Why it failed.
    #[serde(default)]
    pub issue: Option<Issue>,
}

/// The named states in which a row ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WriteOutcome {
    /// Became a record.
    Created,
    /// Changed a record.
    Updated,
    /// Matched a record that already said the same.
    Unchanged,
    /// Matched, and was left out.
    Skipped,
    /// Was wrong.
    Failed,
    /// Was not reached.
    Unprocessed,
    /// Had created a record, which an undo removed.
    Removed,
    /// Had changed a record, which an undo put back.
    Restored,
    /// Had an effect that an undo left, at least in part.
    Kept,
}

/// What write-records needs of the plan, so that it reads one small object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriteRules {
    /// What to do with the rows.
    pub options: crate::ImportOptions,
    /// The fields that have a column: a blank cell in one of them may clear it.
    pub mapped: Vec<crate::FieldId>,
}
