//! The line in which versions of one dropped object stand, so that they are imported one after another.

use serde::{Deserialize, Serialize};

use crate::JobId;

/// The versions of one object that were seen last, in the order in which they were put.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DropLine {
    /// How often the line was changed. Whoever changes it says which one was read.
    pub version: u32,
    /// The object's newest versions, the last one at the end.
    pub turns: Vec<DropTurn>,
    /// The unix second after which nobody asks for it any more.
    pub expires_at: u32,
}

/// One version's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DropTurn {
    /// Sorts as the versions were put.
    pub order: String,
    /// The version's job.
    pub job: JobId,
}
