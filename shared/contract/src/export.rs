//! What an export holds and in which form; and what the audit log keeps of it.

use serde::{Deserialize, Serialize};

use crate::{Actor, FieldId, Filter, JobId, ModuleId};

/// `POST /exports`: which records of a module, and what of them.
///
/// A word that is not known is refused: a misspelt `filter` must not become an export of everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Export {
    /// Of which module.
    pub module: ModuleId,
    /// Which of its records; none: every one that the person sees.
    #[serde(default)]
    pub filter: Option<Filter>,
    /// The columns in their order; none: every field in the module's order.
    #[serde(default)]
    pub columns: Vec<FieldId>,
    /// CSV unless told.
    #[serde(default)]
    pub format: ExportFormat,
    /// By which column; newest first unless told.
    #[serde(default)]
    pub sort: Option<Sort>,
    /// Each record's id and version stand before its columns, so that an edited file can come back as an update.
    #[serde(default)]
    pub identity: bool,
}

/// The form of an export's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// RFC 4180 in UTF-8.
    #[default]
    Csv,
    /// A workbook.
    Xlsx,
}

impl ExportFormat {
    /// How names of such files end.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

/// The order of an export's records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Sort {
    /// By this field; records without it come last.
    pub field: FieldId,
    /// The greatest first.
    #[serde(default)]
    pub descending: bool,
}

/// What the audit log says of an export, or of an erasure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEntry {
    /// When the file was complete, RFC 3339 in UTC.
    pub at: String,
    /// Who, with what they might see then.
    pub actor: Actor,
    /// The job.
    pub job: JobId,
    /// When it was asked for, RFC 3339 in UTC.
    pub asked_at: String,
    /// Which filter, which columns.
    pub export: Export,
    /// How many records.
    pub records: u32,
    /// They were not taken out but erased.
    #[serde(default)]
    pub erased: bool,
}
