//! How a worker divides its time.

use std::env;

use gangway_write::PATIENCE;

/// The lease outlives the Lambda: AWS ends it at its deadline, and no second worker begins before that.
pub(crate) const LEASE_MARGIN_SECONDS: u32 = 60;

/// How much a worker does between two looks around, and how much time it leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Groups between two looks at the clock, the cancel flag and the cursor.
    pub step: usize,
    /// Seconds before its deadline after which a step might not end, so none is begun.
    pub margin: u32,
    /// Seconds from the registration of a match rule until everybody who writes records knows it.
    pub patience: u32,
}

impl Pace {
    /// The usual pace, or with as much patience as `RULE_PATIENCE_SECONDS` says.
    pub fn from_env() -> Self {
        let patience = env::var("RULE_PATIENCE_SECONDS").ok().and_then(|it| it.parse().ok());
        let usual = Self::default();
        Self { patience: patience.unwrap_or(usual.patience), ..usual }
    }
}

impl Default for Pace {
    fn default() -> Self {
        // Sixteen batches of 25 statements keep eight calls busy; a step takes well under ten seconds even when
        // DynamoDB throttles.
        Self { step: 400, margin: 25, patience: PATIENCE }
    }
}
