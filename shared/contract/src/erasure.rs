//! Erasing a person: their records, for good, and what is left in files until it runs out.

use serde::{Deserialize, Serialize};

use crate::{JobId, RecordId};

/// What an erasure takes out for good. It names records and never a person: the job outlives them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Erasure {
    /// The records.
    pub records: Vec<RecordId>,
    /// The jobs that have read or written them, while their files are still there. Files are kept as a whole, so rows
    /// are in them until they are taken away.
    pub held: Vec<HeldFiles>,
}

/// A job whose files hold rows of an erased record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HeldFiles {
    /// Which job.
    pub job: JobId,
    /// When the last of its files is gone, RFC 3339 in UTC.
    pub until: String,
}
