//! What a person corrected in a file before it is imported. The file itself stays as it is: corrections travel with
//! the plan and are laid over its cells, in the browser as in the Lambda, before anything is typed.

use serde::{Deserialize, Serialize};

use crate::Row;

/// Finds a text in the cells of one column and replaces it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Replacement {
    /// What is looked for, 1 to 200 characters.
    pub find: String,
    /// What stands there instead, at most 1,000 characters.
    pub replace: String,
    /// Only where it is all of the cell, blanks around it aside.
    pub whole: bool,
    /// Only where capitals are the same.
    pub match_case: bool,
}

/// Cells that were corrected one by one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Corrections {
    /// The digest of the settings under which the file was read then, 32 hex digits: under others, a row's number may
    /// mean another row.
    pub reading: String,
    /// In the order of rows and columns, each cell once; at most 100,000.
    pub cells: Vec<CorrectedCell>,
}

/// One corrected cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CorrectedCell {
    /// Its row.
    #[cfg_attr(feature = "openapi", schema(value_type = u32))]
    pub row: Row,
    /// Its column's place in the file, from 0.
    pub column: u32,
    /// The digest of the text that it had after the rules of its column, 16 hex digits: a file that was edited since may
    /// hold another one.
    pub was: String,
    /// The text that it has now, at most 32,767 characters.
    pub text: String,
}

/// Which corrections belong to a job: as many stored parts, and the digest of all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CorrectionsRef {
    /// How many parts were put, from 0 on.
    pub parts: u32,
    /// Over the settings and all cells, 32 hex digits.
    pub digest: String,
}

/// What became of corrections over the whole file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CorrectionReport {
    /// Single cells that were corrected.
    pub cells: u32,
    /// Cells that a find-and-replace rule changed.
    pub replaced: u32,
    /// Corrections that fit no longer: their cell is gone or holds another text. They are never applied.
    pub unfit: u32,
    /// The first 100 of those.
    pub listed: Vec<CorrectedCell>,
}

impl CorrectionReport {
    /// Whether nothing was corrected, nor should have been.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
