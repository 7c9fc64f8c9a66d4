//! What an import would do with rows whose matches are known: what a preview shows beside the check's findings.

use serde::{Deserialize, Serialize};

use crate::{FieldId, IssueCode, Row, StoredRecord, Value};

/// Which records have a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "match", rename_all = "snake_case")]
pub enum KeyMatch {
    /// None.
    Nobody,
    /// This one; of several, the oldest.
    Found {
        /// As it is now.
        record: Box<StoredRecord>,
        /// Others have the key, too.
        several: bool,
    },
    /// One that the asker may not see: nothing of it is told.
    Hidden {
        /// Others have the key, too.
        several: bool,
    },
}

/// What an import would do with a row that passes the check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Foreseen {
    /// Which row.
    #[cfg_attr(feature = "openapi", schema(value_type = u32))]
    pub row: Row,
    /// What becomes of it.
    pub fate: Fate,
}

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fate {
    /// It becomes a record.
    Create,
    /// It changes the record that it matches, or that an earlier row makes.
    Update {
        /// What it changes, in the order of the fields' ids.
        changes: Vec<FieldChange>,
    },
    /// What it matches says the same already.
    Unchanged,
    /// It is left out.
    Skip,
    /// It fails because of what it matches.
    Fail {
        /// Why.
        code: IssueCode,
    },
}

/// One field of a record before and after a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldChange {
    /// Which field.
    pub field: FieldId,
    /// What the record says; none if it says nothing.
    pub before: Option<Value>,
    /// What it will say; none if it is emptied.
    pub after: Option<Value>,
}
