//! The file cannot be used: a stable code for programs and a sentence for people.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a file, or a job, is not taken. Never retried: the answer would be the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[error("{message}")]
pub struct Refusal {
    /// For programs.
    pub code: RefusalCode,
    /// For people: what is wrong, where, and what to do. One sentence or two.
    pub message: String,
}

impl Refusal {
    /// A refusal with its sentence.
    pub fn new(code: RefusalCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// The stable codes of refusals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RefusalCode {
    /// No bytes, or nothing but blank rows.
    EmptyFile,
    /// A header and no data row.
    NoDataRows,
    /// Neither a table of text nor a workbook: a picture, a PDF, a program.
    NotATable,
    /// A zip that is no workbook.
    Archive,
    /// A workbook with a password.
    Encrypted,
    /// A workbook that cannot be read to its end.
    Corrupt,
    /// A workbook of a kind that is not read (xlsb, ods).
    UnsupportedFormat,
    /// One of the limits that keep a hostile file from taking the machine.
    LimitExceeded,
    /// The workbook has no such sheet.
    NoSuchSheet,
    /// A field gets more than one column.
    FieldMappedTwice,
    /// Nothing is mapped, or a required field is not.
    MappingIncomplete,
    /// The plan names a field or column that is not there, or does not fit the file.
    PlanMismatch,
    /// The order of day and month cannot be told from the column.
    DateOrderUnknown,
    /// The file that arrived is not the one that was previewed.
    DiffersFromPreview,
    /// The upload did not arrive in time.
    UploadNeverCame,
    /// An earlier attempt to read this file ended the process.
    ReaderDied,
    /// Whoever asked may not have it any more.
    NotPermitted,
    /// Several workers tried, and none came through.
    GivenUp,
    /// The place where a file was dropped names no template that takes files.
    NoTemplate,
    /// A later version of the dropped file was there before it.
    Superseded,
    /// The outcomes of the rows do not add up; the job cannot be trusted.
    CountsDiffer,
}

impl fmt::Display for RefusalCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The JSON spelling is the only spelling.
        let json = serde_json::to_string(self).map_err(|_| fmt::Error)?;
        formatter.write_str(json.trim_matches('"'))
    }
}
