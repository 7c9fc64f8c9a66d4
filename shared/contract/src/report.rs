//! What the check of a whole file found: the same report in the browser, the CLI and the tests.

use serde::{Deserialize, Serialize};

use crate::{
    CorrectionReport, FieldId, FileNote, ImportPlan, Issue, IssueCode, Record, Row, UserId,
};

/// The whole file, checked under a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckReport {
    /// The plan as the whole file completed it.
    pub plan: ImportPlan,
    /// How the rows fare, before anything is known of the CRM's records.
    pub counts: CheckCounts,
    /// Every kind of issue with its count, most frequent first.
    pub groups: Vec<IssueGroup>,
    /// The first 100 issues in file order.
    pub issues: Vec<Issue>,
    /// The first 20 rows.
    pub preview: Vec<PreviewRow>,
    /// What each column's values turned out to be.
    pub columns: Vec<ColumnReport>,
    /// What the server must find again before it writes.
    pub receipt: Receipt,
    /// What a person should know of the whole file; replaces the plan's notes, which are about its head.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub file_notes: Vec<FileNote>,
    /// What became of what was corrected.
    #[serde(default, skip_serializing_if = "CorrectionReport::is_empty")]
    pub corrections: CorrectionReport,
}

/// How the rows of a file fare. `rows = ok + failed + repeats`; blank rows are not rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckCounts {
    /// Data rows that are not blank.
    pub rows: u32,
    /// Rows that pass and are the first with their key, or have none.
    pub ok: u32,
    /// Rows that fail.
    pub failed: u32,
    /// Rows that pass and have the key of an earlier row that passed.
    pub repeats: u32,
    /// Blank rows between or after the data.
    pub blank: u32,
    /// Rows that pass and have no match key.
    pub without_key: u32,
    /// Rows that pass and have a note; a note that a whole column may have does not count.
    pub remarks: u32,
}

/// One kind of issue over the whole file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IssueGroup {
    /// What is wrong.
    pub code: IssueCode,
    /// In which column; empty for whole rows.
    pub column: String,
    /// The field that it was to fill.
    pub field: Option<FieldId>,
    /// How often.
    pub count: u32,
    /// The first row where it happens.
    #[cfg_attr(feature = "openapi", schema(value_type = u32))]
    pub first_row: Row,
    /// The first issue's sentence.
    pub message: String,
    /// A note does not fail the row.
    pub note: bool,
    /// Where a value of a list or a person was not known: the texts, most frequent first, at most 100. A plan may
    /// say what each means.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<ValueCount>,
}

/// A text of the file and how many cells have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ValueCount {
    /// The text, trimmed.
    pub value: String,
    /// How many cells.
    pub count: u32,
}

/// One row of the preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreviewRow {
    /// Its number.
    #[cfg_attr(feature = "openapi", schema(value_type = u32))]
    pub row: Row,
    /// The record as it would be written.
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<String, crate::Value>))]
    #[cfg_attr(feature = "ts", tsify(type = "{ [field: FieldId]: Value }"))]
    pub record: Record,
    /// The original cells, cut to a safe length.
    pub cells: Vec<String>,
    /// Who would own it.
    pub owner: Option<UserId>,
    /// What is wrong with it.
    pub issues: Vec<Issue>,
    /// What the check says of it.
    pub outcome: RowOutcome,
    /// Its match key, as 32 hex digits.
    pub key: Option<crate::MatchKey>,
    /// The version that its record had in the file, if it names a record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
}

/// What the check alone says of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum RowOutcome {
    /// It passes.
    Ok,
    /// It fails.
    Failed,
    /// It passes and repeats this earlier row.
    Repeat {
        /// The first row with the key.
        #[cfg_attr(feature = "openapi", schema(value_type = u32))]
        leader: Row,
    },
}

/// What the values of one column turned out to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ColumnReport {
    /// Its place in the file, from 0.
    pub index: u32,
    /// Cells that are not blank.
    pub filled: u32,
    /// Cells with an issue that is no note.
    pub bad: u32,
}

/// A digest of everything that the rows became, in blocks, so that a difference can be placed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Receipt {
    /// Over everything, 32 hex digits.
    pub digest: String,
    /// Data rows to a block.
    pub block_rows: u32,
    /// One digest a block, 32 hex digits each.
    pub blocks: Vec<String>,
}

/// The match keys of the rows that pass, to be asked about: all of them, or an even sample.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileKeys {
    /// In order, each once; at most 50,000.
    pub keys: Vec<crate::MatchKey>,
    /// How many different keys the file has.
    pub distinct: u32,
}
